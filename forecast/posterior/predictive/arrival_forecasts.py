"""What a forecast of human-level AI states: a year at a probability, or a probability at a year.

A forecast that was fitted has its curve. Any other about human-level AI, also a later one of a
forecaster who is known, may be any of the pool; one about another milestone may be anything that
the data card allows, since milestones do not borrow from one another.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtr

from forecast.inputs.pool import HALF_PERIOD_YEARS, HUMAN_LEVEL, components
from forecast.inputs.table import Table, decimal_year
from forecast.posterior.likelihoods.arrival_forecasts import (
    ALONE,
    DATASET,
    borrows,
    passed_share,
    score_ahead,
)
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted

__all__ = ["BLOCK", "DATASET", "NEEDED", "TARGETS", "predict"]

BLOCK = "arrival"
YEAR, PROBABILITY = "year", "cumulative_probability"
NEEDED = ("forecast_id", "observed_on")
TARGETS = {YEAR: "calendar year", PROBABILITY: "1"}
AT_A_YEAR = "probability"  # of `given_as`: the year was set, the probability asked for

Forecast = tuple[str, datetime.date]  # one forecast: its name and its day


@dataclass(frozen=True)
class Curve:
    """Draws of one forecast's line: normal scores against log years ahead.

    Parameters
    ----------
    made : float, year
        Its day.
    before : float, 1
        What it gives to the time before its day.
    log_median, spread, error : array (draw,)
        Log years ahead of the median, log spread, and how far a stated pair is off, in scores.
    """

    made: float
    before: float
    log_median: np.ndarray
    spread: np.ndarray
    error: np.ndarray


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Year or probability that each row's forecast states.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or str
    """
    fitted: Table = context.tables[DATASET]
    curves: dict[Forecast, Curve] = {}
    found: list[Outcome] = []
    for row in rows:
        own = _forecast_of(row)
        if own not in curves and (row["milestone_class"] or _is_fitted(row, fitted)):
            stated = [each for each in (*rows, *fitted.rows) if _forecast_of(each) == own]
            curves[own] = _curve(row, stated, draws, context, rng)
        found.append(_outcome(row, curves.get(own), rng))
    return found


def _forecast_of(row: Mapping[str, Any]) -> Forecast:
    return row["forecast_id"], row["observed_on"]


def _is_fitted(row: Mapping[str, Any], fitted: Table) -> bool:
    return any(_forecast_of(each) == _forecast_of(row) for each in fitted.rows)


def _curve(
    row: Mapping[str, Any],
    stated: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> Curve:
    """The line of a row's forecast: as fitted, or of one more of its kind."""
    fitted = context.tables[DATASET]
    precision = row["observed_on_precision"] or "day"
    made = decimal_year(row["observed_on"]) + HALF_PERIOD_YEARS[precision]
    pairs = [(each[YEAR], each[PROBABILITY]) for each in stated]
    before = passed_share([(year, p) for year, p in pairs if year and p], made)
    if _is_fitted(row, fitted):
        return Curve(made, before, *_as_fitted(row["forecast_id"], draws, fitted))
    if row["milestone_class"] in HUMAN_LEVEL:
        return Curve(made, before, *_of_the_pool(draws, rng))
    return Curve(made, before, *_alone(draws, fitted, rng))


def _as_fitted(forecast: str, draws: Draws, fitted: Table) -> tuple[np.ndarray, ...]:
    at = [each["forecast_id"] for each in components(fitted)].index(forecast)
    error = "arrival_rounding_error" if borrows(fitted)[at] else "arrival_alone_rounding_error"
    log_median, spread = draws["arrival_forecast_log_median"], draws["arrival_forecast_spread"]
    return log_median[:, at], spread[:, at], draws[error]


def _of_the_pool(draws: Draws, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    centre, typical = draws["arrival_forecast_median_years"], draws["arrival_forecast_log_spread"]
    median, spread = rng.standard_normal((2, len(centre)))
    return (
        np.log(centre) + draws["arrival_centre_spread"] * median,
        typical * np.exp(draws["arrival_spread_variation"] * spread),
        draws["arrival_rounding_error"],
    )


def _alone(draws: Draws, fitted: Table, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    error = draws["arrival_alone_rounding_error"]
    scores = rng.standard_normal((len(ALONE), len(error)))
    priors = (fitted.card.nuisance[name] for name in ALONE)
    median, spread = (
        prior.quantile_of_score(each) for prior, each in zip(priors, scores, strict=True)
    )
    return np.log(median), spread, error


def _outcome(row: Mapping[str, Any], curve: Curve | None, rng: np.random.Generator) -> Outcome:
    if curve is None:
        return "not in the row: milestone_class, which a forecast that was not fitted needs"
    noise = curve.error * rng.standard_normal(len(curve.error))
    year, p = row[YEAR], row[PROBABILITY]
    if year is not None and (row["given_as"] == AT_A_YEAR or p is None):
        return _probability(row, curve, noise)
    if p is None:
        return f"not in the row: {YEAR} or {PROBABILITY}"
    if not curve.before < p < 1.0:
        return f"{PROBABILITY} {p:g} was passed before the forecast, or is never reached"
    log_ahead = curve.log_median + curve.spread * (score_ahead(p, curve.before) + noise)
    is_bound = row["year_relation"] == "gt"  # "later than": no year to hold against the draws
    value = curve.made + np.exp(log_ahead)
    return Predicted(YEAR, TARGETS[YEAR], None if is_bound else year, value)


def _probability(row: Mapping[str, Any], curve: Curve, noise: np.ndarray) -> Outcome:
    if row[YEAR] <= curve.made:
        return f"{YEAR} {row[YEAR]:g} is not after the day of the forecast"
    score = (np.log(row[YEAR] - curve.made) - curve.log_median) / curve.spread
    value = curve.before + (1.0 - curve.before) * ndtr(score + noise)
    return Predicted(PROBABILITY, TARGETS[PROBABILITY], row[PROBABILITY], value)
