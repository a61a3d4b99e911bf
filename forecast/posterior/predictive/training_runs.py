"""Rate an accelerator reached in a large training run, or the hours the run took.

Every row is a new run: what a run had in common was integrated out of the fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.constants import SECONDS_PER_HOUR
from forecast.posterior.likelihoods.training_runs import (
    FLOP_PER_PARAMETER_AND_TOKEN,
    HOURS,
    RATE,
)
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted, unknown_chip

DATASET = "training_runs"
BLOCK = "training"
NEEDED = ("quantity", "accelerator")
TARGETS = {"value": ""}
UNITS = {RATE: "FLOP/s", HOURS: "accelerator-hours"}
ASKED = {RATE: (), HOURS: ("n_parameters", "training_tokens")}


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Rate or hours of each row.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or str
    """
    return [_outcome(row, draws, context, rng) for row in rows]


def _outcome(
    row: Mapping[str, Any], draws: Draws, context: Context, rng: np.random.Generator
) -> Outcome:
    quantity, chip = row["quantity"], context.chip(row["accelerator"])
    if quantity not in UNITS:
        return f"no model of {quantity!r}; predicted are {', '.join(UNITS)}"
    missing = [name for name in ASKED[quantity] if row[name] is None]
    if missing:
        return f"not in the row: {', '.join(missing)}"
    if chip is None:
        return unknown_chip(row["accelerator"], context)
    if chip["best_16bit_flop_per_s"] is None:
        return f"{chip['accelerator']}: the table has no best_16bit_flop_per_s"
    rate = _share(draws, rng) * chip["best_16bit_flop_per_s"]
    value = rate if quantity == RATE else _hours(row, rate)
    return Predicted(quantity, UNITS[quantity], row["value"], value)


def _share(draws: Draws, rng: np.random.Generator) -> np.ndarray:
    """Share of its peak that a row of a new run amounts to: the quantity is that of a new run."""
    noise = draws["training_row_scatter"] * rng.standard_normal(len(draws["training_row_scatter"]))
    return draws["training_flop_share"] * np.exp(noise)


def _hours(row: Mapping[str, Any], rate: np.ndarray) -> np.ndarray:
    flop = FLOP_PER_PARAMETER_AND_TOKEN * row["n_parameters"] * row["training_tokens"]
    return flop / (rate * SECONDS_PER_HOUR)
