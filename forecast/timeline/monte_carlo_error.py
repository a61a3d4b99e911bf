"""Monte Carlo error of what draws tell: the effective size of the posterior counts, too."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

BATCHES = 25  # equal shares of the posterior's rows; how far they differ tells an error
LEAST_DRAWS_A_BATCH = 20  # below, batches say nothing: the binomial error is given
LEAST_DRAWS_A_CHAIN = 50  # below, autocovariances say nothing: the binomial error is given


def mcse_of_probability(row_hits: np.ndarray, draws_per_row: np.ndarray, n_chains: int) -> float:
    """Standard error of a probability estimated by forward draws over posterior rows, 1.

    Parameters
    ----------
    row_hits : array (row,)
        Forward draws of each posterior row in which the event happened; row k is draw
        k // n_chains of chain k % n_chains.
    draws_per_row : array (row,)
        Forward draws of each row; zero from some row on when there are few.
    n_chains : int
        Chains of the posterior.

    Returns
    -------
    float
        sqrt(Var(E[hit | row]) / ESS + within / n): the first part from the autocovariances of the
        row means along the chains (Geyer's initial positive sequence), the second from the forward
        draws. Never zero: an event that never happened is taken as half a hit.

    References
    ----------
    geyer1992, section 3.3.
    """
    n_draws = int(draws_per_row.sum())
    share = (row_hits.sum() + 0.5) / (n_draws + 1.0)
    least = share * (1.0 - share) / n_draws
    n_used = int(np.count_nonzero(draws_per_row)) // n_chains * n_chains
    if n_used < LEAST_DRAWS_A_CHAIN * n_chains:
        return float(np.sqrt(least))
    per_row = draws_per_row[:n_used]
    means = row_hits[:n_used] / per_row
    # One draw a row tells nothing of the spread within a row: all of it then counts as between.
    within = 0.0
    if per_row.min() > 1:
        within = float(np.mean(means * (1.0 - means) * per_row / (per_row - 1)))
    covariance = autocovariance(means.reshape(-1, n_chains).T)
    covariance[0] = max(covariance[0] - within / float(per_row.mean()), 0.0)
    long_run = max(2.0 * initial_positive_sum(covariance) - covariance[0], 0.0)
    return float(np.sqrt(max(long_run / n_used + within / n_draws, least)))


def batches(n_draws: int, n_rows: int) -> np.ndarray:
    """Which of `BATCHES` shares of the posterior's rows each draw belongs to, array (draw,).

    Parameters
    ----------
    n_draws : int
        Draw i belongs to posterior row i % n_rows.
    n_rows : int

    Returns
    -------
    array (draw,) of int

    Examples
    --------
    >>> batches(100, 50)[[0, 1, 2, 49, 50]].tolist()
    [0, 0, 1, 24, 0]
    """
    return np.arange(n_draws) % n_rows * BATCHES // min(n_rows, n_draws)


def error_of_batches(told: np.ndarray) -> np.ndarray:
    """Standard error of what is told of all draws, from what each batch tells of itself.

    Parameters
    ----------
    told : array (batch, ...)

    Returns
    -------
    array (...)
    """
    return np.asarray(np.std(told, axis=0, ddof=1) / np.sqrt(len(told)))


def quantile_errors(
    values: np.ndarray, levels: Sequence[float], batch: np.ndarray
) -> list[float | None]:
    """Standard error of each quantile of some draws, in their unit.

    Parameters
    ----------
    values : array (draw,)
        inf where a draw has none.
    levels : sequence of float
    batch : array (draw,) of int
        From `batches`; of the draws that are kept, where not all are.

    Returns
    -------
    list of float or None
        Half the distance of the quantiles one standard error of the level below and above: the
        level's from how far batches differ, at least binomial. None where either is not finite: a
        quantile next to draws without a value may lie anywhere.

    Examples
    --------
    >>> errors = quantile_errors(np.arange(10_000.0) % 100, [0.5], batches(10_000, 10_000))
    >>> [round(each, 1) for each in errors]
    [0.5]
    """
    n, asked = len(values), np.asarray(levels)
    error = np.sqrt(asked * (1.0 - asked) / n)
    counts = np.bincount(batch, minlength=BATCHES)
    if counts.min() >= LEAST_DRAWS_A_BATCH:
        at = np.quantile(values, asked, method="inverted_cdf")
        below = [np.bincount(batch, values <= each, BATCHES) / counts for each in at]
        error = np.maximum(error, error_of_batches(np.transpose(below)))
    ends = np.clip([asked - error, asked + error], 0.0, 1.0)
    low, high = np.quantile(values, ends, method="inverted_cdf")
    with np.errstate(invalid="ignore"):
        half = (high - low) / 2.0
    return [float(each) if np.isfinite(each) else None for each in half]


def autocovariance(chains: np.ndarray) -> np.ndarray:
    """Mean over chains of the autocovariance about the common mean, by lag.

    Parameters
    ----------
    chains : array (chain, draw)

    Returns
    -------
    array (lag,)
        Lags up to half the chain.
    """
    n = chains.shape[1]
    centred = chains - chains.mean()
    transform = np.fft.rfft(centred, 2 * n, axis=1)
    products = np.fft.irfft(transform * np.conj(transform), 2 * n, axis=1)[:, : max(n // 2, 1)]
    return products.mean(axis=0) / n


def initial_positive_sum(covariance: np.ndarray) -> float:
    """Sum of autocovariances from lag 0 on, while sums of neighbouring pairs stay positive.

    Parameters
    ----------
    covariance : array (lag,)

    Returns
    -------
    float
    """
    pairs = covariance[: len(covariance) // 2 * 2].reshape(-1, 2).sum(axis=1)
    positive = np.cumprod(pairs > 0.0)
    return float((pairs * positive).sum())
