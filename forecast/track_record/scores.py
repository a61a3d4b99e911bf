"""Proper scores of forecasts that are draws; smaller is better in each.

Positive targets are scored on the natural log, so that a factor counts alike everywhere: whoever
calls takes the log first, here and for every rival. One kernel estimate stands for the density of
all forecasts, closed forms included, so that no one gains by the way its density is written down.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

LEVELS = (0.5, 0.8, 0.9)  # central intervals whose coverage is reported
LEAST_WIDTH = 0.01  # in the unit of the draws, of logs a per cent; the finest a density is told
SILVERMAN = 1.06  # kernel width of a normal sample, in its spread over n**(1/5)
NORMAL_QUARTILES = 1.34  # distance of the quartiles of a normal, in standard deviations


def crps(draws: np.ndarray, observed: np.ndarray) -> np.ndarray:
    """Continuous ranked probability score, unit of the target.

    Parameters
    ----------
    draws : array (..., draw), unit of the target
        Draws of the forecast, in any order.
    observed : array (...)
        What came.

    Returns
    -------
    array (...)

    Notes
    -----
    E|X - y| - E|X - X'| / 2 of the empirical distribution; the second mean is exact, by sorting:
    sum over i of (2 i - n - 1) x_(i) / n^2.

    References
    ----------
    gneiting2007, section 4.2

    Examples
    --------
    >>> crps(np.array([0.0, 1.0]), np.array(0.5)).tolist()
    0.25
    """
    n = draws.shape[-1]
    weight = (2.0 * np.arange(1, n + 1) - n - 1.0) / n**2
    distance = np.abs(draws - observed[..., None]).mean(axis=-1)
    return distance - np.sort(draws, axis=-1) @ weight


def log_score(draws: np.ndarray, observed: np.ndarray) -> np.ndarray:
    """Negative natural log of the forecast's density at what came, 1.

    Parameters
    ----------
    draws : array (..., draw)
        Draws of the forecast.
    observed : array (...)
        What came.

    Returns
    -------
    array (...)

    Notes
    -----
    The density is a Gaussian kernel estimate with Silverman's width: 1.06 s n^(-1/5), s the
    smaller of standard deviation and quartile distance / 1.34, and at least `LEAST_WIDTH`: where
    half the draws are one value, as of windows that come in sizes, they have no density there. The
    density itself has no floor: far beyond all draws the score grows with the square of the
    distance.

    Examples
    --------
    >>> middle = log_score(np.linspace(-1, 1, 99), np.array(0.0))
    >>> bool(middle < log_score(np.linspace(-1, 1, 99), np.array(2.0)))
    True
    """
    n = draws.shape[-1]
    lower, upper = np.quantile(draws, (0.25, 0.75), axis=-1)
    spread = np.minimum(draws.std(axis=-1), (upper - lower) / NORMAL_QUARTILES)
    width = np.maximum(SILVERMAN * spread * n**-0.2, LEAST_WIDTH)[..., None]
    log_kernel = -0.5 * ((draws - observed[..., None]) / width) ** 2
    highest = log_kernel.max(axis=-1, keepdims=True)
    mean = np.exp(log_kernel - highest).mean(axis=-1)
    return np.log(width[..., 0] * np.sqrt(2.0 * np.pi)) - highest[..., 0] - np.log(mean)


def weighted_interval_score(draws: np.ndarray, observed: np.ndarray) -> np.ndarray:
    """Weighted interval score over the median and the central intervals of `LEVELS`.

    Parameters
    ----------
    draws : array (..., draw)
        Draws of the forecast.
    observed : array (...)
        What came.

    Returns
    -------
    array (...), unit of the target

    Notes
    -----
    (|y - m| / 2 + sum of alpha / 2 * IS_alpha) / (K + 1/2), IS_alpha = width + 2 / alpha * what y
    lies outside by: the score of forecast hubs.

    References
    ----------
    bracher2021, equation 2

    Examples
    --------
    >>> weighted_interval_score(np.zeros(5), np.array(1.0)).tolist()
    1.0
    """
    total = 0.5 * np.abs(observed - np.median(draws, axis=-1))
    for level in LEVELS:
        alpha, (low, high) = 1.0 - level, interval(draws, level)
        outside = np.maximum(low - observed, 0.0) + np.maximum(observed - high, 0.0)
        total = total + 0.5 * alpha * (high - low) + outside
    return total / (len(LEVELS) + 0.5)


def interval(draws: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Ends of the central interval that holds a share of the draws, unit of the target.

    Examples
    --------
    >>> [round(float(end), 6) for end in interval(np.arange(101.0), 0.9)]
    [5.0, 95.0]
    """
    low, high = np.quantile(draws, (0.5 - level / 2, 0.5 + level / 2), axis=-1)
    return low, high


def covered(draws: np.ndarray, observed: np.ndarray, level: float) -> np.ndarray:
    """Whether what came lies in the central interval of a level, bool.

    Examples
    --------
    >>> covered(np.arange(101.0), np.array(95.5), 0.9).tolist()
    False
    """
    low, high = interval(draws, level)
    return (low <= observed) & (observed <= high)


def pit(draws: np.ndarray, observed: np.ndarray) -> np.ndarray:
    """Probability integral transform: the share of draws below what came, ties half, 1.

    Examples
    --------
    >>> pit(np.array([0.0, 1.0, 2.0, 3.0]), np.array(1.0)).tolist()
    0.375
    """
    y = observed[..., None]
    return (draws < y).mean(axis=-1) + 0.5 * (draws == y).mean(axis=-1)


def brier(probability: ArrayLike, happened: ArrayLike) -> np.ndarray:
    """Squared distance of a probability from what happened (1 or 0), 1.

    Examples
    --------
    >>> round(float(brier(np.array(0.8), np.array(True))), 10)
    0.04
    """
    return (np.asarray(probability) - np.asarray(happened, dtype=float)) ** 2
