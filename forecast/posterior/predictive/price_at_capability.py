"""The cheapest price at or above a capability at a date: the record in force, or what beats it.

The record is that of the newest row of the floor before the date, or of the next higher floor
with rows (a more capable model also qualifies). New offers arrive until the date by the law of the
likelihood, and the lowest of them takes over if it is lower. Where there is no row before, offers
since `FIRST_YEAR` are all there are.

Fitted to what was published by 2025, the 66 rows of 2026 all lie in their 80 % intervals, 76 % in
their 50 %, half of them within 1 % of the median: no record fell. A standing record is an atom, so
that no interval of such rows can hold just its share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.deflator import to_2025_usd
from forecast.inputs.table import decimal_year
from forecast.posterior.likelihoods.price_at_capability import (
    FLOOR,
    MEASURES,
    REFERENCE_ECI,
    VALUE,
    log_frontier,
    log_offers,
)
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted, group_effects

DATASET = "price_at_capability"
BLOCK = "record_prices"
NEEDED = ("observed_on", FLOOR)
TARGETS = {VALUE: "USD per 1e6 tokens"}
FIRST_YEAR = 2020.5  # year; the first API
STEP_YEARS = 1 / 12  # year; in which the frontier is taken as standing still


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Cheapest listed price of each row, nominal USD of its date per 1e6 tokens.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted
    """
    floors = [_nearest_measure(row[FLOOR]) for row in rows]
    effects = {
        name: group_effects(
            f"lowest_price_{name}_score",
            draws[f"lowest_price_{name}_scatter"],
            floors,
            draws,
            context,
            rng,
        )
        for name in ("level", "pace")
    }
    relisted = draws["lowest_price_relisting_scatter"]
    found: list[Outcome] = []
    for at, row in enumerate(rows):
        own = {name: each[at][:, None] for name, each in effects.items()}
        log_price = log_lowest_price(row, draws, own, context, rng)
        price = np.exp(log_price + relisted * rng.standard_normal(len(relisted)))
        found.append(Predicted(VALUE, TARGETS[VALUE], row.get(VALUE), price))
    return found


def log_lowest_price(
    row: Mapping[str, Any],
    draws: Draws,
    effects: Mapping[str, np.ndarray],
    context: Context,
    rng: np.random.Generator,
) -> np.ndarray:
    """Log of the price in force or the lowest new offer, nominal USD, array (draw,).

    Parameters
    ----------
    row : mapping
        Date and floor.
    draws : mapping of str to array (draw, ...)
    effects : mapping of str to array (draw, 1)
        Of the floor, on level and pace.
    context, rng
        As for every predictive.
    """
    year = decimal_year(row["observed_on"])
    since, record = in_force(row, context)
    scalars = {name: each[:, None] for name, each in draws.items() if each.ndim == 1}
    columns = {**scalars, **effects}
    edges = np.linspace(since, year, max(int(np.ceil((year - since) / STEP_YEARS)), 1) + 1)
    middle = (edges[1:] + edges[:-1]) / 2 - START_YEAR
    frontier = log_frontier(columns, columns, middle, row[FLOOR] - REFERENCE_ECI)
    step = draws["lowest_price_step"]
    offers = log_offers(np.diff(edges), frontier, step[:, None])
    lowest = step * (np.log(rng.standard_exponential(len(step))) - _log_sum(offers))
    nominal = lowest - np.log(to_2025_usd(1.0, year, context.tables["economy"]))
    return np.minimum(nominal, record)


def in_force(row: Mapping[str, Any], context: Context) -> tuple[float, float]:
    """Since when offers are new to a floor, and the record that they have to beat.

    Parameters
    ----------
    row : mapping
        Date and floor.
    context : Context

    Returns
    -------
    tuple of float and float, year and log of USD
        Date and price of the newest row before, of the floor or of the next higher with rows;
        `FIRST_YEAR` and infinity where there is none.
    """
    date, floor = row["observed_on"], row[FLOOR]
    rows = [
        each
        for each in context.tables[DATASET].rows
        if each["observed_on"] < date and each[FLOOR] >= floor
    ]
    if not rows:
        return min(FIRST_YEAR, decimal_year(date) - STEP_YEARS), np.inf
    nearest = min(each[FLOOR] for each in rows)
    record = max(
        (each for each in rows if each[FLOOR] == nearest), key=lambda each: each["observed_on"]
    )
    return decimal_year(record["observed_on"]), float(np.log(record[VALUE]))


def _nearest_measure(floor: float) -> str:
    """The floor whose effects hold for a row: those between share them with their neighbour."""
    return f"{min(MEASURES, key=lambda each: abs(each - floor)):g}"


def _log_sum(log_values: np.ndarray) -> np.ndarray:
    """Log of the sum of exponentials along the last axis."""
    top = log_values.max(axis=-1, keepdims=True)
    return top[..., 0] + np.log(np.exp(log_values - top).sum(axis=-1))
