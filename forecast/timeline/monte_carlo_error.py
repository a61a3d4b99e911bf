"""Monte Carlo error of a probability: the effective size of the posterior counts, too."""

from __future__ import annotations

import numpy as np

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
