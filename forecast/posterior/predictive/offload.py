"""Tokens a second of one accelerator that streams its weights from host memory or disks.

A system that was fitted has its effect, any other the spread between systems.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.constants import BITS_PER_BYTE
from forecast.posterior.likelihoods.offload import (
    SPEED,
    STUDENT_DEGREES,
    TERMS,
    TIERS,
    system_of,
)
from forecast.posterior.predicting import (
    Context,
    Draws,
    Outcome,
    Predicted,
    group_effects,
    student,
)

DATASET = "offload"
BLOCK = "offload"
NEEDED = ("quantity", "offload_tier")
TARGETS = {"value": ""}
ASKED = ("n_total_parameters", "weight_bits", "batch")
UNIT = "tokens/s, all sequences"


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Speed of each row's system, all sequences of its batch together.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or str
    """
    effects = group_effects(
        "offload_system_score",
        draws["offload_system_scatter"],
        [system_of(row) for row in rows],
        draws,
        context,
        rng,
    )
    return [
        reason_against(row) or _predicted(row, effect, draws, rng)
        for row, effect in zip(rows, effects, strict=True)
    ]


def reason_against(row: Mapping[str, Any]) -> str:
    """Why a row has no prediction; empty where it has one."""
    if row["quantity"] != SPEED:
        return f"no model of {row['quantity']!r}; predicted is {SPEED}"
    if row["offload_tier"] not in TIERS:
        return f"weights in {row['offload_tier']!r} are not streamed; tiers: {', '.join(TIERS)}"
    missing = [name for name in ASKED if row[name] is None]
    return f"not in the row: {', '.join(missing)}" if missing else ""


def _predicted(
    row: Mapping[str, Any], effect: np.ndarray, draws: Draws, rng: np.random.Generator
) -> Predicted:
    """Weights stream once a step for the whole batch."""
    tier = TIERS.index(row["offload_tier"])
    new_system = draws["offload_system_scatter"] * draws["offload_new_system_score"][:, tier]
    scatter = draws["offload_row_scatter"]
    noise = student(np.full_like(scatter, STUDENT_DEGREES), scatter, rng)
    log_rate = np.log(draws[TERMS[tier]]) - new_system + effect + noise
    weights = row["n_total_parameters"] * row["weight_bits"] / BITS_PER_BYTE
    speed = np.exp(log_rate) / weights * row["batch"]
    return Predicted(SPEED, row["unit"] or UNIT, row["value"], speed)
