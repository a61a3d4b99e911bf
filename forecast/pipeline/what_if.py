"""What would follow if something were known: conditioned where draws can speak, else replaced."""

from __future__ import annotations

from typing import Any

import numpy as np

from forecast.errors import InputError
from forecast.inputs.conditions import Condition
from forecast.inputs.questions import QUANTILE_LEVELS, YEARS, Case
from forecast.kernel.inputs import DERIVED, INPUT_NAMES
from forecast.pipeline.gathered import Gathered, refuse_unknown
from forecast.posterior.draws import rank_scores
from forecast.timeline.answers import levels_of
from forecast.timeline.conditioning import (
    LEAST_EFFECTIVE,
    WIDTHS,
    effective_draws,
    interval_weights,
    kernel_weights,
    weighted_quantile,
    weighted_share,
)
from forecast.timeline.gap import gap_years

NAMED = 5  # other quantities shown, those that moved most
LEAST_SHIFT = 0.1  # standard deviations; less is not worth a line
DATE = "human_level_date"


def answer(gathered: Gathered, conditions: tuple[Condition, ...], case: Case) -> dict[str, Any]:
    """The unconditional answer, the conditioned one where it can be had, and the replaced one.

    Parameters
    ----------
    gathered : Gathered
    conditions : tuple of Condition
        Hold together.
    case : Case
        Copies and share of the wage.

    Returns
    -------
    dict
        Keys conditions, unconditional, conditioned, replaced.

    Raises
    ------
    InputError
        For a quantity no date depends on, or a value outside its bounds.
    """
    for condition in conditions:
        refuse_unknown(condition.name, gathered.inputs)
        _refuse_outside(condition, gathered)
    dates = gathered.dates(case)
    even = np.ones(len(dates))
    weights, width = condition_weights(gathered, conditions)
    return {
        "conditions": [_told(each, gathered) for each in conditions],
        "unconditional": described(gathered, dates, even, gathered.records[DATE]),
        "conditioned": _conditioned(gathered, dates, weights, width, conditions),
        "replaced": _replaced(gathered, conditions, case),
    }


def condition_weights(
    gathered: Gathered, conditions: tuple[Condition, ...]
) -> tuple[np.ndarray, float | None]:
    """Weight of each draw, and the kernel's width in standard deviations where one was used.

    The narrowest width is taken whose weights are worth enough draws.
    """
    intervals = np.ones(len(gathered.records))
    for each in conditions:
        if not each.is_value:
            intervals *= interval_weights(gathered.records[each.name], each.low, each.high)
    values = [each for each in conditions if each.is_value]
    if not values:
        return intervals, None
    places = [_scores(gathered.records[each.name], each.low) for each in values]
    for width in WIDTHS:
        weights = intervals.copy()
        for scores, at in places:
            weights *= kernel_weights(scores, at, width)
        if effective_draws(weights, gathered.n_rows) >= LEAST_EFFECTIVE:
            break
    return weights, width


def described(
    gathered: Gathered, dates: np.ndarray, weights: np.ndarray, arrival: np.ndarray
) -> dict[str, Any]:
    """Chances, quantiles of the date and of the gap, under some weights."""
    n_rows = gathered.n_rows
    gaps = gap_years(dates, arrival)
    return {
        "effective_draws": effective_draws(weights, n_rows),
        "p_by": [
            _chance(year, *weighted_share(dates < year + 1, weights, n_rows)) for year in YEARS
        ],
        "quantiles": _quantiles(dates, weights),
        "p_never": weighted_share(np.isinf(dates), weights, n_rows)[0],
        "gap_quantiles": _quantiles(gaps, weights),
    }


