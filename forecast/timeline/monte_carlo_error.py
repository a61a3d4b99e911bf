"""Monte Carlo error of a probability: the effective size of the posterior counts, too."""

from __future__ import annotations

import numpy as np


def mcse_of_probability(row_hits: np.ndarray, draws_per_row: np.ndarray, n_chains: int) -> float:
    """Standard error of a probability estimated by forward draws over posterior rows, 1.

    Parameters
    ----------
    row_hits : array (row,)
        Forward draws of each posterior row in which the event happened; rows chain by chain.
    draws_per_row : array (row,)
        Forward draws of each row.
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
    used = draws_per_row > 0
    n_draws = int(draws_per_row.sum())
    share = (row_hits.sum() + 0.5) / (n_draws + 1.0)
    least = share * (1.0 - share) / n_draws
    if not used.all():
        return float(np.sqrt(least))
    means = row_hits / draws_per_row
    per_row = np.maximum(draws_per_row - 1, 1)
    within = float(np.mean(means * (1.0 - means) * draws_per_row / per_row))
    if draws_per_row.min() == 1:
        within = 0.0
    covariance = autocovariance(means.reshape(n_chains, -1))
    between = max(covariance[0] - within / float(draws_per_row.mean()), 0.0)
    long_run = between + 2.0 * initial_positive_sum(covariance[1:])
    return float(np.sqrt(max(long_run / len(means) + within / n_draws, least)))


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
    """Sum of autocovariances from lag 1 while sums of neighbouring pairs stay positive.

    Parameters
    ----------
    covariance : array (lag,)
        From lag 1 on.

    Returns
    -------
    float
    """
    pairs = covariance[: len(covariance) // 2 * 2].reshape(-1, 2).sum(axis=1)
    positive = np.cumprod(pairs > 0.0)
    return float((pairs * positive).sum())
