"""Stored parameters of a notable model released at a date, and how many a large mixture uses.

Sizes scatter widely: phones, students and the frontier stand in one table. What a mixture uses is
told given what it stores; a developer that was fitted keeps its layout, any other has the spread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.table import decimal_year
from forecast.posterior.likelihoods.model_sizes import (
    DATASET,
    FIRST_MIXTURE_YEAR,
    LEAST_STORED,
    STUDENT_DEGREES,
    developer,
)
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted, group_effects, student

__all__ = ["BLOCK", "DATASET", "NEEDED", "TARGETS", "predict"]

BLOCK = "sparsity"
NEEDED = ("observed_on",)
STORED, USED = "n_total_parameters", "n_active_parameters"
TARGETS = {STORED: "parameters", USED: "parameters"}


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Stored parameters of a notable model of each row's date; those used, of large mixtures.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or tuple of Predicted
    """
    spread = draws["sparsity_developer_spread"]
    developers = [developer({"organization": None, **row}) for row in rows]
    effects = group_effects("sparsity_developer_score", spread, developers, draws, context, rng)
    found: list[Outcome] = []
    for row, effect in zip(rows, effects, strict=True):
        stored = np.exp(_log_total(draws, decimal_year(row["observed_on"]), rng))
        told = [Predicted(STORED, TARGETS[STORED], row.get(STORED), stored)]
        if is_large_mixture(row):
            used = row[STORED] * np.exp(_log_share(row, effect, draws, rng))
            told.append(Predicted(USED, TARGETS[USED], row.get(USED), used))
        found.append(tuple(told))
    return found


def is_large_mixture(row: Mapping[str, Any]) -> bool:
    """Whether a row is of a kind whose share used was fitted: its experts or both sizes tell."""
    stored, used = row.get(STORED), row.get(USED)
    large = stored is not None and stored >= LEAST_STORED
    mixed = row.get("n_experts") is not None or (large and used is not None and used < stored)
    return bool(large and mixed and row["observed_on"].year >= FIRST_MIXTURE_YEAR)


def _log_total(draws: Draws, year: float, rng: np.random.Generator) -> np.ndarray:
    middle = draws["model_log_total"] + draws["model_log_total_growth"] * (year - START_YEAR)
    scatter = draws["model_log_total_scatter"]
    return middle + student(np.full_like(scatter, STUDENT_DEGREES), scatter, rng)


def _log_share(
    row: Mapping[str, Any], effect: np.ndarray, draws: Draws, rng: np.random.Generator
) -> np.ndarray:
    """The quantities are those of a new mixture of a new developer, whose own part goes out."""
    spread, scatter = draws["sparsity_developer_spread"], draws["sparsity_model_scatter"]
    new = draws["sparsity_new_score"] * np.hypot(spread, scatter)
    since = decimal_year(row["observed_on"]) - START_YEAR
    typical = np.log(draws["active_ratio"] / draws["stored_ratio"]) - new
    trend = draws["sparsity_log_change_per_year"] * since
    return typical + trend + effect + scatter * rng.standard_normal(len(scatter))
