"""Share of compute, energy or money that serves, as another source would state it today.

The centre does not move with the date: shares since 2023 show no trend that six definitions allow
to be seen. Projections are told like the rest; exchange rates of the two are declined.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.posterior.likelihoods.inference_vs_training import DATASET, RATIO, SHARES
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted

__all__ = ["BLOCK", "DATASET", "NEEDED", "TARGETS", "predict"]

BLOCK = "inference_share"
NEEDED = ("quantity",)
TARGETS = {"value": ""}


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Share or ratio of each row, as one more source would state it.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or str
    """
    del context
    return [_outcome(row, draws, rng) for row in rows]


def _outcome(row: Mapping[str, Any], draws: Draws, rng: np.random.Generator) -> Outcome:
    quantity, serves = row["quantity"], draws["inference_share_today"]
    if quantity != RATIO and not quantity.startswith(SHARES):
        return f"{quantity} is not fitted; fitted: {SHARES}_..., {RATIO}"
    spread = draws["inference_definition_spread"] * rng.standard_normal(len(serves))
    ratio = serves / (1.0 - serves) * np.exp(spread)
    value = ratio if quantity == RATIO else ratio / (1.0 + ratio)
    unit = "ratio" if quantity == RATIO else "fraction"
    return Predicted(quantity, unit, row.get("value"), value)
