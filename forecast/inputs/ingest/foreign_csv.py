"""CSV files of other people: columns under changing names, units in headers, dates in their way."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from forecast.errors import InputError
from forecast.inputs.cells import CellError, parse_cell
from forecast.inputs.csv_text import Record, split_records
from forecast.inputs.ingest.download import CSV_TYPES
from forecast.inputs.ingest.rows import Cells
from forecast.inputs.ingest.source import Source
from forecast.inputs.toml_files import shortened

LONGEST_CELL = 131_072  # characters; notes and abstracts stand in these files
_UNIT = re.compile(r"^(?P<name>.*?)\s*[(\[](?P<unit>[^()\[\]]*)[)\]]\s*$")
_US_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_MONTH = re.compile(r"^\d{4}-\d{2}$")
_YEAR = re.compile(r"^\d{4}$")
TRUE_WORDS = ("true", "checked", "yes", "1")
UNITS: dict[str, dict[str, float]] = {
    "FLOP/s": {"flop/s": 1.0, "gflop/s": 1e9, "tflop/s": 1e12, "tflops": 1e12, "pflop/s": 1e15},
    "op/s": {"op/s": 1.0, "ops": 1.0, "gop/s": 1e9, "top/s": 1e12, "tops": 1e12},
    "bytes": {"byte": 1.0, "bytes": 1.0, "mb": 1e6, "gb": 1e9, "gib": 2.0**30, "tb": 1e12},
    "bytes/s": {"byte/s": 1.0, "bytes/s": 1.0, "bit/s": 1 / 8, "gb/s": 1e9, "tb/s": 1e12},
    "W": {"w": 1.0, "watt": 1.0, "watts": 1.0, "kw": 1e3, "mw": 1e6, "gw": 1e9},
    "USD": {"usd": 1.0, "$": 1.0, "2023 usd": 1.0, "million usd": 1e6},
    "nm": {"nm": 1.0},
}


@dataclass(frozen=True)
class Wanted:
    """A column that a feed looks for.

    Parameters
    ----------
    column : str
        Column of the data set, or a name of the feed's own.
    names : tuple of str
        How files have called it, the best first; without the unit, case does not count.
    kind : str
        text, number, date, flag.
    unit : str
        Canonical unit; a unit in the header is converted to it.
    needed : bool
        Whether a file without it is refused.
    """

    column: str
    names: tuple[str, ...]
    kind: str = "text"
    unit: str = ""
    needed: bool = False


@dataclass(frozen=True)
class ForeignRow:
    """Values by the feed's names, and the line they stand on."""

    line: int
    cells: Cells


class ForeignTable:
    """The rows of a CSV file under the names a feed knows them by.

    Parameters
    ----------
    source : Source
        File, address, or an archive that holds one file named as `member` says.
    wanted : sequence of Wanted
        Columns to look for; all others are ignored.
    member : str
        Pattern of the file's name inside an archive.

    Raises
    ------
    InputError
        If the file is not a CSV table, or lacks a needed column under each of its names.
    """

    def __init__(self, source: Source, wanted: Sequence[Wanted], member: str = "*.csv") -> None:
        self.where = source.where
        self.header, self.records = split_records(
            source.read(CSV_TYPES, member), source.where, LONGEST_CELL
        )
        self.places = _places(self.header, wanted, self.where)
        self.problems: list[InputError] = []

    def rows(self) -> Iterator[ForeignRow]:
        """Rows that can be read; the others are added to `problems`."""
        for record in self.records:
            if len(record.cells) != len(self.header.cells):
                self._complain(record, None, f"{len(record.cells)} cells", self._width())
                continue
            cells: Cells = {}
            for column, (place, read) in self.places.items():
                text = record.cells[place].strip()
                try:
                    cells[column] = read(text) if text else None
                except CellError as error:
                    self._complain(record, self.header.cells[place], text, error.accepted)
            if len(cells) == len(self.places):
                yield ForeignRow(record.line, cells)

    def _width(self) -> str:
        return f"{len(self.header.cells)} cells, as in the header"

    def _complain(self, record: Record, field: str | None, found: str, accepted: str) -> None:
        message = "cannot be read" if field else "wrong number of cells"
        self.problems.append(
            InputError(
                message,
                file=self.where,
                line=record.line,
                field=field,
                found=shortened(found),
                accepted=accepted,
            )
        )


def _places(
    header: Record, wanted: Sequence[Wanted], where: str
) -> dict[str, tuple[int, Callable[[str], Any]]]:
    """By column: where it stands, and how its cells are read."""
    parts = [_split(name) for name in header.cells]
    places: dict[str, tuple[int, Callable[[str], Any]]] = {}
    for column in wanted:
        found = _place(column, parts)
        if found is not None:
            places[column.column] = (found, _reader(column, parts[found][-1], header, where))
        elif column.needed:
            raise InputError(
                "column missing",
                file=where,
                line=header.line,
                field=column.column,
                found=", ".join(header.cells)[:400],
                accepted=f"one named {' or '.join(column.names)}",
            )
    return places


def _place(column: Wanted, parts: Sequence[tuple[str, str, str]]) -> int | None:
    """Position of a column: by its whole header, else without a unit behind it."""
    for name in column.names:
        for position, (whole, _, _) in enumerate(parts):
            if whole == name:
                return position
    for name in column.names:
        for position, (_, bare, unit) in enumerate(parts):
            if bare == name and "percentile" not in unit:
                return position
    return None


def _split(name: str) -> tuple[str, str, str]:
    """A header whole and without its last bracket, both folded, and what the bracket holds."""
    folded = " ".join(name.casefold().split())
    match = _UNIT.match(folded)
    return (folded, match["name"], match["unit"]) if match else (folded, folded, "")


def _reader(column: Wanted, unit: str, header: Record, where: str) -> Callable[[str], Any]:
    if column.kind != "number":
        return _READERS[column.kind]
    known = UNITS.get(column.unit)
    if known is None or not unit:
        return lambda text: parse_cell(text, "number")
    if unit not in known:
        raise InputError(
            "unknown unit",
            file=where,
            line=header.line,
            field=column.column,
            found=unit,
            accepted=", ".join(known),
        )
    factor = known[unit]
    return lambda text: factor * parse_cell(text, "number")  # type: ignore[operator]


def read_day(text: str) -> tuple[datetime.date, str]:
    """A day and how exact it is; a month or a year is set to its first day.

    Parameters
    ----------
    text : str
        ISO, or month/day/year as spreadsheets of US institutes export it.

    Returns
    -------
    date, str
        The second is day, month or year.

    Raises
    ------
    CellError
        If it is no date.

    Examples
    --------
    >>> read_day("3/31/2022"), read_day("2024-05")
    ((datetime.date(2022, 3, 31), 'day'), (datetime.date(2024, 5, 1), 'month'))
    """
    if match := _US_DAY.match(text):
        month, day, year = match.groups()
        text = f"{year}-{int(month):02d}-{int(day):02d}"
    precision = "month" if _MONTH.match(text) else "year" if _YEAR.match(text) else "day"
    whole = text + {"day": "", "month": "-01", "year": "-01-01"}[precision]
    parsed = parse_cell(whole.split("T")[0], "date")
    assert isinstance(parsed, datetime.date)
    return parsed, precision


_READERS: dict[str, Callable[[str], Any]] = {
    "text": lambda text: " ".join(text.split()),
    "date": read_day,
    "flag": lambda text: text.casefold() in TRUE_WORDS,
}
