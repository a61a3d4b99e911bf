"""Cumulative counts of one series, and what was added between two of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.inputs.table import decimal_year

QUARTERS_PER_YEAR = 4


@dataclass(frozen=True)
class Series:
    """Counts at the ends of quarters, in order of time.

    Parameters
    ----------
    years : array (count,), year
    counts : array (count,)
        Everything since the count began; the first is what its first quarter added.
    """

    years: np.ndarray
    counts: np.ndarray

    @property
    def added(self) -> np.ndarray:
        """What each quarter added, array (count,)."""
        return np.diff(self.counts, prepend=0.0)

    def before(self, year: float) -> Series:
        """The counts of dates before a year."""
        known = self.years < year
        return Series(self.years[known], self.counts[known])

    def at(self, year: float) -> float:
        """Count at a date: linear between those published, then as in the last quarter."""
        since_last = max(0.0, year - self.years[-1]) * QUARTERS_PER_YEAR
        years, counts = np.r_[self.start, self.years], np.r_[0.0, self.counts]
        return float(np.interp(year, years, counts) + since_last * self.added[-1])

    @property
    def start(self) -> float:
        """When the count began: a quarter before its first end, year."""
        return float(self.years[0]) - 1.0 / QUARTERS_PER_YEAR


def series_of(rows: Iterable[Any], column: str) -> Series:
    """The counts that rows hold.

    Parameters
    ----------
    rows : iterable of mapping
        Rows of one series, with `observed_on`.
    column : str
        Which count; rows without it are passed over.

    Returns
    -------
    Series
    """
    known = [
        (decimal_year(row["observed_on"]), row[column]) for row in rows if row[column] is not None
    ]
    years, counts = np.array(sorted(known), dtype=float).reshape(-1, 2).T
    return Series(years, counts)


def log_ratio_changes(over: Series, under: Series) -> np.ndarray:
    """Change, quarter to quarter, of the log ratio of what two counts of one series added.

    Parameters
    ----------
    over, under : Series
        Such as chips and H100-equivalents; dates that only one has are passed over, and so are
        quarters in which either added nothing.

    Returns
    -------
    array (change,), log
    """
    return np.diff(log_ratios(over, under))


def log_ratios(over: Series, under: Series) -> np.ndarray:
    """Log ratio of what two counts of one series added in each quarter that both have."""
    _, mine, theirs = np.intersect1d(over.years, under.years, return_indices=True)
    upper, lower = over.added[mine], under.added[theirs]
    both = (upper > 0.0) & (lower > 0.0)
    return np.log(upper[both] / lower[both])
