"""A user's table in the columns of a table of evidence, read as far as it can be.

In `priors/evidence` an unknown column or a bad cell is an error. Here nobody is stopped: a column
that is not known is echoed, a row that cannot be used says why, and none is dropped.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.inputs.cells import CellError, parse_cell
from forecast.inputs.csv_text import Record, read_records
from forecast.quantities import nearest

NAME_COLUMN = "row_id"  # names a row where a table has it


@dataclass(frozen=True)
class Rules:
    """What the rows of one kind of table must hold.

    Parameters
    ----------
    columns : tuple of str
        The header must have these.
    cells : tuple of str
        These must not be empty in a row.
    positive, not_negative, shares : tuple of str
        Columns of numbers above 0, of 0 or more, and from 0 to 1.
    """

    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()
    not_negative: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()


@dataclass(frozen=True)
class UserRow:
    """One line of the file.

    Parameters
    ----------
    name : str
        Its `row_id`, else the line it stands on.
    cells : dict
        Every column of the card, typed; None where it is empty, missing or unreadable.
    extra : dict of str to str
        Columns the card does not know.
    reason : str or None
        Why the row cannot be used.
    """

    name: str
    cells: dict[str, Any]
    extra: dict[str, str] = field(default_factory=dict)
    reason: str | None = None


def read_user_table(path: Path, card: Any, rules: Rules) -> list[UserRow]:
    """Every row of a file, none dropped.

    Parameters
    ----------
    path : Path
        A CSV file; columns of the card may be missing where a row can do without.
    card : DataCard
        Of the table of evidence: its columns and their types.
    rules : Rules
        What the rows must hold.

    Returns
    -------
    list of UserRow

    Raises
    ------
    InputError
        When it is no CSV file, has no rows, or its header lacks a column or has one twice.

    Warns
    -----
    UserWarning
        About columns that the card does not know.
    """
    header, records = read_records(path)
    types = {column.name: column.type for column in card.columns}
    _check_header(header, path, card.dataset, tuple(types), rules)
    return [_row(header, record, types, rules) for record in records]


def _check_header(
    header: Record, path: Path, dataset: str, known: tuple[str, ...], rules: Rules
) -> None:
    cells = header.cells
    missing = [name for name in rules.columns if name not in cells]
    twice = sorted({name for name in cells if cells.count(name) > 1})
    if missing or twice:
        raise InputError(
            "a column stands twice" if twice else "a column is missing",
            file=path,
            line=header.line,
            field=(twice or missing)[0],
            accepted=f"the columns of priors/evidence/{dataset}/data.csv",
        )
    extra = [name for name in cells if name not in known]
    if extra:
        told = ", ".join(_told(name, known) for name in extra)
        warnings.warn(f"{path}: columns not used, only echoed: {told}", stacklevel=3)


def _told(name: str, known: tuple[str, ...]) -> str:
    near = nearest(name, known)
    return f"{name!r} (did you mean {near!r}?)" if near else repr(name)


def _row(header: Record, record: Record, types: Mapping[str, str], rules: Rules) -> UserRow:
    texts = dict(zip(header.cells, record.cells, strict=False))
    extra = {key: text for key, text in texts.items() if key not in types}
    cells: dict[str, Any] = {}
    reasons = []
    if len(record.cells) != len(header.cells):
        reasons.append(f"{len(record.cells)} cells where the header has {len(header.cells)}")
    for name, kind in types.items():
        try:
            cells[name] = parse_cell(texts.get(name, "").strip(), kind)
        except CellError as error:
            cells[name] = None
            reasons.append(f"{name}: {error.message}; accepted: {error.accepted}")
    reasons += _nonsense(cells, rules)
    empty = [name for name in rules.cells if cells[name] is None]
    if empty and not reasons:
        reasons.append(f"not in the row: {', '.join(empty)}")
    name = texts.get(NAME_COLUMN) or f"line {record.line}"
    return UserRow(name, cells, extra, "; ".join(reasons) or None)


def _nonsense(cells: Mapping[str, Any], rules: Rules) -> list[str]:
    """Numbers that cannot be."""
    known = {name: value for name, value in cells.items() if value is not None}
    told = [
        f"{name} is {known[name]:g}, must be above 0"
        for name in rules.positive
        if name in known and known[name] <= 0.0
    ]
    told += [
        f"{name} is {known[name]:g}, must not be negative"
        for name in rules.not_negative
        if name in known and known[name] < 0.0
    ]
    return told + [
        f"{name} is {known[name]:g}, must lie from 0 to 1"
        for name in rules.shares
        if name in known and not 0.0 <= known[name] <= 1.0
    ]
