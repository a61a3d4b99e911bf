"""Published forecasts of human-level AI: opinions, fitted so that they can be pooled.

Rows: pairs of year and cumulative probability. For each forecast the log of the years ahead is
normal, with a median and a spread of its own. Both are pooled over forecasts, so that one who
states a single quantile borrows the spread of the others. A stated pair misses its forecast's
curve by a rounding error in normal scores. Where the year was asked for (a quantile), the year is
what is observed; where the probability was, the probability: else a lone stated median would speak
for wide curves. "Later than 2100" is a year that is censored there: a simulated world may then say
something else. Quantiles that lie before the day of the forecast cannot come true; the others are
conditioned on that.

Every published forecast is fitted, so that a scenario can pool others, or one alone, without a new
fit. Only the latest forecast of each group about human-level AI borrows. The rest, which are other
milestones and forecasts that their own group has replaced, stand alone: each has the priors of the
data card to itself, and their rounding error is their own. The two parts of the density share no
parameter, so what the pool of human-level forecasts learns is what it would learn without the rest.

These are not observations of the date: nothing here narrows with the number of forecasts. What the
pool makes of them (`supply.arrival`) is a mixture over the forecasts, as wide as they disagree.

What the plots show: in normal score against log years ahead, every forecast with several points is
close to a straight line (largest miss 0.2, the tail of the direct-approach run, which flattens:
mass on "never"), with similar slopes (spread 1.3 to 1.8), so pooling the spread is fair. The
medians are not alike: 5 years (Metaculus) to 90 (ESPAI, full automation). The tournament's panels
state one early probability each; their medians are extrapolated, with a log sd of 0.4 and 0.6.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pymc as pm
import pytensor.tensor as pt
from scipy.special import ndtri

from forecast.inputs.pool import HUMAN_LEVEL, components, latest_forecasts
from forecast.posterior.build import prior_variable

if TYPE_CHECKING:
    from forecast.inputs.evidence import Table

DATASET = "arrival_forecasts"
TERMS = ("arrival_forecast_median_years", "arrival_forecast_log_spread")
PUBLISHED = ("arrival_forecast_log_median", "arrival_forecast_spread")
PREDICTS_WITH = (
    "arrival_centre_spread",
    "arrival_spread_variation",
    "arrival_rounding_error",
    "arrival_alone_rounding_error",
)
# Noise priors of the data card that hold for each forecast that borrows from none.
ALONE = ("arrival_alone_median_years", "arrival_alone_log_spread")


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
    is_year : array (point,) of bool
        The year was asked for, at a given probability; else the probability, at a given year.
    """

    log_ahead: np.ndarray
    score: np.ndarray
    forecast: np.ndarray
    is_bound: np.ndarray
    is_year: np.ndarray


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: all. Secondary rows stay: the data card says why."""
    del tables
    return table


def borrows(table: Table) -> np.ndarray:
    """Which forecasts share what they say: the latest of each group about human-level AI.

    Parameters
    ----------
    table : Table
        Selected rows.

    Returns
    -------
    array (forecast,) of bool
        In the order of `components`.
    """
    pooled = {row["forecast_id"] for row in latest_forecasts(table, HUMAN_LEVEL).rows}
    return np.array([each["forecast_id"] in pooled for each in components(table)])


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
    return Points(*(np.array(part) for part in zip(*found, strict=True)))


def _points_of(rows: list[Any], made: float, position: int) -> list[tuple[Any, ...]]:
    """The fields of `Points` for each of one forecast's rows."""
    names = ("year", "cumulative_probability", "year_relation", "given_as")
    stated = sorted(tuple(row[name] for name in names) for row in rows)
    before = passed_share([(year, p) for year, p, *_ in stated], made)
    return [
        (
            *(np.log(year - made), score_ahead(p, before), position),
            *(relation == "gt", given_as == "quantile"),
        )
        for year, p, relation, given_as in stated
        if year > made and p > before
    ]


def passed_share(stated: Iterable[tuple[float, float]], made: float) -> float:
    """What a forecast gives to the time before its own day, which cannot come true, 1.

    Parameters
    ----------
    stated : iterable of (year, cumulative probability)
    made : float, year
        The day of the forecast.

    Examples
    --------
    >>> passed_share([(2020.0, 0.1), (2030.0, 0.5)], 2026.7)
    0.1
    """
    return max((p for year, p in stated if year <= made), default=0.0)


