"""Joint draws of every quantity, in fixed blocks: posterior rows joined to fresh draws of the rest.

A block holds one draw of each posterior row, in order. A quantity that no data inform is drawn from
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


def draw_block(
    block: int,
    n_rows: int,
    *,
    seed: int,
    names: tuple[str, ...],
    fitted: Mapping[str, np.ndarray],
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
    beliefs : Beliefs
        Beliefs of the rest, and what they correlate with.
    date_draws : callable
        Takes the block and returns human-level dates and their normal scores. The scores are those
        of the pool also where the date was replaced: what correlates with it stays as drawn.

    Returns
    -------
    dict of array (row,)
    """
    dates, date_scores = date_draws(block)
    drawn = {DATE: date_scores}

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
