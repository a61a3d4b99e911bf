"""What is particular to a chip and seen by several likelihoods: its design and its price are one.

A chip with much FLOP for its memory may cost less per FLOP, and a chip that is dear to buy is dear
to rent. So the score of a silicon's purchase price goes with the score of its FLOP excess, and a
rental price starts from what the chip costs, not from what chips of its year cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from forecast.posterior.chips import silicon
from forecast.posterior.effects import standard_scores

EXCESS = "accelerators_excess_score"  # of each chip: FLOP beyond its memory, bandwidth and power
PRICE = "accelerator_prices_silicon_score"  # of each silicon that is sold
PRICE_SCATTER = "price_silicon_scatter"


def price_scores(correlation: Any, names: tuple[str, ...]) -> Any:
    """Standard scores of silicons' prices, correlated with the FLOP excess of their chips.

    Parameters
    ----------
    correlation : tensor scalar, 1
        Between both scores, where the design of the silicon is observed too.
    names : tuple of str
        Silicons that are sold.

    Returns
    -------
    tensor (silicon,), 1
        Standard normal before any data; named `PRICE`.
    """
    import pymc as pm
    import pytensor.tensor as pt

    own = standard_scores(f"{PRICE}_own", names)
    excess = _labelled(EXCESS)
    if excess is None:
        shared: Any = np.zeros(len(names))
        slope: Any = shared
    else:
        scores, chips = excess
        first = {silicon(chip): at for at, chip in reversed([*enumerate(chips)])}
        place = np.array([first.get(name, -1) for name in names])
        shared, slope = scores[np.maximum(place, 0)], correlation * (place >= 0)
    return pm.Deterministic(
        PRICE, slope * shared + pt.sqrt(1.0 - slope**2) * own, dims=f"{PRICE}_own_axis0"
    )


def price_effects(names: Sequence[str]) -> Any:
    """Departure of each silicon's purchase price from the trend, where the model has prices.

    Parameters
    ----------
    names : list of str
        Silicons; those that are not sold (a TPU) have none.

    Returns
    -------
    tensor (silicon,), log
    """
    priced = _labelled(PRICE)
    if priced is None:
        return np.zeros(len(names))
    scores, sold = priced
    place = np.array([sold.index(name) if name in sold else -1 for name in names])
    return _model()[PRICE_SCATTER] * scores[np.maximum(place, 0)] * (place >= 0)


def _labelled(name: str) -> tuple[Any, list[str]] | None:
    """A vector of the model and what it counts; None where the model has no such vector."""
    pm_model = _model()
    if name not in pm_model.named_vars:
        return None
    last_dim = pm_model.named_vars_to_dims[name][-1]
    return pm_model[name], [str(each) for each in pm_model.coords[last_dim]]


def _model() -> Any:
    import pymc as pm

    return pm.modelcontext(None)
