"""Rows of the posterior when somebody says which shape a trend has."""

from __future__ import annotations

from typing import Any

import numpy as np

from forecast.errors import InputError
from forecast.kernel.inputs import INPUT_NAMES
from forecast.posterior.blocks import BLOCKS, Block
from forecast.posterior.density import published_of
from forecast.posterior.draws import scores
from forecast.posterior.shapes import SHAPES

TREND_NAMES = tuple(block.trend.name for block in BLOCKS if block.trend)
# Those on which the headline hangs.
KERNEL_TREND_NAMES = tuple(
    block.trend.name for block in BLOCKS if block.trend and block.trend.slowing_years in INPUT_NAMES
)


def rows_by_name(posterior: Any, beliefs: Any, seed: int) -> dict[str, np.ndarray]:
    """Which posterior row stands in each row, for quantities of a trend whose shape was set.

    A shape is not a number that the kernel reads: setting it means to take the draws that were
    fitted under it, for all quantities of the block together.

    Parameters
    ----------
    posterior : Posterior
    beliefs : Beliefs
        With the scenario and `--set` applied.
    seed : int
        Decides which rows get which shape, where several were allowed.

    Returns
    -------
    dict of str to array (row,) of int
        Empty where no shape was replaced.
    """
    found: dict[str, np.ndarray] = {}
    for block in BLOCKS:
        if block.trend and block.trend.name in beliefs.replaced_names & set(posterior.scalars):
            name = block.trend.name
            wanted = beliefs[name].quantile_of_score(scores(seed, name, 0, posterior.n_rows))
            rows = rows_of_shapes(posterior.scalars[name], wanted, posterior.n_chains, name)
            found |= dict.fromkeys(_names(block), rows)
    return found


def rows_of_shapes(shapes: np.ndarray, wanted: np.ndarray, n_chains: int, name: str) -> np.ndarray:
    """For every row, a row of the same chain that has the wanted shape, spread evenly.

    Parameters
    ----------
    shapes, wanted : array (row,)
        The shape that each row has, and the one it should have; rows chain by chain.
    n_chains : int
    name : str
        The trend, for a message.

    Returns
    -------
    array (row,) of int

    Raises
    ------
    InputError
        When no draw of a chain has a shape that is wanted.

    Examples
    --------
    >>> rows_of_shapes(np.array([0, 1, 1, 1]), np.ones(4), 2, "shape").tolist()
    [1, 1, 2, 3]
    """
    found = np.empty(len(shapes), dtype=int)
    for chain in np.split(np.arange(len(shapes)), n_chains):
        for shape in np.unique(wanted[chain]):
            have, need = chain[shapes[chain] == shape], chain[wanted[chain] == shape]
            if not len(have):
                raise InputError(
                    "no draw of the posterior has this shape",
                    field=name,
                    found=str(shape),
                    accepted=", ".join(f"{k} ({each})" for k, each in enumerate(SHAPES)),
                    fix="give it a weight on its card and run: forecast fit",
                )
            found[need] = have[np.arange(len(need)) * len(have) // len(need)]
    return found


def _names(block: Block) -> tuple[str, ...]:
    assert block.trend is not None
    return (*published_of(block), block.trend.name)
