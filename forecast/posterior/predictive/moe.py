"""Dense model that a mixture of experts equals, from what it uses per token and what it stores.

Every row is a new mixture: the product of both ratios is that of one more trained like for like.
Mixtures held against a dense model of other data (Mixtral) may lie outside, as their card says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.posterior.likelihoods.moe import DATASET, computation_share
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted

__all__ = ["BLOCK", "DATASET", "NEEDED", "TARGETS", "predict"]

BLOCK = "sparsity"
NEEDED = ("n_total_parameters",)
EQUAL = "n_dense_equivalent_parameters"
TARGETS = {EQUAL: "parameters"}


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Size of the dense model of equal quality, of each row.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or str

    Notes
    -----
    The product of active over dense and stored over dense is what the rows tell; so the dense size
    is sqrt(active * stored / product), or share * stored / product where a row states the share of
    the dense model's computation in place of the parameters used.
    """
    del context, rng
    product = draws["active_ratio"] * draws["stored_ratio"]
    return [_outcome(row, product) for row in rows]


def _outcome(row: Mapping[str, Any], product: np.ndarray) -> Outcome:
    active, stored = row.get("n_active_parameters"), row["n_total_parameters"]
    share = computation_share(dict(row))
    if active is None and share is None:
        return "not in the row: n_active_parameters, nor a share of computation in basis"
    size = share * stored / product if active is None else np.sqrt(active * stored / product)
    return Predicted(EQUAL, TARGETS[EQUAL], row.get(EQUAL), size)
