"""Tokens a day that a company states at a date: the level of its series, and growth since.

A series not seen has the spread between series, which is wide: companies differ by decades.

Fitted to what was known at the start of 2026, the seven statements of 2026 lie in their 50, 80 and
90 % intervals in 5, 5 and 7 cases, half of them within a factor 1.3 of the median.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.table import decimal_year
from forecast.posterior.likelihoods.token_volume import QUANTITIES, log_tokens, series
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted, group_effects, student

DATASET = "token_volume"
BLOCK = "tokens"
NEEDED = ("observed_on", "quantity")
TARGETS = {"value": "tokens/day"}


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Tokens a day of each row's series at its date; a reason where a row counts something else.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or str
    """
    names = [series(row.get("entity") or "") for row in rows]
    effects = {
        name: group_effects(
            f"token_volume_{name}_score",
            draws[f"token_volume_{name}_scatter"],
            names,
            draws,
            context,
            rng,
        )
        for name in ("level", "pace")
    }
    return [
        _predicted(row, draws, {name: each[at] for name, each in effects.items()}, rng)
        for at, row in enumerate(rows)
    ]


def _predicted(
    row: Mapping[str, Any],
    draws: Draws,
    effects: Mapping[str, np.ndarray],
    rng: np.random.Generator,
) -> Outcome:
    if row["quantity"] not in QUANTITIES:
        return f"{row['quantity']} is not fitted; fitted: {', '.join(QUANTITIES)}"
    year = decimal_year(row["observed_on"]) - START_YEAR
    noise = student(draws["token_volume_tail_degrees"], draws["token_volume_row_scatter"], rng)
    with np.errstate(over="ignore"):  # few degrees of freedom: a rare draw is beyond all numbers
        value = np.exp(log_tokens(draws, {**draws, **effects}, year) + noise)
    return Predicted(row["quantity"], TARGETS["value"], row.get("value"), value)
