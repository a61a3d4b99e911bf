"""Ranks of truths among draws, and whether they are as uniform as chance leaves them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

CONFIDENCE = 0.95  # 1; of the band that all points of an ECDF stay in together
N_SIMULATED = 4000  # uniform samples of ranks behind the band
N_POINTS = 40  # of an ECDF at most
SEED = 20261124  # of the simulated band: the same for everybody


@dataclass(frozen=True)
class Uniformity:
    """How uniform the ranks of one test quantity are.

    Parameters
    ----------
    p_value : float, 1
        Chance that uniform ranks have an ECDF at least as far from the diagonal.
    inside : bool
        Whether the ECDF stays in the simultaneous band.
    """

    p_value: float
    inside: bool


def rank_of(truth: float, draws: np.ndarray) -> int:
    """How many draws lie below the truth, count.

    Parameters
    ----------
    truth : float
    draws : array (draw,)
        Thinned until nearly independent.

    Returns
    -------
    int
        0 to the number of draws.

    Examples
    --------
    >>> rank_of(2.5, np.array([1.0, 2.0, 3.0]))
    2
    """
    return int(np.sum(draws < truth))


def uniformity(ranks: np.ndarray, n_draws: int, n_tests: int = 1) -> Uniformity:
    """Hold ranks against the uniform distribution on 0 to `n_draws`.

    Parameters
    ----------
    ranks : array (replicate,) of int
    n_draws : int
        Draws that each truth was ranked among.
    n_tests : int
        Test quantities looked at together: the band widens so that all of them stay inside with
        `CONFIDENCE`.

    Returns
    -------
    Uniformity

    Notes
    -----
    The distance is the smallest two-sided binomial probability of the ECDF over its points, as in
    Sailynoja et al. 2022; its distribution comes from simulated uniform ranks.
    """
    found = distance(np.asarray(ranks)[None, :], n_draws)[0]
    simulated = _simulated(len(ranks), n_draws)
    p_value = float((1 + np.sum(simulated <= found)) / (1 + len(simulated)))
    return Uniformity(p_value, p_value > (1.0 - CONFIDENCE) / n_tests)


def distance(ranks: np.ndarray, n_draws: int) -> np.ndarray:
    """Smallest two-sided probability of the ECDF of each row of ranks, 1.

    Parameters
    ----------
    ranks : array (sample, replicate) of int
    n_draws : int

    Returns
    -------
    array (sample,)
    """
    from scipy.stats import binom

    n = ranks.shape[1]
    points = np.unique(np.linspace(0, n_draws - 1, min(N_POINTS, n_draws)).astype(int))
    expected = (points + 1) / (n_draws + 1)
    counts = np.stack([(ranks <= point).sum(axis=1) for point in points], axis=1)
    low, high = binom.cdf(counts, n, expected), binom.sf(counts - 1, n, expected)
    return np.minimum(2.0 * np.minimum(low, high), 1.0).min(axis=1)


@cache
def _simulated(n_replicates: int, n_draws: int) -> np.ndarray:
    rng = np.random.default_rng([SEED, n_replicates, n_draws])
    return distance(rng.integers(0, n_draws + 1, (N_SIMULATED, n_replicates)), n_draws)