def score_ahead(p: float, before: float) -> float:
    """Normal score of a stated probability, given "not before the forecast", 1.

    Examples
    --------
    >>> round(float(score_ahead(0.55, 0.1)), 6)
    0.0
    """
    return ndtri((p - before) / (1 - before))


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Stated years and probabilities around each forecast's line in log years.

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
    stated, shared = points(table), borrows(table)
    noise = {
        name: prior_variable(name, prior)
        for name, prior in table.card.nuisance.items()
        if name not in ALONE
    }
    pm.modelcontext(None).add_coord("forecast", [c["forecast_id"] for c in components(table)])
    log_median = _medians(terms, noise, table, shared)
    spread = _spreads(terms, noise, table, shared)
    errors = noise["arrival_alone_rounding_error"], noise["arrival_rounding_error"]
    _observe(stated, log_median, spread, pt.stack(errors)[shared.astype(int)])


def _observe(stated: Points, log_median: Any, spread: Any, error: Any) -> None:
    """Stated years, stated probabilities and bounds, around the curves of their forecasts."""
    asked_year = np.flatnonzero(stated.is_year & ~stated.is_bound)
    asked_probability = np.flatnonzero(~stated.is_year & ~stated.is_bound)
    bound = np.flatnonzero(stated.is_bound)

    def score(rows: np.ndarray) -> Any:
        of = stated.forecast[rows]
        return (stated.log_ahead[rows] - log_median[of]) / spread[of]

    of, data = stated.forecast[asked_year], stated.log_ahead[asked_year]
    expected, observed = stated.score[asked_year], pm.Data(f"{DATASET}_log_ahead", data)
    year = log_median[of] + spread[of] * expected
    pm.Normal(f"{DATASET}_years", year, spread[of] * error[of], observed=observed)
    of, data = stated.forecast[asked_probability], stated.score[asked_probability]
    observed = pm.Data(f"{DATASET}_score", data)
    pm.Normal(f"{DATASET}_probabilities", score(asked_probability), error[of], observed=observed)
    # Later than stated, so censored; of minus the years, since the lower tail keeps its digits.
    of, data = stated.forecast[bound], -stated.log_ahead[bound]
    minus = -(log_median[of] + spread[of] * stated.score[bound])
    error_of_bound, observed = spread[of] * error[of], pm.Data(f"{DATASET}_minus_log_ahead", data)
    later = pm.Normal.dist(minus, error_of_bound)
    pm.Censored(f"{DATASET}_bounds", later, lower=data, upper=None, observed=observed)


def _medians(terms: Mapping[str, Any], noise: Mapping[str, Any], table: Table, shared: Any) -> Any:
    """Log of each forecast's median years ahead, pooled where it is shared.

    Centred: a stated quantile fixes the median of its own forecast well.
    """
    alone, alone_sd = _log_normal(table.card.nuisance["arrival_alone_median_years"])
    centre = pt.switch(shared, pt.log(terms["arrival_forecast_median_years"]), alone)
    sd = pt.switch(shared, noise["arrival_centre_spread"], alone_sd)
    return pm.Normal("arrival_forecast_log_median", centre, sd, dims="forecast")


def _spreads(terms: Mapping[str, Any], noise: Mapping[str, Any], table: Table, shared: Any) -> Any:
    """Spread of the log of each forecast's years ahead, pooled where it is shared.

    Not centred: spreads vary little, and some forecasts say nothing of theirs.
    """
    alone, alone_sd = _log_normal(table.card.nuisance["arrival_alone_log_spread"])
    centre = pt.switch(shared, pt.log(terms["arrival_forecast_log_spread"]), alone)
    sd = pt.switch(shared, noise["arrival_spread_variation"], alone_sd)
    score = pm.Normal("arrival_forecast_spread_score", 0.0, 1.0, dims="forecast")
    return pm.Deterministic("arrival_forecast_spread", pt.exp(centre + sd * score), dims="forecast")


def _log_normal(prior: Any) -> tuple[float, float]:
    """Mean and standard deviation of the log of a lognormal prior."""
    middle, above = np.log(prior.quantile_of_score(np.array([0.0, 1.0])))
    return float(middle), float(above - middle)
