"""From the first dates of a block of draws to counts that add."""

from __future__ import annotations

import numpy as np

from forecast.errors import GateRefused
from forecast.timeline.gap import gap_years
from forecast.timeline.summary import Summary, monthly_counts

N_OUTCOMES = 6  # four tests, "speed" and "none"


def summarise(
    first: np.ndarray,
    binding: np.ndarray,
    closes: np.ndarray,
    worst: np.ndarray,
    curve_counts: np.ndarray,
    code_counts: np.ndarray,
    human_level_date: np.ndarray,
    years_asked: tuple[int, ...],
    n_rows: int,
    origin: float,
    walked_whole: bool = True,
) -> Summary:
    """Counts of a block.

    Parameters
    ----------
    first : array (draw, case), year
        First dates; inf for never.
    binding, closes : array (draw, case)
        Test that came true last; whether the window closes again.
    worst, curve_counts, code_counts : array
        As the kernel counts them.
    human_level_date : array (draw,), year
    years_asked : tuple of int
        Years Y of P(date < Y + 1).
    n_rows : int
        Posterior rows; draw i of a block belongs to row i.
    origin : float, year
        Start of the first month counted.
    walked_whole : bool
        Whether draws were walked to the horizon, so that closings are known.

    Returns
    -------
    Summary

    Raises
    ------
    GateRefused
        When a first date is not a number.
    """
    if np.isnan(first).any():
        raise GateRefused(
            "a first date is not a number, so nothing is averaged; an input lies beyond what the "
            "trends can carry: look at what --set or a card changed"
        )
    n_draws, n_cases = first.shape
    date_counts, date_sums = monthly_counts(first, origin)
    gaps = gap_years(first_date=first, human_level_date=human_level_date[:, None])
    gap_counts, gap_sums = monthly_counts(gaps, 0.0)
    hits = np.zeros((n_cases, len(years_asked), n_rows), dtype=np.int32)
    for k, year in enumerate(years_asked):
        hits[:, k, :n_draws] = (first < year + 1).T
    return Summary(
        n_draws=np.full(n_cases, n_draws),
        row_draws=np.tile((np.arange(n_rows) < n_draws).astype(np.int32), (n_cases, 1)),
        date_counts=date_counts,
        date_sums=date_sums,
        gap_counts=gap_counts,
        gap_sums=gap_sums,
        zero_gaps=(gaps == 0.0).sum(axis=0),
        n_whole=np.full(n_cases, n_draws if walked_whole else 0),
        closings=closes.sum(axis=0) if walked_whole else np.zeros(n_cases, dtype=np.int64),
        row_hits=hits,
        binding=np.stack([(binding == code).sum(axis=0) for code in range(N_OUTCOMES)], axis=1)
        - _never_as_none(first, binding),
        worst=worst,
        curve_counts=curve_counts,
        code_counts=code_counts,
    )


def _never_as_none(first: np.ndarray, binding: np.ndarray) -> np.ndarray:
    """Draws that never cross carry no binding test: take them out of the count of "none"."""
    never = np.zeros((first.shape[1], N_OUTCOMES), dtype=np.int64)
    never[:, N_OUTCOMES - 1] = np.isinf(first).sum(axis=0)
    return never
