"""Share of the teacher's advantage that a student keeps, by how much smaller it is.

A study that was fitted has its effect, any other dense teacher the spread between studies. A
student that uses as much per token as its teacher, and only stores less, follows the line of
Switch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.special import expit, logit

from forecast.posterior.likelihoods.distillation import (
    DATASET,
    KEPT,
    REFERENCE,
    STORED,
    STUDENT_DEGREES,
)
from forecast.posterior.predicting import (
    Context,
    Draws,
    Outcome,
    Predicted,
    group_effects,
    student,
)

__all__ = ["BLOCK", "DATASET", "NEEDED", "POSITIVE", "TARGETS", "predict"]

BLOCK = "distillation"
NEEDED = ("study",)
TARGETS = {KEPT: "fraction"}
POSITIVE = ("compression_total", "compression_active")  # a share kept may be negative


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Share kept, of each row.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or str
    """
    studies = group_effects(
        "distillation_study_score",
        draws["distillation_study_spread"],
        [row["study"] for row in rows],
        draws,
        context,
        rng,
    )
    return [_outcome(row, effect, draws, rng) for row, effect in zip(rows, studies, strict=True)]


def is_stored(row: Mapping[str, Any]) -> bool:
    """Whether a student stores less than its teacher and uses as much per token."""
    as_much = row["compression_active"] == 1.0 and (row["compression_total"] or 0.0) > 1.0
    return bool(row["study"] == STORED or as_much)


def _outcome(
    row: Mapping[str, Any], effect: np.ndarray, draws: Draws, rng: np.random.Generator
) -> Outcome:
    basis = "compression_total" if is_stored(row) else "compression_active"
    if row[basis] is None:
        return f"not in the row: {basis}"
    if row[basis] < 1.0:
        return f"{basis} is {row[basis]:g}: the student is larger than its teacher"
    score, scatter = _stored(row, draws) if is_stored(row) else _dense(row, effect, draws)
    noise = student(np.full_like(scatter, STUDENT_DEGREES), scatter, rng)
    return Predicted(KEPT, TARGETS[KEPT], row[KEPT], expit(score) + noise)


def _stored(row: Mapping[str, Any], draws: Draws) -> tuple[np.ndarray, np.ndarray]:
    """Log odds of the share kept and its scatter, along the line of Switch."""
    smaller = np.log(row["compression_total"] / REFERENCE)
    score = draws["distilled_stored_logit"] + draws["distillation_slope"] * smaller
    return score, draws["distillation_run_scatter"]


def _dense(
    row: Mapping[str, Any], effect: np.ndarray, draws: Draws
) -> tuple[np.ndarray, np.ndarray]:
    """The same with a dense teacher; the quantity is that of a new study, whose effect goes out."""
    new_study = draws["distillation_study_spread"] * draws["distillation_new_study_score"]
    smaller = np.log(row["compression_active"] / draws["distillation_compression"])
    typical = logit(draws["distillation_retained_share"]) - new_study
    return typical + effect + draws["distillation_slope"] * smaller, draws[
        "distillation_metric_scatter"
    ]
