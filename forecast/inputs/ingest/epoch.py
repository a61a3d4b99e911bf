"""What the feeds of Epoch AI's tables share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forecast.errors import UsageError
from forecast.inputs.data_card import DataSource
from forecast.inputs.ingest.foreign_csv import ForeignTable, Wanted
from forecast.inputs.ingest.rows import Cells, Edition, FeedRow, FeedRows, Reading
from forecast.inputs.ingest.source import Source

URL = "https://epoch.ai/data"
LICENCE = "CC-BY 4.0"
ATTRIBUTION = "Epoch AI, epoch.ai/data, CC-BY 4.0; columns renamed, units converted, rows selected"


@dataclass(frozen=True)
class EpochTable:
    """One of the tables, as a feed looks at it.

    Parameters
    ----------
    feed : str
        Name of the feed.
    title : str
    example : str
        An address at which it is found.
    member : str
        Its name inside an archive.
    wanted : tuple of Wanted
        Columns looked for.
    """

    feed: str
    title: str
    example: str
    member: str
    wanted: tuple[Wanted, ...]


def read_table(
    asked: Reading,
    table: EpochTable,
    why_not: Callable[[Cells], str | None],
    cells_of: Callable[[Cells, Edition], Cells],
) -> FeedRows:
    """Rows of a data set from one of the tables.

    Parameters
    ----------
    asked : Reading
        The source is the CSV file, its address, or an archive that holds it.
    table : EpochTable
    why_not : callable
        Takes the cells of a row and says why it is left out; None where it is taken.
    cells_of : callable
        Takes the cells of a row and the edition, returns cells of the data set.

    Returns
    -------
    FeedRows

    Raises
    ------
    UsageError
        Without a source.
    InputError
        If the file is no such table.
    """
    edition = asked.edition
    source = needed(asked.source, table.feed, table.example)
    foreign = ForeignTable(source, table.wanted, table.member)
    feed = FeedRows(table.title, epoch_source(table.title, edition), problems=foreign.problems)
    for row in foreign.rows():
        reason = why_not(row.cells)
        if reason:
            feed.left_out[reason] += 1
        else:
            feed.rows.append(FeedRow(row.line, cells_of(row.cells, edition)))
    return feed


def needed(source: Source | None, feed: str, example: str) -> Source:
    """The source, or an error that says where the file is found."""
    if source is None:
        raise UsageError(f"the feed {feed} needs a file or an https address, such as {example}")
    return source


def epoch_source(name: str, edition: Edition) -> DataSource:
    """Whom a card must name for rows of one of the tables."""
    return DataSource(f"{name}, copy of {edition.known_on}", LICENCE, ATTRIBUTION)


def provenance(title: str, edition: Edition) -> Cells:
    """Where a row was read, under which terms, and since when it was known."""
    return {
        **edition.cells(),
        "source_title": f"{title} (copy of {edition.known_on})",
        "source_url": URL,
        "licence": LICENCE,
        "verification": "primary",
    }


def day_cells(stated: tuple[Any, str] | None) -> Cells:
    """The day of a row and how exact it is."""
    day, precision = stated or (None, None)
    return {"observed_on": day, "observed_on_precision": precision}
