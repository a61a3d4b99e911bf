"""Prices that hold from their day on, as a series of rows."""

from __future__ import annotations

import datetime

from forecast.inputs.table import Row


def in_force(series: list[Row], day: datetime.date) -> list[Row]:
    """Rows of the last day up to a day, and those of the next day after it.

    Parameters
    ----------
    series : list of dict
        Rows of one thing.
    day : date
        The day.

    Returns
    -------
    list of dict
        A price seen first some days after it began to hold is the next row, so both sides count.
    """
    before = max((row["observed_on"] for row in series if row["observed_on"] <= day), default=None)
    after = min((row["observed_on"] for row in series if row["observed_on"] > day), default=None)
    return [row for row in series if row["observed_on"] in (before, after)]


def said_before(series: list[Row], cells: Row) -> list[Row]:
    """The last row of a series by the catalogue of a row, which others may contradict since.

    Parameters
    ----------
    series : list of dict
        Rows of one thing.
    cells : dict
        A row; the first word of its `source_title` is the catalogue.

    Returns
    -------
    list of dict
        One row, or none. Catalogues that disagree would otherwise take turns for ever.
    """
    own = [row for row in series if _catalogue(row) == _catalogue(cells)]
    return [max(own, key=lambda row: row["observed_on"])] if own else []


def _catalogue(row: Row) -> str:
    return str(row.get("source_title") or "").split(" ")[0].casefold()
