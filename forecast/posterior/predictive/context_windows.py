"""The maximum context of a model released at a date: a size near what its developer wants.

A developer that was not seen gets the spread between developers, and a quarter without rows the
departure of the last one as it fades and is renewed; models of one quarter share it. What a window
is within its size (131,072 tokens or 128,000) is that of a row of the size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.inputs.table import Table, decimal_year
from forecast.posterior.cumulative import QUARTERS_PER_YEAR
from forecast.posterior.fading import Fading, kept_a_step
from forecast.posterior.likelihoods.context_windows import (
    DATASET,
    LOG_SIZES,
    developer,
    log_typical,
    quarter_of,
    select,
    size_chances,
    size_of,
    usual_longest,
)
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted, group_effects

BLOCK = "context"
NEEDED = ("observed_on",)
TARGETS = {"max_context_tokens": "tokens"}
NOISE = ("context_model_scatter", "context_beyond_share", "context_limit_patience")


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Maximum context of a model released at each row's date.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted
    """
    effects = group_effects(
        "context_developer_score",
        draws["context_developer_spread"],
        [developer(dict(row)) for row in rows],
        draws,
        context,
        rng,
    )
    years = [decimal_year(row["observed_on"]) for row in rows]
    fitted = select(context.tables[DATASET], context.tables)
    return [
        Predicted(
            "max_context_tokens",
            TARGETS["max_context_tokens"],
            row.get("max_context_tokens"),
            np.exp(log_window),
        )
        for row, log_window in zip(
            rows, log_windows(years, effects, draws, fitted, rng), strict=True
        )
    ]


def log_windows(
    years: Sequence[float],
    effects: Sequence[np.ndarray],
    draws: Draws,
    fitted: Table,
    rng: np.random.Generator,
) -> list[np.ndarray]:
    """Natural logs of the windows of models, which share the departures of their quarters.

    Parameters
    ----------
    years : list of float, year
        Dates of release, in `FIRST_YEAR` or later.
    effects : list of array (draw,), log
        Of each model's developer.
    draws : mapping of str to array (draw, ...)
        Of the context block.
    fitted : Table
        Rows that were fitted.
    rng : numpy.random.Generator

    Returns
    -------
    list of array (draw,), natural log of tokens
    """
    if not len(years):
        return []
    quarters, usual = np.maximum(quarter_of(years), 0), usual_longest(fitted)
    kept = kept_a_step(draws["context_wave_years"], QUARTERS_PER_YEAR)
    wave = Fading(draws["context_wave"], draws["context_wave_scatter"], kept, rng)
    noise = {name: draws[name][:, None] for name in NOISE}
    found = []
    for year, quarter, effect in zip(years, quarters, effects, strict=True):
        typical = log_typical(draws, year)
        wanted = typical + effect + wave.at(int(quarter))
        chances = size_chances(typical[:, None], wanted[:, None], noise, usual)
        sizes = (rng.random(len(effect))[:, None] > chances.cumsum(axis=1)).sum(axis=1)
        found.append(_within(np.minimum(sizes, len(LOG_SIZES) - 1), fitted, rng))
    return found


def _within(sizes: np.ndarray, fitted: Table, rng: np.random.Generator) -> np.ndarray:
    """Natural log of a window of each size: that of one of its n rows, or with 1 / (n + 1) any."""
    tokens = fitted.column("max_context_tokens").astype(float)
    of_rows = size_of(tokens)
    found = LOG_SIZES[sizes] + np.log(2.0) * rng.uniform(-0.5, 0.5, len(sizes))
    for size in np.unique(sizes[np.isin(sizes, of_rows)]):
        rows, drawn = np.log(tokens[of_rows == size]), np.flatnonzero(sizes == size)
        which = rng.integers(len(rows) + 1, size=len(drawn))
        found[drawn[which < len(rows)]] = rows[which[which < len(rows)]]
    return found
