"""Prices by chip have two models each: one for leading chips, one for all others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from forecast.inputs.table import Row
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted, unknown_chip

Rows = Sequence[Mapping[str, Any]]
Model = Callable[[Rows, Draws, Context, np.random.Generator], list[Predicted]]
RATE = "best_16bit_flop_per_s"  # without it no model holds


def predict_by_chip(
    rows: Rows,
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
    models: Mapping[bool, Model],
    is_leading: Callable[[Mapping[str, Any], Row], bool],
) -> list[Outcome]:
    """Each row by the model of its kind of chip.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.
    models : mapping of bool to callable
        The model of leading chips (True) and that of the others; takes what a predictive takes.
    is_leading : callable
        Whether a row and its chip belong to the first.

    Returns
    -------
    list of Predicted or str
        Text where no table holds the chip, or its rate.
    """
    chips = [context.chip(row["accelerator"]) for row in rows]
    found: dict[int, Outcome] = {}
    for kind, model in models.items():
        mine = {
            at: {**rows[at], "accelerator": chip["accelerator"]}
            for at, chip in enumerate(chips)
            if chip and chip[RATE] is not None and is_leading(rows[at], chip) is kind
        }
        if mine:
            found |= dict(zip(mine, model([*mine.values()], draws, context, rng), strict=True))
    return [
        found[at] if at in found else _reason(rows[at], chip, context)
        for at, chip in enumerate(chips)
    ]


def _reason(row: Mapping[str, Any], chip: Row | None, context: Context) -> str:
    if chip is None:
        return unknown_chip(row["accelerator"], context)
    return f"{chip['accelerator']}: the table has no {RATE}"
