"""MMLU score of a dense open model by its size and date, five-shot, in one more report.

A model of a release that was fitted (a family on one date) has the effect of its release, any other
the spread between releases, whose tails are heavy. Models of one release differ little: the effect
of a model is drawn anew, whether or not it was fitted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.special import expit

from forecast.inputs.table import decimal_year
from forecast.posterior.likelihoods.algorithmic_efficiency import log_gain
from forecast.posterior.likelihoods.mmlu_params import (
    CENTRE_LOG10_PARAMETERS,
    CENTRE_YEAR,
    CHANCE_FRACTION,
    DATASET,
    family,
    scores,
    select,
)
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted, student

__all__ = ["BLOCK", "DATASET", "NEEDED", "TARGETS", "predict"]

BLOCK = "algorithmic"
FRACTION = "mmlu_fraction"
NEEDED = ("model", "observed_on", "n_parameters")
TARGETS = {FRACTION: "fraction"}

Effects = dict[Any, np.ndarray]  # (draw,) each, by release or by model


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Score of each row's model.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted
    """
    releases = fitted_releases(draws, context)
    models: Effects = {}
    for row in rows:
        if release_of(row) not in releases:
            releases[release_of(row)] = _new_release(row, draws, rng)
        if row["model"] not in models:
            models[row["model"]] = _new_model(draws, rng)
    return [_predicted(row, releases, models, draws, rng) for row in rows]


def release_of(row: Mapping[str, Any]) -> tuple[str, Any]:
    """Family and date of a row's model."""
    return family(row["model"]), row["observed_on"]


def fitted_releases(draws: Draws, context: Context) -> Effects:
    """Logits at the reference size of the releases that were fitted.

    Parameters
    ----------
    draws, context
        As given to `predict`.

    Returns
    -------
    dict of tuple to array (draw,)
        By family and date.
    """
    table = select(context.tables[DATASET], context.tables)
    rows = sorted(table.rows, key=lambda row: (row["model"], row["reported_in"]))
    logits, position = draws["mmlu_params_release"], scores(table).release
    return {release_of(row): logits[:, at] for row, at in zip(rows, position, strict=True)}


def _new_release(row: Mapping[str, Any], draws: Draws, rng: np.random.Generator) -> np.ndarray:
    """Logit of a release at the reference size: the trend, and how far releases lie off it."""
    since = decimal_year(row["observed_on"]) - CENTRE_YEAR
    gain = log_gain(draws, CENTRE_YEAR + since) - log_gain(draws, CENTRE_YEAR)
    log10_fall = (gain + draws["mmlu_inflation"] * since) / np.log(10)
    trend = draws["mmlu_level_2024"] + draws["mmlu_slope_per_decade"] * log10_fall
    return trend + student(draws["mmlu_release_tail_degrees"], draws["mmlu_release_spread"], rng)


def _new_model(draws: Draws, rng: np.random.Generator) -> np.ndarray:
    spread = draws["mmlu_model_spread"]
    return spread * rng.standard_normal(len(spread))


def _predicted(
    row: Mapping[str, Any],
    releases: Effects,
    models: Effects,
    draws: Draws,
    rng: np.random.Generator,
) -> Predicted:
    larger = np.log10(row["n_parameters"]) - CENTRE_LOG10_PARAMETERS
    logit = releases[release_of(row)] + models[row["model"]]
    noise = student(draws["mmlu_tail_degrees"], draws["mmlu_score_scatter"], rng)
    right = expit(logit + draws["mmlu_slope_per_decade"] * larger)
    value = CHANCE_FRACTION + (1.0 - CHANCE_FRACTION) * right + noise
    return Predicted(FRACTION, TARGETS[FRACTION], row[FRACTION], value)
