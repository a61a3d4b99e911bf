"""The date of the first human-level model, drawn from a pool of opinions.

Each forecast is a log-normal of the years from the day it was made; the pool is their weighted
mixture, cut at today because the event has not happened. The mixture as a whole is conditioned:
a component that had put much weight on the past keeps only what is left of its weight. (Giving
every forecaster the full weight again would reward those who have already been wrong.)
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

# An event lies between a moment and longer than anybody asks ahead, in log years.
SOONEST, LATEST = -21.0, 30.0
BISECTIONS = 24  # halvings of that interval: to 3e-6, minutes in ten years


def component_survival(
    year: np.ndarray | float, made: np.ndarray, log_median: np.ndarray, spread: np.ndarray
) -> np.ndarray:
    """Probability that each forecast gives to a date later than `year`, 1.

    Parameters
    ----------
    year : float or array (draw,), year
        Calendar year.
    made : array (forecast,), year
        When each forecast was made.
    log_median : array (draw, forecast), natural log of years
        Log of the median years ahead.
    spread : array (draw, forecast), 1
        Standard deviation of the log of the years ahead.

    Returns
    -------
    array (draw, forecast), 1
        One for a year before the forecast was made.
    """
    ahead = np.atleast_1d(np.asarray(year, dtype=float))[:, None] - made
    with np.errstate(divide="ignore"):
        log_ahead = np.log(np.maximum(ahead, 0.0))
    return ndtr((log_median - log_ahead) / spread)


def pool_cdf(
    year: np.ndarray | float,
    made: np.ndarray,
    log_median: np.ndarray,
    spread: np.ndarray,
    weights: np.ndarray,
) -> np.ndarray:
    """Probability that the pool gives to a date not after `year`, before any conditioning, 1.

    Parameters
    ----------
    year, made, log_median, spread : arrays
        As in `component_survival`.
    weights : array (forecast,), 1
        Weight of each forecast; they add to one.

    Returns
    -------
    array (draw,), 1
    """
    return 1.0 - component_survival(year, made, log_median, spread) @ weights


def draw_dates(
    component_uniform: np.ndarray,
    position_uniform: np.ndarray,
    *,
    made: np.ndarray,
    log_median: np.ndarray,
    spread: np.ndarray,
    weights: np.ndarray,
    as_of_year: float,
) -> tuple[np.ndarray, np.ndarray]:
    """One human-level date a draw, given that it lies after `as_of_year`, and its normal score.

    Parameters
    ----------
    component_uniform : array (draw,), 1
        Between 0 and 1: chooses the forecast.
    position_uniform : array (draw,), 1
        Between 0 and 1, ends excluded: chooses the place within it.
    made, log_median, spread, weights : arrays
        As in `pool_cdf`.
    as_of_year : float, year
        The event has not happened by then.

    Returns
    -------
    date : array (draw,), year
        Date of the first human-level model.
    score : array (draw,), 1
        Standard normal score of the date within the pool of its own draw: what the score of
        another belief is correlated with.

    Notes
    -----
    weight_i(not yet) is proportional to weight_i survival_i(as of); within a component the
    survival falls evenly from survival_i(as of) to zero as `position_uniform` rises to one.
    """
    alive = component_survival(as_of_year, made, log_median, spread)
    mass = np.cumsum(alive * weights, axis=1)
    target = component_uniform * mass[:, -1]
    chosen = np.minimum((mass <= target[:, None]).sum(axis=1), len(made) - 1)
    row = np.arange(len(chosen))
    later = alive[row, chosen] * (1.0 - position_uniform)
    log_ahead = log_median[row, chosen] - spread[row, chosen] * ndtri(later)
    date = np.maximum(made[chosen] + np.exp(log_ahead), as_of_year)
    still = component_survival(date, made, log_median, spread) @ weights / mass[:, -1]
    return date, -ndtri(still)


def dates_alone(
    to_come: np.ndarray,
    *,
    made: np.ndarray,
    log_median: np.ndarray,
    spread: np.ndarray,
    as_of_year: float,
) -> np.ndarray:
    """Dates at which a given share of each forecast, cut at `as_of_year`, is still to come, year.

    Parameters
    ----------
    to_come : array (draw,), 1
        Between 0 and 1, ends excluded.
    made, log_median, spread, as_of_year
        As in `draw_dates`.

    Returns
    -------
    array (draw, forecast), year
    """
    later = component_survival(as_of_year, made, log_median, spread) * to_come[:, None]
    log_ahead = np.minimum(log_median - spread * ndtri(later), LATEST)
    return np.maximum(made + np.exp(log_ahead), as_of_year)


def dates_of_scores(
    score: np.ndarray,
    *,
    made: np.ndarray,
    log_median: np.ndarray,
    spread: np.ndarray,
    weights: np.ndarray,
    as_of_year: float,
) -> np.ndarray:
    """Dates with given normal scores within a pool that is cut at `as_of_year`, year.

    Parameters
    ----------
    score : array (draw,), 1
        Standard normal scores, such as those of the dates of another pool.
    made, log_median, spread, weights, as_of_year
        As in `draw_dates`.

    Returns
    -------
    array (draw,), year
        The inverse of what `draw_dates` calls the score.

    Notes
    -----
    The share of the pool that is still to come at the date is that of the score. The date lies
    between those at which each forecast alone has that share to come; the interval is halved in
    log years from `as_of_year`.
    """
    to_come = ndtr(-score)
    curves = {"made": made, "log_median": log_median, "spread": spread}
    alone = dates_alone(to_come, **curves, as_of_year=as_of_year)
    if len(made) == 1:
        return alone[:, 0]
    with np.errstate(divide="ignore"):
        ahead = np.clip(np.log(alone - as_of_year), SOONEST, LATEST)
    target = to_come * (component_survival(as_of_year, **curves) @ weights)
    low, high = ahead.min(axis=1), ahead.max(axis=1)
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        is_later = component_survival(as_of_year + np.exp(middle), **curves) @ weights > target
        low, high = np.where(is_later, middle, low), np.where(is_later, high, middle)
    return as_of_year + np.exp(0.5 * (low + high))


def weights_left(
    made: np.ndarray,
    log_median: np.ndarray,
    spread: np.ndarray,
    weights: np.ndarray,
    as_of_year: float,
) -> np.ndarray:
    """Weight of each forecast in the pool, given that the event has not happened, 1.

    Parameters
    ----------
    made, log_median, spread, weights, as_of_year
        As in `draw_dates`.

    Returns
    -------
    array (forecast,), 1
        Mean over draws; they add to one.
    """
    left = component_survival(as_of_year, made, log_median, spread) * weights
    return (left / left.sum(axis=1, keepdims=True)).mean(axis=0)
