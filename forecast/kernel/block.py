"""A block of joint draws -> its summary."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from forecast.kernel.inputs import INPUT_DTYPE, INPUT_NAMES
from forecast.kernel.run import run_draws
from forecast.timeline.collect import N_OUTCOMES, summarise
from forecast.timeline.summary import (
    BINS_PER_DECADE,
    FIRST_LOG10,
    N_LOG10_BINS,
    N_YEARS,
    Summary,
)

N_CURVES = 3  # USD per copy-hour, copies, USD per copy-hour over wage


def record(draws: Mapping[str, np.ndarray], n_draws: int) -> np.ndarray:
    """Draws by name as the array of records that the kernel reads.

    Parameters
    ----------
    draws : mapping of array (row,)
    n_draws : int
        How many of the first rows to take.

    Returns
    -------
    array (draw,) of INPUT_DTYPE
    """
    rows = np.empty(n_draws, dtype=INPUT_DTYPE)
    for name in INPUT_NAMES:
        rows[name] = draws[name][:n_draws]
    return rows


def first_dates(draws: np.ndarray, cases: np.ndarray, start_year: float) -> dict[str, np.ndarray]:
    """Everything the kernel finds for some draws.

    Parameters
    ----------
    draws : array (draw,) of INPUT_DTYPE
    cases : array (case,) of CASE_DTYPE
    start_year : float, year
        First date that can come out.

    Returns
    -------
    dict of array
        first, binding, closes (draw, case); worst (case, year, 5); curve_counts (3, year, bin);
        code_counts (2, year, 5).
    """
    shape = (len(draws), len(cases))
    found: dict[str, np.ndarray] = {
        "first": np.empty(shape),
        "binding": np.empty(shape, dtype=np.int8),
        "closes": np.empty(shape, dtype=np.bool_),
        "worst": np.zeros((len(cases), N_YEARS, N_OUTCOMES), dtype=np.int64),
        "curve_counts": np.zeros((N_CURVES, N_YEARS, N_LOG10_BINS), dtype=np.int32),
        "code_counts": np.zeros((2, N_YEARS, N_OUTCOMES), dtype=np.int64),
    }
    run_draws(draws, cases, start_year, FIRST_LOG10, BINS_PER_DECADE, *found.values())
    return found


def run_block(
    draws: Mapping[str, np.ndarray],
    n_draws: int,
    cases: np.ndarray,
    start_year: float,
    years_asked: tuple[int, ...],
) -> Summary:
    """Summary of a block.

    Parameters
    ----------
    draws : mapping of array (row,)
        One draw a posterior row.
    n_draws : int
        Draws used; fewer than the rows in a last partial block, which is drawn whole and cut.
    cases : array (case,) of CASE_DTYPE
    start_year : float, year
    years_asked : tuple of int

    Returns
    -------
    Summary
    """
    rows = record(draws, n_draws)
    return summarise(
        **first_dates(rows, cases, start_year),
        human_level_date=rows["human_level_date"],
        years_asked=years_asked,
        n_rows=len(draws["human_level_date"]),
        origin=np.floor(start_year),
    )
