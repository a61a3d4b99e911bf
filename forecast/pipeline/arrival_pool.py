"""The opinion pool of the human-level date: the forecasts that count, with their fitted curves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.constants import HORIZON_YEAR
from forecast.inputs.compound import Pool
from forecast.inputs.pool import components
from forecast.inputs.pool_choice import chosen_forecasts
from forecast.inputs.toml_files import Place
from forecast.pipeline.request import Inputs, Request
from forecast.posterior.draws import interleaved, uniforms
from forecast.supply.arrival import dates_alone, weights_left
from forecast.timeline.monte_carlo_error import (
    BATCHES,
    batches,
    error_of_batches,
    quantile_errors,
)

POOL = "human_level_date"
LOG_MEDIAN, SPREAD = "arrival_forecast_log_median", "arrival_forecast_spread"
COMPONENT, POSITION = f"{POOL} component", f"{POOL} position"  # streams of random numbers


@dataclass(frozen=True)
class ArrivalPool:
    """Forecasts that count, by forecast_id.

    Parameters
    ----------
    forecasts : list of dict
        `components` of the pool: forecast_id, group, made_year, weight.
    log_median, spread : array (row, forecast)
        Of the log of the years ahead, by posterior row in the order of a block.
    as_of_year : float, year
        The event has not happened by then.
    """

    forecasts: list[dict[str, Any]]
    log_median: np.ndarray
    spread: np.ndarray
    as_of_year: float

    @property
    def curves(self) -> dict[str, Any]:
        """What `dates_alone` of `supply.arrival` takes."""
        return {
            "made": np.array([each["made_year"] for each in self.forecasts]),
            "log_median": self.log_median,
            "spread": self.spread,
            "as_of_year": self.as_of_year,
        }

    @property
    def mixture(self) -> dict[str, Any]:
        """What `draw_dates` and `dates_of_scores` take: the curves and their weights."""
        return self.curves | {"weights": np.array([each["weight"] for each in self.forecasts])}


def arrival_pool(
    belief: Pool, tables: Any, posterior: Any, order: np.ndarray, as_of_year: float
) -> ArrivalPool:
    """The pool that a belief about the human-level date stands for.

    Parameters
    ----------
    belief : Pool
        Which forecasts count.
    tables : mapping of str to Table
        Evidence.
    posterior : Posterior
        Holds the curve of every forecast.
    order : array (row,) of int
        Posterior rows of a block.
    as_of_year : float, year

    Returns
    -------
    ArrivalPool
    """
    forecasts = components(chosen_forecasts(tables, belief))
    labels = list(posterior.labels[LOG_MEDIAN])
    columns = [labels.index(each["forecast_id"]) for each in forecasts]
    rows = np.ix_(order, columns)
    return ArrivalPool(
        forecasts, posterior.vectors[LOG_MEDIAN][rows], posterior.vectors[SPREAD][rows], as_of_year
    )


def refuse_bad_pool(beliefs: Any, tables: Any) -> None:
    """Refuse a pool that names what is not there, before anything is fitted.

    Parameters
    ----------
    beliefs : Beliefs
    tables : mapping of str to Table

    Raises
    ------
    InputError
        Naming the scenario, or the card, that holds the pool.
    """
    belief = beliefs.get(POOL)
    if isinstance(belief, Pool):
        origin = {item.name: item.origin for item in beliefs.replaced}
        file = origin.get(POOL, beliefs.cards[POOL].path)
        chosen_forecasts(tables, belief, Place(file).inside(POOL))


def pool_weights(request: Request, inputs: Inputs, posterior: Any) -> list[dict[str, Any]]:
    """`pool_rows` of the pool that a run believes; empty where a date or distribution is set."""
    belief = inputs.beliefs[POOL]
    if not isinstance(belief, Pool):
        return []
    order = interleaved(posterior.n_rows, posterior.n_chains)
    start = request.start_year()
    return pool_rows(arrival_pool(belief, inputs.tables, posterior, order, start), request.seed)


def pool_rows(pool: ArrivalPool, seed: int) -> list[dict[str, Any]]:
    """What the forecasts of a pool weigh and say, given that the event has not happened.

    Parameters
    ----------
    pool : ArrivalPool
    seed : int

    Returns
    -------
    list of dict
        `forecast_id`, `group`, `weight` [1] and `median` [year], the heaviest first; the weights
        add to one; a median of None lies beyond the horizon. With the Monte Carlo error of both,
        `mcse` and `median_mcse`.
    """
    left, batch = weights_left(**pool.mixture), batches(len(pool.log_median), len(pool.log_median))
    errors = error_of_batches(np.array([_weights_of(pool, batch == k) for k in range(BATCHES)]))
    to_come = uniforms(seed, POSITION, 0, len(pool.log_median))
    dates = dates_alone(to_come, **pool.curves)
    medians = np.median(dates, axis=0)
    rows = [
        {
            "forecast_id": each["forecast_id"],
            "group": each["group"],
            "weight": float(weight),
            "median": float(median) if median < HORIZON_YEAR else None,
            "mcse": float(error),
            "median_mcse": quantile_errors(own, [0.5], batch)[0],
        }
        for each, weight, median, error, own in zip(
            pool.forecasts, left, medians, errors, dates.T, strict=True
        )
    ]
    return sorted(rows, key=lambda row: (-row["weight"], row["forecast_id"]))


def _weights_of(pool: ArrivalPool, rows: np.ndarray) -> np.ndarray:
    """What forecasts weigh in some rows of the posterior, array (forecast,)."""
    of_rows = {"log_median": pool.log_median[rows], "spread": pool.spread[rows]}
    return weights_left(**pool.mixture | of_rows)
