"""Published forecasts of human-level AI: opinions, fitted so that they can be pooled.

Rows: pairs of year and cumulative probability. For each forecast the log of the years ahead is
normal, with a median and a spread of its own. Both are pooled over forecasts, so that one who
states a single quantile borrows the spread of the others. A stated pair misses its forecast's
curve by a rounding error in normal scores. "Later than 2100" enters as a bound. Quantiles that lie
before the day of the forecast cannot come true; the others are conditioned on that.

These are not observations of the date: nothing here narrows with the number of forecasts. What the
pool makes of them (`supply.arrival`) is a mixture over the forecasts, as wide as they disagree.

What the plots show: in normal score against log years ahead, every forecast with several points is
close to a straight line (largest miss 0.2, the tail of the direct-approach run, which flattens:
mass on "never"), with similar slopes (spread 1.3 to 1.8), so pooling the spread is fair. The
medians are not alike: 5 years (Metaculus) to 90 (ESPAI, full automation). The tournament's panels
state one early probability each; their medians are extrapolated, with a log sd of 0.4 and 0.6.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pymc as pm
import pytensor.tensor as pt
from scipy.special import ndtri

from forecast.inputs.pool import MILESTONES, components, latest_forecasts
from forecast.posterior.build import nuisance

if TYPE_CHECKING:
    from forecast.inputs.evidence import Table

DATASET = "arrival_forecasts"
TERMS = ("arrival_forecast_median_years", "arrival_forecast_log_spread")
PUBLISHED = ("arrival_forecast_log_median", "arrival_forecast_spread")


@dataclass(frozen=True)
class Points:
    """Stated pairs of year and probability, by forecast, then year.

    Parameters
    ----------
    log_ahead : array (point,), natural log of years
        From the day of the forecast to the stated year.
    score : array (point,), 1
        Standard normal score of the stated probability, given "not before the forecast".
    forecast : array (point,)
        Position in `components`.
    is_bound : array (point,) of bool
        The year is only known to be later than stated.
    """

    log_ahead: np.ndarray
    score: np.ndarray
    forecast: np.ndarray
    is_bound: np.ndarray


def select(
    table: Table, tables: Mapping[str, Table], milestones: tuple[str, ...] = MILESTONES
) -> Table:
    """Rows that enter: the latest forecast of each group about human-level AI.

    Left out: coder-type, weak-AI and most-professions milestones (other events), and forecasts
    that their own group has replaced (ESPAI 2022, Cotra's 2020 model). Secondary rows stay: the
    data card says why.
    """
    del tables
    return latest_forecasts(table, milestones)


def points(table: Table) -> Points:
    """Stated pairs as log years ahead and normal scores.

    Parameters
    ----------
    table : Table
        Selected rows, in any order.

    Returns
    -------
    Points
    """
    found = []
    for position, each in enumerate(components(table)):
        rows = [row for row in table.rows if row["forecast_id"] == each["forecast_id"]]
        found += _points_of(rows, each["made_year"], position)
    log_ahead, score, forecast, is_bound = (np.array(part) for part in zip(*found, strict=True))
    return Points(log_ahead, score, forecast, is_bound)


def _points_of(rows: list[Any], made: float, position: int) -> list[tuple[Any, ...]]:
    """Log years ahead, score, forecast and whether it is a bound, for one forecast's rows."""
    stated = sorted((r["year"], r["cumulative_probability"], r["year_relation"]) for r in rows)
    passed = max((p for year, p, _ in stated if year <= made), default=0.0)
    return [
        (np.log(year - made), ndtri((p - passed) / (1 - passed)), position, relation == "gt")
        for year, p, relation in stated
        if year > made and p > passed
    ]


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Normal scores of stated probabilities around each forecast's line in log years.

    Parameters
    ----------
    terms : mapping of str to scalar tensor
        Values of `TERMS` in their cards' units.
    table : Table
        Selected rows.
    tables : mapping of str to Table
        All evidence; not used.
    """
    del tables
    stated, noise = points(table), nuisance(table)
    log_median, spread = _curves(terms, noise, [each["forecast_id"] for each in components(table)])
    score = (stated.log_ahead - log_median[stated.forecast]) / spread[stated.forecast]
    error = noise["arrival_rounding_error"]
    exact, bound = np.flatnonzero(~stated.is_bound), np.flatnonzero(stated.is_bound)
    observed = pm.Data(f"{DATASET}_score", stated.score[exact])
    pm.Normal(f"{DATASET}_observed", score[exact], error, observed=observed)
    # By the stated year the forecast has not reached the stated probability.
    room = (stated.score[bound] - score[bound]) / error
    pm.Potential(f"{DATASET}_later", pm.logcdf(pm.Normal.dist(), room).sum())


def _curves(terms: Mapping[str, Any], noise: Mapping[str, Any], forecasts: list[str]) -> Any:
    """Log median and spread of the years ahead of each forecast, pooled."""
    pm.modelcontext(None).add_coord("forecast", forecasts)
    # Centred: a stated quantile fixes the median of its own forecast well.
    log_median = pm.Normal(
        "arrival_forecast_log_median",
        pt.log(terms["arrival_forecast_median_years"]),
        noise["arrival_centre_spread"],
        dims="forecast",
    )
    # Not centred: spreads vary little, and some forecasts say nothing of theirs.
    score = pm.Normal("arrival_forecast_spread_score", 0.0, 1.0, dims="forecast")
    log_spread = (
        pt.log(terms["arrival_forecast_log_spread"]) + noise["arrival_spread_variation"] * score
    )
    return log_median, pm.Deterministic(
        "arrival_forecast_spread", pt.exp(log_spread), dims="forecast"
    )
