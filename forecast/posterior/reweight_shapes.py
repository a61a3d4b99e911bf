"""Draws of a mixture of shapes under other weights: the same draws, in other proportions."""

from __future__ import annotations

import numpy as np

from forecast.posterior.blocks import Block
from forecast.posterior.encoding import StoredBlock
from forecast.posterior.shapes_fit import draws_of, turns


def remixed(block: Block, stored: StoredBlock, weights: tuple[float, ...]) -> StoredBlock | None:
    """Stored draws of a block with a trend, its shapes in other proportions.

    Parameters
    ----------
    block : Block
        With a trend.
    stored : StoredBlock
        Draws that carry their shape.
    weights : tuple of float
        Wanted, by shape.

    Returns
    -------
    StoredBlock or None
        Without what only predictions of rows need; None where a shape has no draws.

    Notes
    -----
    The draws of one shape do not depend on what the shapes weigh. A shape that shall weigh more
    gives some of its draws twice.
    """
    assert block.trend is not None
    shapes = stored.values[block.trend.name].round().astype(int)
    wanted = draws_of(weights, shapes.shape[1])
    order = turns(wanted)
    place = np.empty(shapes.shape, dtype=int)
    for shape, n_draws in enumerate(wanted):
        for chain, own in enumerate(shapes):
            have = np.flatnonzero(own == shape)
            if n_draws and not len(have):
                return None
            spread = (np.arange(n_draws) + 0.5) * len(have) / max(n_draws, 1)
            place[chain, order == shape] = have[spread.astype(int)]
    chains = np.arange(len(shapes))[:, None]
    values = {name: each[chains, place] for name, each in stored.values.items()}
    return StoredBlock(values, stored.labels, stored.about)
