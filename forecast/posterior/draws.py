"""Joint draws of every quantity, in fixed blocks: posterior rows joined to fresh draws of the rest.

A block holds one draw of each posterior row: the first draw of every chain, then the second, and so
on, so that a few draws see all chains. A quantity that no data inform is drawn from
its card with a stream of its own, named after it and the block; so a new card, a scenario or
another number of workers moves no other draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from forecast.seeds import stream

STAGE = "draws"
DATE = "human_level_date"


def scores(seed: int, name: str, block: int, n: int) -> np.ndarray:
    """Standard normal scores of one quantity in one block, 1.

    Parameters
    ----------
    seed : int
    name : str
        The quantity.
    block : int
    n : int

    Returns
    -------
    array (draw,)
    """
    return stream(seed, STAGE, name, block).standard_normal(n)


def uniforms(seed: int, name: str, block: int, n: int) -> np.ndarray:
    """Uniform numbers of one quantity in one block, 1.

    Parameters
    ----------
    seed, name, block, n
        As in `scores`.

    Returns
    -------
    array (draw,)
    """
    return stream(seed, STAGE, name, block).random(n)


def correlated(own: np.ndarray, other: np.ndarray, correlation: float) -> np.ndarray:
    """Scores with a given correlation to other scores, 1.

    Parameters
    ----------
    own, other : array (draw,)
        Independent standard normal scores.
    correlation : float
        Wanted between the scores, -1 to 1.

    Returns
    -------
    array (draw,)
        Standard normal again (a Gaussian copula).
    """
    return correlation * other + np.sqrt(1.0 - correlation**2) * own


def interleaved(n_rows: int, n_chains: int) -> np.ndarray:
    """Order of posterior rows in a block: chains take turns.

    Parameters
    ----------
    n_rows, n_chains : int
        Rows, stored chain by chain, and chains.

    Returns
    -------
    array (row,) of int

    Examples
    --------
    >>> interleaved(6, 2).tolist()
    [0, 3, 1, 4, 2, 5]
    """
    return np.arange(n_rows).reshape(n_chains, -1).T.ravel()


def rank_scores(values: np.ndarray) -> np.ndarray:
    """Standard normal scores of values by their rank, 1.

    Parameters
    ----------
    values : array (row,)

    Returns
    -------
    array (row,)
        What a quantity drawn afresh is correlated with, where its partner is fitted.
    """
    from scipy.special import ndtri

    ranks = np.empty(len(values))
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return ndtri((ranks + 0.5) / len(values))


def draw_block(
    block: int,
    n_rows: int,
    *,
    seed: int,
    names: tuple[str, ...],
    fitted: Mapping[str, np.ndarray],
    fitted_scores: Mapping[str, np.ndarray],
    beliefs: Any,
    date_draws: Callable[[int], tuple[np.ndarray, np.ndarray]],
) -> dict[str, np.ndarray]:
    """One block of joint draws.

    Parameters
    ----------
    block : int
        Number of the block.
    n_rows : int
        Draws in a block: the rows of the posterior.
    seed : int
    names : tuple of str
        Quantities wanted.
    fitted : mapping of array (row,)
        Posterior rows of what the data inform and nobody replaced.
    fitted_scores : mapping of array (row,)
        Rank scores of fitted quantities that others correlate with, also where somebody replaced
        them: what correlates with a replaced quantity stays as drawn.
    beliefs : Beliefs
        Beliefs of the rest, and what they correlate with.
    date_draws : callable
        Takes the block and returns human-level dates and their normal scores within the pool.

    Returns
    -------
    dict of array (row,)
    """
    dates, date_scores = date_draws(block)
    drawn = {**fitted_scores, DATE: date_scores}

    def score_of(name: str) -> np.ndarray:
        if name not in drawn:
            own, partner = scores(seed, name, block, n_rows), beliefs.correlation(name)
            drawn[name] = (
                correlated(own, score_of(partner.name), partner.score_correlation)
                if partner
                else own
            )
        return drawn[name]

    return {DATE: dates} | {
        name: fitted[name] if name in fitted else beliefs[name].quantile_of_score(score_of(name))
        for name in names
        if name != DATE
    }
