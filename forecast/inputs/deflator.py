"""Money of other years in USD of the price year, by the consumer price index of the evidence."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np

from forecast.constants import PRICE_YEAR
from forecast.errors import InputError
from forecast.inputs.table import Table, decimal_year

INDEX = "us_cpi_u"  # quantity of the economy table: CPI-U, all items, mean of a year
MID_YEAR = 0.5  # year; where the mean of a year stands


def to_2025_usd(nominal: Any, year: Any, economy: Table) -> np.ndarray:
    """Money in USD of the price year, 2025.

    Parameters
    ----------
    nominal : float or array, USD
        Amounts in money of their own time.
    year : float or array, decimal year
        When they were paid; 2020.5 is the middle of 2020 and takes that year's mean.
    economy : Table
        The economy table, which holds the index.

    Returns
    -------
    array, USD of 2025
        Shape of the broadcast inputs.

    Raises
    ------
    InputError
        If the table holds no value of the index.

    Notes
    -----
    real = nominal * index(2025.5) / index(year). Yearly means stand at the middle of what they
    cover (a year of which half is known, at its first quarter) and are joined linearly. Before
    the first and after the last the index is held: with a table cut off before 2025, money is
    in USD of the last year it knows.
    """
    years, index = price_index(economy)
    then = np.interp(np.asarray(year, dtype=float), years, index)
    return np.asarray(nominal, dtype=float) * np.interp(PRICE_YEAR + MID_YEAR, years, index) / then


def price_index(economy: Table) -> tuple[np.ndarray, np.ndarray]:
    """The price index and the times its values stand for.

    Parameters
    ----------
    economy : Table
        The economy table.

    Returns
    -------
    array (year,), array (year,)
        Decimal years, increasing, and the index at them.

    Raises
    ------
    InputError
        If there is no row of the index.
    """
    points = sorted(
        (_middle(row["year"], row["observed_on"]), row["value"])
        for row in economy.rows
        if row["quantity"] == INDEX
    )
    if not points:
        raise InputError(
            "no price index among the rows",
            file=economy.card.path,
            field="quantity",
            accepted=f"rows of {INDEX}, the yearly mean",
            fix="use a later as-of date, or restore the rows",
        )
    years, index = zip(*points, strict=True)
    return np.array(years), np.array(index)


def _middle(year: float, last_day: datetime.date) -> float:
    """Middle of the time from the beginning of a year to the last day a mean covers."""
    end = decimal_year(last_day + datetime.timedelta(days=1))
    return year + MID_YEAR * (end - year)
