"""Yearly factor by which compute or parameters for a capability fall, as one more study has it.

A group of studies that was fitted has its effect, any other the spread between groups; the method
of a row is always new. An interval that the row quotes is taken at its word, else the error is that
of studies without one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from forecast.posterior.likelihoods.algorithmic_efficiency import (
    DATASET,
    OF_PARAMETERS,
    log_gain,
    period,
    quoted_error,
    select,
)
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted, group_effects

__all__ = ["BLOCK", "DATASET", "NEEDED", "POSITIVE", "TARGETS", "predict"]

BLOCK = "algorithmic"
NEEDED = ("study_group", "period", "measured_quantity")
FACTOR = "factor_per_year"
TARGETS = {FACTOR: "factor per year"}
POSITIVE = (FACTOR, "factor_per_year_low", "factor_per_year_high")
GROUPS = "algorithmic_efficiency_group_score"


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Factor a year of each row's period.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or str
    """
    asked = [row["study_group"] for row in rows]
    scatter = draws["algorithmic_group_spread"]
    effects = group_effects(GROUPS, scatter, asked, draws, labelled(context), rng)
    return [_outcome(row, effect, draws, rng) for row, effect in zip(rows, effects, strict=True)]


def labelled(context: Context) -> Context:
    """The same with the names of the groups that were fitted, in the order of the fit."""
    fitted = select(context.tables[DATASET], context.tables)
    groups = tuple(sorted({row["study_group"] for row in fitted.rows}))
    return replace(context, labels={**context.labels, GROUPS: groups})


def _outcome(
    row: Mapping[str, Any], effect: np.ndarray, draws: Draws, rng: np.random.Generator
) -> Outcome:
    try:
        start, end = period(row["period"])
    except ValueError:
        return f"period {row['period']!r}: accepted are two years, or two months, as 2023-02"
    if not start < end:
        return f"period {row['period']!r} ends before it begins"
    gain = (log_gain(draws, end) - log_gain(draws, start)) / (end - start) + effect
    noise = _scatter(row, draws) * rng.standard_normal(len(gain))
    value = np.exp(_as_measured(row, gain, draws) + noise)
    return Predicted(FACTOR, TARGETS[FACTOR], row[FACTOR], value)


def _as_measured(row: Mapping[str, Any], gain: np.ndarray, draws: Draws) -> np.ndarray:
    """Log factor of what the row counts: parameters, or training compute."""
    if row["measured_quantity"].startswith(OF_PARAMETERS):
        return gain + draws["algorithmic_densing_inflation"]
    return gain / draws["training_to_inference_exponent"]


def _scatter(row: Mapping[str, Any], draws: Draws) -> np.ndarray:
    """Between methods on one data set, with the error of the estimate itself."""
    ends = (row["factor_per_year_low"], row["factor_per_year_high"])
    quoted = np.nan if None in ends else quoted_error(row)
    error = draws["algorithmic_unquoted_error"] if np.isnan(quoted) else quoted
    return np.hypot(error, draws["algorithmic_method_spread"])
