"""Quantiles at the levels of forecast hubs, and whole distributions, from all draws of a run."""

from __future__ import annotations

import numpy as np

from forecast.constants import HORIZON_YEAR
from forecast.inputs import questions
from forecast.pipeline.request import Request
from forecast.pipeline.simulate import Simulated
from forecast.timeline.summary import (
    BINS_PER_DECADE,
    BINS_PER_YEAR,
    FIRST_LOG10,
    log10_quantile,
    quantile,
)

# The levels that forecast hubs ask for; those of the answers are among them.
HUB_LEVELS = (0.01, 0.025, *(round(k / 20, 2) for k in range(1, 20)), 0.975, 0.99)
COST_YEARS = (2027, 2030, 2035, 2040, 2050)  # years for which the cost of a copy-hour is told
COST, COPIES = 0, 1  # curves as the kernel counts them
DATE, GAP, ARRIVAL = "affordable date", "gap", "human-level date"
USD, FLEET = "usd per copy-hour", "copies at once"
Key = tuple[str, float | None, float | None, int | None]


def hub_levels(simulated: Simulated, request: Request) -> dict[Key, dict[float, float | None]]:
    """Quantiles of every target by (target, n, theta, year).

    Parameters
    ----------
    simulated : Simulated
    request : Request

    Returns
    -------
    dict of tuple to dict of float to float or None
        None lies beyond the horizon, or where no hardware serves a copy.
    """
    s = simulated.summary
    levels: dict[Key, dict[float, float | None]] = {}
    for index, (target, n, theta) in _cases():
        counted = {target: (s.date_counts, s.date_sums)}
        if target == DATE:
            counted[GAP] = (s.gap_counts, s.gap_sums)
        for name, (counts, sums) in counted.items():
            zero = s.zero_gaps[index] / s.n_draws[index] if name == GAP else 0.0
            levels[name, n, theta, None] = {
                q: 0.0 if q <= zero else quantile(counts[index], sums[index], s.n_draws[index], q)
                for q in HUB_LEVELS
            }
    first = int(request.start_year())
    for year in (year for year in COST_YEARS if year >= first):
        for target, kind in ((USD, COST), (FLEET, COPIES)):
            counts = s.curve_counts[kind, year - first]
            found = {q: log10_quantile(counts, q) for q in HUB_LEVELS}
            if kind == COPIES:  # none run where no hardware serves one
                found = {q: 0.0 if value is None else value for q, value in found.items()}
            levels[target, None, None, year] = found
    return levels


def published_curves(
    simulated: Simulated, request: Request
) -> dict[Key, tuple[np.ndarray, np.ndarray]]:
    """Distribution functions by (target, n, theta, year): values and the chance below each.

    Parameters
    ----------
    simulated : Simulated
    request : Request

    Returns
    -------
    dict of tuple to (array (point,), array (point,))
        Dates and gaps by month, to the horizon at most; costs and copies by their bins of log10.
    """
    s, first = simulated.summary, int(request.start_year())
    curves: dict[Key, tuple[np.ndarray, np.ndarray]] = {}
    edges = np.arange(int(HORIZON_YEAR - first) * BINS_PER_YEAR + 1) / BINS_PER_YEAR
    for index, (target, n, theta) in _cases():
        n_draws = s.n_draws[index]
        curves[target, n, theta, None] = first + edges, _below(s.date_counts[index], edges, n_draws)
        if target == DATE:
            gaps = _below(s.gap_counts[index], edges, n_draws)
            gaps[0] = s.zero_gaps[index] / n_draws  # affordable with the first model
            curves[GAP, n, theta, None] = edges, gaps
    for year in (year for year in COST_YEARS if year >= first):
        for target, kind in ((USD, COST), (FLEET, COPIES)):
            counts = s.curve_counts[kind, year - first]
            values = 10.0 ** (FIRST_LOG10 + np.arange(len(counts) + 1) / BINS_PER_DECADE)
            curves[target, None, None, year] = values, _below(counts, values, counts.sum())
    return curves


def _cases() -> list[tuple[int, tuple[str, float | None, float | None]]]:
    """Cases with all tests, at once, and the arrival alone; with their place in the summary."""
    found: list[tuple[int, tuple[str, float | None, float | None]]] = []
    for index, case in enumerate(questions.all_cases()):
        if case.tests == questions.TESTS and case.reading == "at once" and case.n is not None:
            found.append((index, (DATE, case.n, case.theta)))
        elif case.tests == ("arrival",):
            found.append((index, (ARRIVAL, None, None)))
    return found


def _below(counts: np.ndarray, edges: np.ndarray, n_draws: int) -> np.ndarray:
    """Chance of a value below each edge."""
    below = np.concatenate([[0.0], np.cumsum(counts, dtype=float)])
    return below[: len(edges)] / max(n_draws, 1)
