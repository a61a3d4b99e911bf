"""The maximum context of a model released at a date: what its developer wants, or the plateau.

A developer that was not seen gets the spread between developers. After the last rows wishes grow no
further, since the trend is of the past, and the plateau moves towards the ceiling of the typical
window, at the pace at which that slows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.inputs.table import decimal_year
from forecast.posterior.likelihoods.context_windows import (
    DATASET,
    PLATEAU_DEGREES,
    STUDENT_DEGREES,
    developer,
    log_ceiling,
    log_wanted,
    plateau_share,
)
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted, group_effects

BLOCK = "context"
NEEDED = ("observed_on",)
TARGETS = {"max_context_tokens": "tokens"}


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
    last = float(context.tables[DATASET].years().max())
    effects = group_effects(
        "context_developer_score",
        draws["context_developer_spread"],
        [developer(dict(row)) for row in rows],
        draws,
        context,
        rng,
    )
    return [
        Predicted(
            "max_context_tokens",
            TARGETS["max_context_tokens"],
            row.get("max_context_tokens"),
            np.exp(_log_window(draws, effect, decimal_year(row["observed_on"]), last, rng)),
        )
        for row, effect in zip(rows, effects, strict=True)
    ]


def _log_window(
    draws: Draws, effect: np.ndarray, year: float, last: float, rng: np.random.Generator
) -> np.ndarray:
    n, scatter = len(effect), draws["context_model_scatter"]
    wanted = log_wanted(draws, min(year, last)) + effect
    today = draws["context_plateau_log_tokens"]
    moved = 1.0 - np.exp(-max(year - last, 0.0) / draws["context_window_slowing_years"])
    plateau = today + moved * (log_ceiling(draws) - today)
    share = plateau_share(wanted=wanted, plateau=today, scatter=scatter)
    return np.where(
        rng.random(n) < share,
        plateau + draws["context_plateau_scatter"] * rng.standard_t(PLATEAU_DEGREES, n),
        wanted + scatter * rng.standard_t(STUDENT_DEGREES, n),
    )
