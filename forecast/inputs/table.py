"""Rows of evidence with typed values, and what a likelihood asks of them."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from forecast.errors import InputError
from forecast.quantities import did_you_mean

if TYPE_CHECKING:
    from forecast.inputs.data_card import DataCard

Cell = float | str | bool | datetime.date | None  # None is an empty cell: not known
Row = dict[str, Any]  # column name to Cell; Any spares readers a cast at each use


@dataclass(frozen=True)
class Table:
    """Rows of one dataset.

    Parameters
    ----------
    name : str
        The dataset.
    card : DataCard
        What a row is, its columns, their units, where it comes from.
    rows : tuple of dict
        Column name to value; None where the cell is empty.
    """

    name: str
    card: DataCard
    rows: tuple[Row, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> np.ndarray:
        """All values of a column.

        Parameters
        ----------
        name : str
            A column of the card.

        Returns
        -------
        array (row,)
            Floats for a column of numbers, nan where the cell is empty; else objects.

        Raises
        ------
        InputError
            If the card has no such column.
        """
        values = [row[name] for row in self.rows] if self._type_of(name) else []
        if self._type_of(name) == "number":
            return np.array([np.nan if v is None else v for v in values], dtype=float)
        array = np.empty(len(values), dtype=object)
        array[:] = values
        return array

    def years(self, name: str = "observed_on") -> np.ndarray:
        """A column of dates as decimal years.

        Parameters
        ----------
        name : str
            A column of dates.

        Returns
        -------
        array (row,), year
            nan where the cell is empty.
        """
        days = self.column(name)
        return np.array([np.nan if day is None else decimal_year(day) for day in days], dtype=float)

    def where(self, predicate: Callable[[Row], Any]) -> Table:
        """The rows for which a condition holds.

        Parameters
        ----------
        predicate : function of a row
            Called once a row, in order.

        Returns
        -------
        Table
            Same card, fewer rows.
        """
        return replace(self, rows=tuple(row for row in self.rows if predicate(row)))

    def _type_of(self, name: str) -> str:
        """Type of a column, with an error that helps when there is none."""
        types = {column.name: column.type for column in self.card.columns}
        if name not in types:
            raise InputError(
                f"the table {self.name} has no such column",
                file=self.card.path,
                field="columns",
                found=name,
                accepted=", ".join(types),
                fix=did_you_mean(name, types),
            )
        return types[name]


def decimal_year(day: datetime.date) -> float:
    """A day as a calendar year with fraction, year.

    Parameters
    ----------
    day : date
        The day; its beginning counts.

    Returns
    -------
    float, year

    Examples
    --------
    >>> decimal_year(datetime.date(2026, 1, 1))
    2026.0
    """
    first = datetime.date(day.year, 1, 1)
    days_in_year = (datetime.date(day.year, 12, 31) - first).days + 1
    return day.year + (day - first).days / days_in_year


def table_hash(table: Table) -> str:
    """Fingerprint of the rows of a table, 64 hexadecimal digits.

    Parameters
    ----------
    table : Table
        The selected rows; their order counts, the order of columns does not.

    Returns
    -------
    str
        sha256 over canonical JSON of name and rows; the card's text does not enter.
    """
    document = {"dataset": table.name, "rows": table.rows}
    text = json.dumps(
        document,
        sort_keys=True,
        separators=(",", ":"),
        default=datetime.date.isoformat,
        allow_nan=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()
