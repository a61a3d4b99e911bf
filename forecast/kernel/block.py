"""A block of joint draws -> everything the kernel finds for it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from forecast.kernel.inputs import INPUT_DTYPE, INPUT_NAMES
from forecast.kernel.run import run_draws
from forecast.timeline.collect import N_OUTCOMES
from forecast.timeline.summary import (
    BINS_PER_DECADE,
    FIRST_LOG10,
    N_LOG10_BINS,
    N_YEARS,
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


def first_dates(
    draws: np.ndarray,
    cases: np.ndarray,
    start_year: float,
    binding_years: tuple[int, ...] = (),
    from_arrival: bool = False,
) -> dict[str, np.ndarray]:
    """Everything the kernel finds for some draws.

    Parameters
    ----------
    draws : array (draw,) of INPUT_DTYPE
    cases : array (case,) of CASE_DTYPE
    start_year : float, year
        First date that can come out.
    binding_years : tuple of int
        Years ahead of the start for which what binds is counted.
    from_arrival : bool
        Skip the years before each human-level date, and those after every case has crossed:
        quicker, for cases that all use the arrival test; then nothing by year is counted, and
        `closes` is not known.

    Returns
    -------
    dict of array
        first, binding, closes (draw, case); worst (case, binding year, outcome); curve_counts
        (3, year, bin); code_counts (2, binding year, outcome).
    """
    shape = (len(draws), len(cases))
    found: dict[str, np.ndarray] = {
        "first": np.empty(shape),
        "binding": np.empty(shape, dtype=np.int8),
        "closes": np.empty(shape, dtype=np.bool_),
        "worst": np.zeros((len(cases), len(binding_years), N_OUTCOMES), dtype=np.int64),
        "curve_counts": np.zeros((N_CURVES, N_YEARS, N_LOG10_BINS), dtype=np.int32),
        "code_counts": np.zeros((2, len(binding_years), N_OUTCOMES), dtype=np.int64),
    }
    years = np.array(binding_years, dtype=np.float64)
    run_draws(
        draws, cases, start_year, from_arrival, years, FIRST_LOG10, BINS_PER_DECADE, *found.values()
    )
    return found
