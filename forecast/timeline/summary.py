"""What a block of draws comes down to: counts that add, so that no draws x years array is kept."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from forecast.constants import EARLIEST_START_YEAR, HORIZON_YEAR

BINS_PER_YEAR = 12
N_YEARS = int(HORIZON_YEAR) - EARLIEST_START_YEAR  # enough for the earliest start
N_DATE_BINS = N_YEARS * BINS_PER_YEAR
FIRST_LOG10 = -20.0  # log10 of the lowest value a curve counts
BINS_PER_DECADE = 100
N_LOG10_BINS = 50 * BINS_PER_DECADE


@dataclass
class Summary:
    """Counts over draws; summaries of blocks add up to the summary of all.

    Parameters
    ----------
    n_draws : array (case,)
        Draws that each case was asked of.
    row_draws : array (case, posterior row)
        The same by posterior row.
    date_counts, date_sums : array (case, month)
        Draws whose first date lies in a month from the start year on, and the sum of those dates.
    gap_counts, gap_sums : array (case, month)
        The same for the gap.
    zero_gaps : array (case,)
        Draws whose gap is zero.
    n_whole, closings : array (case,)
        Draws walked to the horizon; those of them whose window closes again.
    row_hits : array (case, year asked, posterior row)
        Draws of each posterior row whose first date comes by the end of the year.
    binding : array (case, outcome)
        Test that came true last.
    worst : array (case, binding year, outcome)
        Test that fails most.
    curve_counts : array (3, year, bin)
        log10 of USD per copy-hour, copies, USD per copy-hour over wage.
    code_counts : array (2, binding year, outcome)
        What bounds a copy; what caps the stock.
    """

    n_draws: np.ndarray
    row_draws: np.ndarray
    date_counts: np.ndarray
    date_sums: np.ndarray
    gap_counts: np.ndarray
    gap_sums: np.ndarray
    zero_gaps: np.ndarray
    n_whole: np.ndarray
    closings: np.ndarray
    row_hits: np.ndarray
    binding: np.ndarray
    worst: np.ndarray
    curve_counts: np.ndarray
    code_counts: np.ndarray

    def __add__(self, other: Summary) -> Summary:
        return Summary(
            *(getattr(self, field.name) + getattr(other, field.name) for field in fields(self))
        )


BY_CASE = (
    "n_draws", "row_draws", "date_counts", "date_sums", "gap_counts", "gap_sums", "zero_gaps",
    "n_whole", "closings", "row_hits", "binding", "worst",
)  # fmt: skip


def widened(summary: Summary, cases: np.ndarray, n_cases: int) -> Summary:
    """A summary of some cases as one of all, with nothing counted for the others.

    Parameters
    ----------
    summary : Summary
    cases : array of int
        Where its cases stand among all.
    n_cases : int

    Returns
    -------
    Summary
    """
    wide = {}
    for name in BY_CASE:
        values = getattr(summary, name)
        wide[name] = np.zeros((n_cases, *values.shape[1:]), dtype=values.dtype)
        wide[name][cases] = values
    return replace(summary, **wide)


def monthly_counts(values: np.ndarray, origin: float) -> tuple[np.ndarray, np.ndarray]:
    """Counts and sums of finite values by month from an origin.

    Parameters
    ----------
    values : array (draw, case), year
        inf for never, which is counted in no month.
    origin : float, year
        Start of the first month.

    Returns
    -------
    (array, array) (case, month)
        Counts, and sums of the values.
    """
    counts = np.zeros((values.shape[1], N_DATE_BINS), dtype=np.int64)
    sums = np.zeros((values.shape[1], N_DATE_BINS))
    for case in range(values.shape[1]):
        finite = values[np.isfinite(values[:, case]), case]
        month = np.clip((finite - origin) * BINS_PER_YEAR, 0, N_DATE_BINS - 1).astype(np.int64)
        counts[case] = np.bincount(month, minlength=N_DATE_BINS)
        sums[case] = np.bincount(month, weights=finite, minlength=N_DATE_BINS)
    return counts, sums


def quantile(counts: np.ndarray, sums: np.ndarray, n_draws: int, level: float) -> float | None:
    """Quantile of a value counted by month; None when it lies beyond the horizon.

    Parameters
    ----------
    counts, sums : array (month,)
        As from `monthly_counts`.
    n_draws : int
        All draws, those that are never included.
    level : float
        Probability.

    Returns
    -------
    float or None
        Mean of the values in the month in which the share of draws reaches the level.
    """
    reached = np.cumsum(counts) >= level * n_draws
    if not reached.any():
        return None
    month = int(np.argmax(reached))
    return float(sums[month] / counts[month])


def log10_quantile(counts: np.ndarray, level: float) -> float | None:
    """Quantile of a curve in one year, in its unit; None when it lies outside what is counted.

    Parameters
    ----------
    counts : array (bin,)
        Counts of log10 values.
    level : float
        Probability.

    Returns
    -------
    float or None
        Placed inside its bin by a straight line.
    """
    cumulated = np.cumsum(counts)
    target = level * cumulated[-1]
    place = int(np.searchsorted(cumulated, target))
    if place in (0, len(counts) - 1):
        return None
    inside = (target - cumulated[place - 1]) / counts[place]
    return float(10.0 ** (FIRST_LOG10 + (place + inside) / BINS_PER_DECADE))
