"""A table of evidence from its CSV file, read by what its card says of each column."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from forecast.errors import InputError
from forecast.inputs.cells import CellError, parse_cell
from forecast.inputs.csv_text import Record, check_header, read_records
from forecast.inputs.data_card import Column, DataCard
from forecast.inputs.row_rules import Line, row_problems, table_problems
from forecast.inputs.table import Cell, Row, Table
from forecast.inputs.toml_files import shortened


@dataclass(frozen=True)
class Parsed:
    """A table as far as it could be read, and everything that is wrong with the file."""

    table: Table
    problems: tuple[InputError, ...]


def read_csv_table(
    path: Path,
    card: DataCard,
    *,
    today: datetime.date | None = None,
    keep_extra: bool = False,
    dedupe: bool = False,
) -> Table:
    """The rows of a CSV file with typed values, or an error.

    Parameters
    ----------
    path : Path
        The file.
    card : DataCard
        Its columns; a header in another order is fine.
    today : date, optional
        Nothing may be published later. Left out: the day in UTC, or the day the data were
        retrieved where the clock lies before it.
    keep_extra : bool
        Keep columns that the card does not know, as text, instead of refusing them.
    dedupe : bool
        Drop a row that repeats another one in all cells instead of refusing it.

    Returns
    -------
    Table

    Raises
    ------
    InputError
        The first problem in the file: line, column, what was found, what is accepted.
    """
    parsed = parse_csv_table(path, card, today=today, keep_extra=keep_extra, dedupe=dedupe)
    if parsed.problems:
        raise parsed.problems[0]
    return parsed.table


def parse_csv_table(
    path: Path,
    card: DataCard,
    *,
    today: datetime.date | None = None,
    keep_extra: bool = False,
    dedupe: bool = False,
) -> Parsed:
    """The rows of a CSV file together with all problems, for a report that lists every one.

    Parameters
    ----------
    path, card, today, keep_extra, dedupe
        As for `read_csv_table`.

    Returns
    -------
    Parsed
        Rows with a problem are left out of the table.
    """
    table = Table(card.dataset, card, ())
    try:
        header, records = read_records(path)
        check_header(header, card.column_names, path, keep_extra)
    except InputError as error:
        return Parsed(table, (error,))
    problems: list[InputError] = []
    lines: list[Line] = []
    columns = _columns(header, card)
    run_date = today or max(datetime.datetime.now(datetime.UTC).date(), card.retrieved_on)
    for record in records:
        line = _line(record, columns, path, problems)
        if line is not None:
            found = list(row_problems(line, card, run_date, path))
            problems += found
            lines += [] if found else [line]
    lines = _without_repeats(lines) if dedupe else lines
    problems += table_problems(lines, card, path)
    rows = tuple(line.row for line in lines)
    return Parsed(Table(card.dataset, card, rows), tuple(sorted(problems, key=_line_number)))


def _columns(header: Record, card: DataCard) -> tuple[Column, ...]:
    """The card's columns in the order of the file; extra ones are text."""
    known = {column.name: column for column in card.columns}
    return tuple(known.get(name) or Column(name, "text", "", False, "") for name in header.cells)


def _line(
    record: Record, columns: tuple[Column, ...], path: Path, problems: list[InputError]
) -> Line | None:
    """A record with typed values, or None with the reasons added to the problems."""
    if len(record.cells) != len(columns):
        problems.append(_width_problem(record, len(columns), path))
        return None
    row: Row = {}
    for column, text in zip(columns, record.cells, strict=True):
        try:
            row[column.name] = _value(text, column)
        except CellError as error:
            problems.append(_cell_problem(error, text, column, record.line, path))
    return Line(record.line, row) if len(row) == len(columns) else None


def _value(text: str, column: Column) -> Cell:
    if column.required and not text.strip():
        raise CellError("required cell is empty", f"{column.meaning} ({column.type})")
    return parse_cell(text, column.type)


def _cell_problem(error: CellError, text: str, column: Column, line: int, path: Path) -> InputError:
    return InputError(
        error.message,
        file=path,
        line=line,
        field=column.name,
        found=shortened(text),
        accepted=error.accepted,
        fix=error.fix,
    )


def _width_problem(record: Record, n_columns: int, path: Path) -> InputError:
    return InputError(
        "blank line between rows" if not record.cells else "wrong number of cells",
        file=path,
        line=record.line,
        found=f"{len(record.cells)} cells",
        accepted=f"{n_columns} cells, as in the header",
        fix="put cells that hold a comma in double quotes; leave unknown cells empty",
    )


def _without_repeats(lines: list[Line]) -> list[Line]:
    """The first of lines that agree in all cells."""
    kept: dict[tuple, Line] = {}
    for line in lines:
        kept.setdefault(tuple(line.row.items()), line)
    return list(kept.values())


def _line_number(problem: InputError) -> int:
    return problem.line or 0
