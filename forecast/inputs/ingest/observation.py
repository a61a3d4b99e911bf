"""One row of evidence from flags: what is stated, what follows, and what is missing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forecast.errors import InputError, UsageError
from forecast.inputs.cells import CellError, parse_cell
from forecast.inputs.data_card import Column, DataSource
from forecast.inputs.ingest.naming import model_key
from forecast.inputs.ingest.rows import Cells, Edition, FeedRow, FeedRows
from forecast.inputs.table import Table
from forecast.quantities import did_you_mean

SHORT = {"date": "observed_on", "published": "published_on", "source": "source_title"}
TITLE = "one observation"
CITED = "single figures, cited row by row"
LIKE_THE_REST = ("unit", "kind", "interval", "h100e_basis", "definition")
LONGEST_EXAMPLE = 50  # characters of a cell that is shown


@dataclass(frozen=True)
class Observation:
    """A row, and which of its cells nobody stated.

    Parameters
    ----------
    row : FeedRow
    filled_in : dict of str to value
        Cells that follow from the others or from the data set.
    """

    row: FeedRow
    filled_in: Cells


def pairs_of_flags(words: Sequence[str]) -> dict[str, str]:
    """Columns and cells from what stands on the command line.

    Parameters
    ----------
    words : sequence of str
        "--column", "cell", ... or "--column=cell".

    Returns
    -------
    dict of str to str
        By column, dashes turned into underscores.

    Raises
    ------
    UsageError
        For a word that is no flag, a flag without a cell, or one that stands twice.

    Examples
    --------
    >>> pairs_of_flags(["--date", "2026-10-01", "--value=2.1e7"])
    {'observed_on': '2026-10-01', 'value': '2.1e7'}
    """
    found: dict[str, str] = {}
    rest = list(words)
    while rest:
        flag = rest.pop(0)
        if not flag.startswith("--") or flag == "--":
            raise UsageError(f"{flag[:80]!r} is no column; write --column cell")
        name, mark, cell = flag[2:].partition("=")
        if not mark:
            if not rest:
                raise UsageError(f"{flag[:80]} needs a cell behind it")
            cell = rest.pop(0)
        column = SHORT.get(name, name.replace("-", "_"))
        if column in found:
            raise UsageError(f"{flag[:80]} stands twice")
        found[column] = cell
    return found


def observation(stated: dict[str, str], table: Table, edition: Edition) -> Observation:
    """A row of a data set from stated cells.

    Parameters
    ----------
    stated : dict of str to str
        By column.
    table : Table
        Of the data set: its columns, and rows that show what belongs together.
    edition : Edition
        Today dates the publication where nothing else does.

    Returns
    -------
    Observation

    Raises
    ------
    InputError
        For a column that does not exist, a cell of another type, or required columns that are
        missing, each on a line of its own.
    """
    columns = {column.name: column for column in table.card.columns}
    cells = {name: _cell(name, text, columns, table) for name, text in stated.items()}
    filled = _filled_in(cells, columns, table, edition)
    missing = [
        c for c in columns.values() if c.required and {**filled, **cells}.get(c.name) is None
    ]
    if missing:
        lines = [f"  {_explained(column, table)}" for column in missing]
        raise InputError("\n".join([f"a row of {table.name} lacks", *lines]))
    return Observation(FeedRow(None, {**filled, **cells}), filled)


def as_feed(found: Observation) -> FeedRows:
    """The row as a feed of its own, cited by itself."""
    cells = found.row.cells
    title = str(cells.get("source_title") or TITLE)
    licence = str(cells.get("licence") or "facts cited")
    source = DataSource("Single observations, cited row by row", licence, CITED)
    return FeedRows(title, source, [found.row])


def _cell(name: str, text: str, columns: dict[str, Column], table: Table) -> Any:
    if name not in columns:
        near = did_you_mean(name, tuple(columns))
        raise InputError(
            f"{table.name} has no such column",
            field=_flag(name),
            found=text[:80],
            accepted=", ".join(_flag(each) for each in columns),
            fix=near,
        )
    try:
        return parse_cell(text.strip(), columns[name].type)
    except CellError as error:
        raise InputError(
            error.message,
            field=_flag(name),
            found=text[:80],
            accepted=error.accepted,
            fix=error.fix,
        ) from None


def _filled_in(cells: Cells, columns: dict[str, Column], table: Table, edition: Edition) -> Cells:
    """Cells that need no statement: today, the citation's address, what similar rows share."""
    title = cells.get("source_title") or ""
    published = {} if cells.get("published_on") else edition.cells()
    likely: Cells = {
        "published_on_basis": "source_dated",
        **published,
        "source_url": title if title.startswith("https://") else None,
        "licence": "facts cited",
        "verification": "primary",
        "is_projection": False,
        "is_partial_year": False,
        **_like_others(cells, table),
        **_computed(cells),
    }
    return {
        name: value
        for name, value in likely.items()
        if name in columns and value is not None and cells.get(name) is None
    }


def _like_others(cells: Cells, table: Table) -> Cells:
    """What all rows of the same quantity agree on, of the same scope where there are any."""
    quantity = cells.get("quantity")
    alike = [row for row in table.rows if quantity and row.get("quantity") == quantity]
    alike = [row for row in alike if row.get("scope") == cells.get("scope")] or alike
    shared = {name: {row.get(name) for row in alike} for name in LIKE_THE_REST}
    return {name: next(iter(found)) for name, found in shared.items() if len(found) == 1}


def _computed(cells: Cells) -> Cells:
    """Cells that follow from stated ones: the name of a model, the blend of two prices."""
    found: Cells = {"model_key": model_key(cells["model"])} if cells.get("model") else {}
    names = ("usd_per_million_input_tokens", "usd_per_million_output_tokens")
    read, written = (cells.get(name) for name in names)
    if read is None or written is None or not math.isfinite(read + written):
        return found
    return {**found, "usd_per_million_tokens_blended_3to1": (3 * read + written) / 4}


def _explained(column: Column, table: Table) -> str:
    """A flag with its meaning and a cell that stands in the data set."""
    known = (str(row[column.name]) for row in reversed(table.rows))
    shown = next((each for each in known if len(each) <= LONGEST_EXAMPLE), None)
    is_shown = column.type == "text" and shown
    return f"{_flag(column.name)}: {column.meaning}" + (
        f", such as {shown!r}" if is_shown else f" ({column.type})"
    )


def _flag(column: str) -> str:
    short = next((name for name, full in SHORT.items() if full == column), column)
    return "--" + short.replace("_", "-")