def moved(gathered: Gathered, weights: np.ndarray, asked: set[str]) -> list[dict[str, Any]]:
    """Other quantities that move with the condition, by how many of their standard deviations."""
    rows: list[dict[str, Any]] = []
    for name in (each for each in INPUT_NAMES if each not in asked | set(DERIVED)):
        values = gathered.records[name]
        if values.min() < values.max():
            shift = float(weights @ rank_scores(values) / weights.sum())
            rows.append({"name": name, "shift_sd": shift})
    rows = [row for row in rows if abs(row["shift_sd"]) >= LEAST_SHIFT]
    return sorted(rows, key=lambda row: -abs(row["shift_sd"]))[:NAMED]


def _conditioned(
    gathered: Gathered,
    dates: np.ndarray,
    weights: np.ndarray,
    width: float | None,
    conditions: tuple[Condition, ...],
) -> dict[str, Any]:
    effective = effective_draws(weights, gathered.n_rows)
    reason = _why_not(gathered, conditions, effective)
    found: dict[str, Any] = {
        "possible": reason is None,
        "reason": reason,
        "kernel_width_sd": width,
        "effective_draws": effective,
    }
    if reason is None:
        found |= described(gathered, dates, weights, gathered.records[DATE])
        found["moved"] = moved(gathered, weights, {each.name for each in conditions})
    return found


def _why_not(gathered: Gathered, conditions: tuple[Condition, ...], effective: float) -> str | None:
    for each in conditions:
        values = gathered.records[each.name]
        if values.min() == values.max():
            return f"{each.name} is fixed at {values[0]:g}: it can only be replaced"
        if each.low > values.max() or each.high < values.min():
            return (
                f"no draw of {each.name} reaches {each.text.partition('=')[2]} "
                f"(draws span {values.min():.3g} to {values.max():.3g}): it can only be replaced"
            )
    if effective < LEAST_EFFECTIVE:
        return (
            f"the draws near {' and '.join(each.text for each in conditions)} are worth "
            f"{effective:.0f} independent ones, fewer than {LEAST_EFFECTIVE:.0f}: "
            "it can only be replaced"
        )
    return None


def _replaced(
    gathered: Gathered, conditions: tuple[Condition, ...], case: Case
) -> dict[str, Any] | None:
    """As `--set` would have it; None where an interval is asked, which is no value to set."""
    if not all(each.is_value for each in conditions):
        return None
    values = {each.name: each.low for each in conditions}
    dates = gathered.dates(case, values)
    arrival = gathered.records[DATE]
    if DATE in values:
        arrival = np.full(len(dates), max(values[DATE], gathered.request.start_year()))
    return described(gathered, dates, np.ones(len(dates)), arrival)


def _chance(year: int, p: float, mcse: float) -> dict[str, Any]:
    return {"year": year, "p": p, "mcse": mcse}


def _quantiles(values: np.ndarray, weights: np.ndarray) -> dict[str, float | None]:
    found = [weighted_quantile(values, weights, level) for level in QUANTILE_LEVELS]
    return levels_of(found, QUANTILE_LEVELS)


def _scores(values: np.ndarray, at: float) -> tuple[np.ndarray, float]:
    """Normal scores by rank, and the score of a value among them."""
    scores = rank_scores(values)
    order = np.argsort(values, kind="stable")
    return scores, float(np.interp(at, values[order], scores[order]))


def _told(condition: Condition, gathered: Gathered) -> dict[str, Any]:
    values = gathered.records[condition.name]
    low, mid, high = np.quantile(values, (0.05, 0.5, 0.95)).tolist()
    return {
        "name": condition.name,
        "unit": gathered.inputs.cards[condition.name].unit,
        "low": condition.low,
        "high": condition.high,
        "believed": {
            key: value if np.isfinite(value) else None
            for key, value in (("q05", low), ("q50", mid), ("q95", high))
        },
    }


def _refuse_outside(condition: Condition, gathered: Gathered) -> None:
    quantity = gathered.inputs.beliefs.vocabulary[condition.name]
    low, high = quantity.bounds
    if not (low <= condition.low and condition.high <= high):
        raise InputError(
            "outside the bounds of its card",
            field=condition.name,
            found=condition.text.partition("=")[2],
            accepted=f"{low:g} to {high:g} {quantity.unit}",
        )
