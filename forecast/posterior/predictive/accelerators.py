"""A chip by date, class and maker: its 16-bit rate, memory, bandwidth and power.

Nothing else of a row is looked at, so a chip that is only announced can be asked about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.inputs.table import decimal_year
from forecast.posterior.likelihoods.chip_specs import MIDDLE_YEAR, SPECS, by_spec
from forecast.posterior.predicting import (
    Context,
    Draws,
    Outcome,
    Predicted,
    group_effects,
    student,
)

DATASET = "accelerators"
BLOCK = "chips"
NEEDED = ("observed_on", "vendor", "accelerator_class")
TARGETS = {
    "best_16bit_flop_per_s": "FLOP/s",
    "memory_bytes": "byte",
    "memory_bandwidth_bytes_per_s": "byte/s",
    "tdp_w": "W",
}


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """What a new chip of each row's date, class and maker may be.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of tuple of Predicted
        One each of `TARGETS`.
    """
    level, growth, class_scatter, maker_scatter, scatter = (
        np.stack(by_spec(draws, what), axis=1)
        for what in ("level", "growth", "class_scatter", "maker_scatter", "scatter")
    )
    growth_scatter, spread = (
        np.broadcast_to(draws[name][:, None], level.shape)
        for name in ("spec_growth_class_scatter", "spec_scatter_class_spread")
    )
    kinds, makers = ([row[name] for row in rows] for name in ("accelerator_class", "vendor"))
    effects = zip(
        group_effects("spec_class_score", class_scatter, kinds, draws, context, rng),
        group_effects("spec_maker_score", maker_scatter, makers, draws, context, rng),
        group_effects("spec_class_growth_score", growth_scatter, kinds, draws, context, rng),
        group_effects("spec_class_scatter_score", spread, kinds, draws, context, rng),
        strict=True,
    )
    degrees = np.broadcast_to(draws["spec_student_degrees"][:, None], level.shape)
    found: list[Outcome] = []
    for row, (of_class, of_maker, grown, wider) in zip(rows, effects, strict=True):
        since = decimal_year(row["observed_on"]) - MIDDLE_YEAR
        log_value = level + of_class + of_maker + (growth + grown) * since
        found.append(_told(row, log_value + student(degrees, scatter * np.exp(wider), rng)))
    return found


def _told(row: Mapping[str, Any], log_value: np.ndarray) -> tuple[Predicted, ...]:
    return tuple(
        Predicted(column, TARGETS[column], row[column], np.exp(log_value[:, spec]))
        for spec, column in enumerate(SPECS.values())
    )
