"""World product, median pay and world population in a year: a walk with drift from what is known.

Known are the other years of the table and the level at the start, which carries the projections.
Between two of them the walk is a bridge, after the last it drifts. Money is told in USD of the
row's own year where the price index reaches and of its last year beyond, because no belief says
what money will be worth. Rows of other series are declined.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.deflator import to_2025_usd
from forecast.posterior.likelihoods.economy import (
    DATASET,
    MID_YEAR,
    PEOPLE,
    PRODUCT,
    WAGE,
    real,
    select,
    series,
)
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted
from forecast.trends import log_slowing_growth

__all__ = ["BLOCK", "DATASET", "NEEDED", "TARGETS", "predict"]

BLOCK = "economy"
NEEDED = ("year", "quantity")
TARGETS = {"value": ""}
UNITS = {PRODUCT: "usd", WAGE: "usd_per_hour", PEOPLE: "persons"}
NAMES = {PRODUCT: "gross_world_product", WAGE: "wage", PEOPLE: "population"}
LEVELS = {PRODUCT: "gross_world_product_usd", WAGE: "wage_usd_per_hour"}

Point = tuple[float, np.ndarray]  # year, natural log of the level in each draw


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Level of each row's series in its year; a reason where the series is not fitted.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or str
    """
    known = {quantity: known_points(quantity, draws, context, rng) for quantity in NAMES}
    return [_outcome(row, known, draws, context, rng) for row in rows]


def _outcome(
    row: Mapping[str, Any],
    known: Mapping[str, list[Point]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> Outcome:
    quantity = row["quantity"]
    if quantity not in NAMES:
        return f"{quantity} is not fitted; fitted: {', '.join(NAMES)}"
    year = row["year"] + MID_YEAR
    middle, years_away = expected(quantity, year, known[quantity], draws)
    scatter = draws[f"{NAMES[quantity]}_log_scatter"] * np.sqrt(years_away)
    value = np.exp(middle + scatter * rng.standard_normal(len(middle)))
    if quantity != PEOPLE:
        value = value / to_2025_usd(1.0, year, context.tables[DATASET])
    return Predicted(quantity, UNITS[quantity], row.get("value"), value)


def known_points(
    quantity: str, draws: Draws, context: Context, rng: np.random.Generator
) -> list[Point]:
    """Years in which the level of a series is known, among them the start, in order.

    Parameters
    ----------
    quantity : str
        A series of the table.
    draws, context, rng
        As given to `predict`.

    Returns
    -------
    list of (year, array (draw,))
        Natural logs; money in 2025 USD.
    """
    economy, n = context.tables[DATASET], len(draws["wage_log_scatter"])
    table = select(economy, {})
    if quantity == PEOPLE:
        years, logs = series(table, quantity)
        level = context.beliefs["population"].quantile_of_score(rng.standard_normal(n))
    else:
        years, logs = real(table, economy, quantity)
        level = draws[LEVELS[quantity]]
    points = [(float(year), np.full(n, log)) for year, log in zip(years, logs, strict=True)]
    return sorted([*points, (START_YEAR, np.log(level))], key=lambda point: point[0])


def expected(
    quantity: str, year: float, known: list[Point], draws: Draws
) -> tuple[np.ndarray, float]:
    """Natural log expected of a level, and over how many years of walking it is uncertain.

    Parameters
    ----------
    quantity : str
    year : float, year
        What is known of this very year is not looked at.
    known : list of (year, array (draw,))
        From `known_points`.
    draws : mapping of array (draw,)

    Returns
    -------
    array (draw,), natural log; float, year
    """
    before = [point for point in known if point[0] < year][-1:]
    after = [point for point in known if point[0] > year][:1]
    drift = {at: _drift(quantity, at, draws) for at, _ in (*before, *after, (year, None))}
    ends = [(abs(year - at), log + drift[year] - drift[at]) for at, log in (*before, *after)]
    if len(ends) == 1:
        return ends[0][1], ends[0][0]
    (first, early), (second, late) = ends
    return (early * second + late * first) / (first + second), first * second / (first + second)


def _drift(quantity: str, year: float, draws: Draws) -> np.ndarray:
    growth = np.log(draws[f"{NAMES[quantity]}_growth_per_year"])
    if quantity != PEOPLE:
        return growth * (year - START_YEAR)
    return log_slowing_growth(
        years_since_start=year - START_YEAR,
        log_growth_today=growth,
        log_growth_long_run=0.0,
        slowing_years=draws["population_slowing_years"],
    )
