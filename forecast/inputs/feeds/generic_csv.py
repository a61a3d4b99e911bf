"""Any CSV file, with a mapping that says which column is which."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from forecast.errors import InputError, UsageError
from forecast.inputs.cells import CellError
from forecast.inputs.csv_text import Record, split_records
from forecast.inputs.data_card import DataSource
from forecast.inputs.ingest.download import CSV_TYPES
from forecast.inputs.ingest.foreign_csv import LONGEST_CELL
from forecast.inputs.ingest.mapping import Mapping, read_mapping, same_columns
from forecast.inputs.ingest.rows import Cells, Edition, FeedRow, FeedRows, Reading
from forecast.inputs.ingest.source import Source
from forecast.inputs.toml_files import shortened

NAME = "generic_csv"
DATASETS = ()
DEFAULTS = {"licence": "facts cited", "verification": "primary"}


def read(asked: Reading) -> FeedRows:
    """Rows in the columns of a data set.

    Parameters
    ----------
    asked : Reading
        The source is the CSV file or its address; without a mapping its columns have the names
        of the data set's.

    Returns
    -------
    FeedRows

    Raises
    ------
    UsageError
        Without a source.
    InputError
        If the file is not a CSV table or lacks a column that is mapped.
    """
    source, edition = asked.source, asked.edition
    if source is None:
        raise UsageError("the feed generic_csv needs a file or an https address")
    header, records = split_records(source.read(CSV_TYPES, "*.csv"), source.where, LONGEST_CELL)
    mapping = (
        read_mapping(asked.mapping, asked.card)
        if asked.mapping
        else same_columns(asked.card, header.cells)
    )
    places = mapping.places(header, source.where)
    title = str(mapping.constants.get("source_title") or f"{source.name}")
    licence = str(mapping.constants.get("licence") or DEFAULTS["licence"])
    feed = FeedRows(title, DataSource(title, licence, mapping.attribution or title))
    common = _common(mapping, source, edition)
    value_of = cache(mapping.value)  # cells repeat from row to row
    for record in records:
        _add(feed, record, header, places, value_of, common, source.where)
    return feed


def _common(mapping: Mapping, source: Source, edition: Edition) -> Cells:
    """Cells of every row: what the mapping states, and defaults for where the rows come from."""
    url = source.where if source.is_address else None
    defaults = {**edition.cells(), **DEFAULTS, "source_title": source.name, "source_url": url}
    known = {name: value for name, value in defaults.items() if name in mapping.types}
    return {**known, **mapping.constants}


def _add(
    feed: FeedRows,
    record: Record,
    header: Record,
    places: dict[str, int],
    value_of: Callable[[str, str], Any],
    common: Cells,
    where: str,
) -> None:
    if len(record.cells) != len(header.cells):
        found, accepted = f"{len(record.cells)} cells", f"{len(header.cells)}, as in the header"
        feed.problems.append(
            _problem("wrong number of cells", where, record, None, found, accepted)
        )
        return
    cells: Cells = dict(common)
    n_problems = len(feed.problems)
    for column, place in places.items():
        text = record.cells[place]
        try:
            value = value_of(column, text)
        except CellError as error:
            feed.problems.append(
                _problem(error.message, where, record, column, text, error.accepted, error.fix)
            )
        else:
            cells[column] = cells.get(column) if value is None else value
    if len(feed.problems) == n_problems:
        feed.rows.append(FeedRow(record.line, cells))


def _problem(
    message: str,
    where: str | Path,
    record: Record,
    column: str | None,
    found: Any,
    accepted: str,
    fix: str | None = None,
) -> InputError:
    shown = found.isoformat() if isinstance(found, datetime.date) else shortened(found)
    return InputError(
        message,
        file=where,
        line=record.line,
        field=column,
        found=shown,
        accepted=accepted,
        fix=fix,
    )
