"""Draws weighted by what is supposed to be known, and how many draws such weights are worth."""

from __future__ import annotations

import numpy as np

WIDTHS = (0.05, 0.1, 0.2, 0.3)  # of the kernel, in standard deviations of the quantity's score
LEAST_EFFECTIVE = 400.0  # effective draws below which nothing is said


def interval_weights(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Keep the draws in which a quantity lies in an interval.

    Parameters
    ----------
    values : array (draw,)
    low, high : float
        Ends, in the unit of the values; both belong to it.

    Returns
    -------
    array (draw,)
        1 where kept, else 0.

    Examples
    --------
    >>> interval_weights(np.array([1.0, 2.0, 3.0]), 2.0, 9.0).tolist()
    [0.0, 1.0, 1.0]
    """
    return ((values >= low) & (values <= high)).astype(float)


def kernel_weights(scores: np.ndarray, at: float, width: float) -> np.ndarray:
    """Weigh draws by how near a quantity lies to a value.

    Parameters
    ----------
    scores : array (draw,)
        Standard normal scores of the quantity.
    at : float
        Score of the value.
    width : float
        Standard deviation of the normal kernel, in scores.

    Returns
    -------
    array (draw,)
        1 at the value, falling to 0.

    Examples
    --------
    >>> kernel_weights(np.array([0.0, 0.1]), 0.0, 0.1).round(4).tolist()
    [1.0, 0.6065]
    """
    return np.exp(-0.5 * ((scores - at) / width) ** 2)


def effective_draws(weights: np.ndarray, n_rows: int) -> float:
    """Number of independent draws that weighted draws are worth.

    Parameters
    ----------
    weights : array (draw,)
        Draw i belongs to posterior row i % n_rows.
    n_rows : int
        Rows of the posterior, which draws share.

    Returns
    -------
    float
        The lesser of Kish's (sum w)^2 / sum w^2 over draws and over posterior rows: many forward
        draws of few rows are worth few.

    References
    ----------
    kish1965, section 11.7.

    Examples
    --------
    >>> effective_draws(np.array([1.0, 1.0, 0.0, 0.0]), 4)
    2.0
    >>> effective_draws(np.array([1.0, 0.0, 1.0, 0.0]), 2)
    1.0
    """
    if not weights.any():
        return 0.0
    return min(_kish(weights), _kish(by_row(weights, n_rows)))


def by_row(values: np.ndarray, n_rows: int) -> np.ndarray:
    """Sum of the values of each posterior row, array (row,)."""
    return np.bincount(np.arange(len(values)) % n_rows, weights=values, minlength=n_rows)


def weighted_share(hits: np.ndarray, weights: np.ndarray, n_rows: int) -> tuple[float, float]:
    """Weighted share of the draws in which something happens, and its standard error.

    Parameters
    ----------
    hits : array (draw,) of bool
    weights : array (draw,)
        Not all zero.
    n_rows : int
        As in `effective_draws`.

    Returns
    -------
    (float, float)
        Share; and the error of a ratio estimated from posterior rows, never below that of as many
        independent draws with half a hit added.
    """
    total = weights.sum()
    share = float(weights @ hits / total)
    spread = by_row(weights * (hits - share), n_rows)
    effective = _kish(weights)
    padded = (share * effective + 0.5) / (effective + 1.0)
    least = np.sqrt(padded * (1.0 - padded) / effective)
    return share, float(max(np.sqrt((spread**2).sum()) / total, least))


def weighted_quantile(values: np.ndarray, weights: np.ndarray, level: float) -> float | None:
    """Quantile of weighted values; None where it is not finite.

    Parameters
    ----------
    values : array (draw,)
        May hold inf.
    weights : array (draw,)
    level : float

    Returns
    -------
    float or None

    Examples
    --------
    >>> weighted_quantile(np.array([1.0, 2.0, np.inf]), np.ones(3), 0.5)
    2.0
    >>> weighted_quantile(np.array([1.0, 2.0, np.inf]), np.ones(3), 0.9) is None
    True
    """
    order = np.argsort(values, kind="stable")
    cumulated = np.cumsum(weights[order])
    at = np.searchsorted(cumulated, level * cumulated[-1])
    value = float(values[order[min(at, len(values) - 1)]])
    return value if np.isfinite(value) else None


def _kish(weights: np.ndarray) -> float:
    return float(weights.sum() ** 2 / (weights @ weights))
