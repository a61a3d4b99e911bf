"""Two scores along and across the ridge that data make of them: the same prior, better axes.

Rows of many years before the start tie a level there to its growth. The sampler has one step size
an axis, and a ridge between two axes costs it small steps on both. Scores are independent standard
normals; turned by an eighth of a circle, they still are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.posterior.blocks import Block


def sampled_model(block: Block, beliefs: Mapping[str, Any], tables: Mapping[str, Any]) -> Any:
    """Joint density of a block, as `build.build_block`, with the axes that the sampler walks along.

    Parameters
    ----------
    block, beliefs, tables
        As for `build_block`.

    Returns
    -------
    pm.Model
    """
    from forecast.posterior.build import build_block

    return turned(build_block(block, beliefs, tables), block.ridges)


def turned(pm_model: Any, ridges: Sequence[tuple[str, str]]) -> Any:
    """The same density with other axes for pairs of quantities whose scores go together.

    Parameters
    ----------
    pm_model : pm.Model
        Whose quantities are functions of scores, as `build.prior_variable` makes them. It must not
        be used afterwards.
    ridges : sequence of (str, str)
        Pairs of quantities; their scores rise and fall together.

    Returns
    -------
    pm.Model
        With `<first>_along` and `<first>_across` as free variables in the place of each pair's
        scores; the pair itself keeps its names.
    """
    import pymc as pm

    scores = {}
    with pm_model:
        for first, second in ridges:
            along, across = pm.Normal(f"{first}_along"), pm.Normal(f"{first}_across")
            scores[f"{first}_score"] = (along + across) / np.sqrt(2.0)
            scores[f"{second}_score"] = (along - across) / np.sqrt(2.0)
    return pm.do(pm_model, scores) if scores else pm_model
