"""The inverse question: what value of one quantity brings a chance to a goal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from forecast.inputs.conditions import Goal
from forecast.inputs.questions import Case
from forecast.pipeline.gathered import Gathered, refuse_unknown
from forecast.timeline.conditioning import weighted_share

EDGE = 1e-6  # quantile of the draws' belief up to which values are tried, then widened once
GRID = 9  # values tried before the root is closed in on: a chance need not rise or fall throughout
STEPS = 12  # halvings of the bracket
ERRORS = 2.0  # standard errors of the chance that the interval of the value covers


def solve(gathered: Gathered, name: str, goal: Goal) -> dict[str, Any]:
    """Find the value of a quantity, replaced in every draw, at which the goal is just met.

    Parameters
    ----------
    gathered : Gathered
        The same draws serve every value tried, so the chance is a smooth function of it.
    name : str
    goal : Goal

    Returns
    -------
    dict
        Keys name, unit, goal, value, low, high (within Monte Carlo error), p, mcse, believed,
        share_below (of today's belief), tried, reason. `value` is None where no value does.

    Raises
    ------
    InputError
        For a quantity no date depends on.
    """
    refuse_unknown(name, gathered.inputs)
    case = Case(goal.n, goal.theta)
    tried: dict[float, tuple[float, float]] = {}

    def chance(value: float) -> float:
        if value not in tried:
            dates = gathered.dates(case, {name: value})
            even = np.ones(len(dates))
            tried[value] = weighted_share(dates < goal.year + 1, even, gathered.n_rows)
        return tried[value][0]

    values = grid(gathered, name)
    found = bracket(chance, values, goal.p)
    drawn = gathered.records[name]
    told: dict[str, Any] = {
        "name": name,
        "unit": gathered.inputs.cards[name].unit,
        "goal": {"n": goal.n, "theta": goal.theta, "year": goal.year, "p": goal.p},
        "believed": {
            key: float(value) if np.isfinite(value) else None
            for key, value in zip(
                ("q05", "q50", "q95"), np.quantile(drawn, (0.05, 0.5, 0.95)), strict=True
            )
        },
    }
    if found is None:
        return told | {
            "value": None,
            "tried": [{"value": value, "p": tried[value][0]} for value in values],
            "reason": _why_not(name, values, [tried[value][0] for value in values], goal),
        }
    value = close_in(chance, *found, goal.p)
    p, error = chance(value), tried[value][1]
    low, high = sorted(_where(tried, found, goal.p + side * ERRORS * error) for side in (-1.0, 1.0))
    return told | {
        "value": value,
        "low": low,
        "high": high,
        "p": p,
        "mcse": error,
        "share_below": float(np.mean(drawn < value)),
        "reason": None,
    }


def grid(gathered: Gathered, name: str) -> list[float]:
    """Values to try, spread evenly: by factors where the quantity is positive and spans many."""
    low, high = gathered.inputs.beliefs.vocabulary[name].bounds
    drawn = gathered.records[name]
    drawn = drawn[np.isfinite(drawn)]
    first, last = np.quantile(drawn, (EDGE, 1.0 - EDGE))
    if name == "human_level_date":
        return np.linspace(gathered.request.start_year(), last, GRID).tolist()
    if is_by_factors(first, last):
        step = (last / first) ** 0.5
        return np.geomspace(max(first / step, low), min(last * step, high), GRID).tolist()
    step = 0.5 * (last - first)
    return np.linspace(max(first - step, low), min(last + step, high), GRID).tolist()


def is_by_factors(first: float, last: float) -> bool:
    """Whether values are better spread by factors than by steps."""
    return first > 0.0 and last > 2.0 * first


def bracket(
    chance: Callable[[float], float], values: list[float], wanted: float
) -> tuple[float, float] | None:
    """First neighbours of a grid between which the chance crosses what is wanted.

    Parameters
    ----------
    chance : callable
    values : list of float
    wanted : float

    Returns
    -------
    (float, float) or None
        The end where the chance is too small first.

    Examples
    --------
    >>> bracket(lambda x: x / 10, [1.0, 4.0, 8.0], 0.5)
    (4.0, 8.0)
    >>> bracket(lambda x: 1 - x / 10, [1.0, 4.0, 8.0], 0.5)
    (8.0, 4.0)
    """
    met = [chance(value) >= wanted for value in values]
    for k in range(1, len(values)):
        if met[k] != met[k - 1]:
            return (values[k - 1], values[k]) if met[k] else (values[k], values[k - 1])
    return None


def close_in(chance: Callable[[float], float], short: float, met: float, wanted: float) -> float:
    """Halve a bracket, by factors where it is positive, and return the end that meets the goal.

    Examples
    --------
    >>> round(close_in(lambda x: x / 10, 4.0, 8.0, 0.5), 3)
    5.0
    """
    for _ in range(STEPS):
        middle = (short * met) ** 0.5 if min(short, met) > 0.0 else 0.5 * (short + met)
        if chance(middle) >= wanted:
            met = middle
        else:
            short = middle
    return met


def _where(tried: dict[float, tuple[float, float]], found: tuple[float, float], p: float) -> float:
    """Value at which the chances tried inside the bracket pass p, by straight lines between."""
    inside = sorted(value for value in tried if min(found) <= value <= max(found))
    chances = [tried[value][0] for value in inside]
    if chances[0] > chances[-1]:
        inside, chances = inside[::-1], chances[::-1]
    return float(np.interp(p, np.maximum.accumulate(chances), inside))


def _why_not(name: str, values: list[float], chances: list[float], goal: Goal) -> str:
    best = int(np.argmax(chances))
    if min(chances) >= goal.p:
        return (
            f"every value of {name} from {values[0]:.3g} to {values[-1]:.3g} meets the goal; "
            f"the least chance is {min(chances):.2f}"
        )
    return (
        f"no value of {name} from {values[0]:.3g} to {values[-1]:.3g} meets the goal alone; "
        f"the largest chance is {chances[best]:.2f} at {values[best]:.3g}"
    )
