"""Stored parameters of a notable model released at a date.

Sizes scatter widely: phones, students and the frontier stand in one table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.table import decimal_year
from forecast.posterior.likelihoods.model_sizes import DATASET, STUDENT_DEGREES
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted

__all__ = ["BLOCK", "DATASET", "NEEDED", "TARGETS", "predict"]

BLOCK = "sparsity"
NEEDED = ("observed_on",)
TARGETS = {"n_total_parameters": "parameters"}


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Stored parameters of a notable model of each row's date.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted
    """
    del context
    return [
        Predicted(
            "n_total_parameters",
            TARGETS["n_total_parameters"],
            row.get("n_total_parameters"),
            np.exp(_log_total(draws, decimal_year(row["observed_on"]), rng)),
        )
        for row in rows
    ]


def _log_total(draws: Draws, year: float, rng: np.random.Generator) -> np.ndarray:
    middle = draws["model_log_total"] + draws["model_log_total_growth"] * (year - START_YEAR)
    noise = rng.standard_t(STUDENT_DEGREES, len(middle))
    return middle + draws["model_log_total_scatter"] * noise
