"""Perplexity after quantisation, and whether a method at 8 bits is called without loss.

Every row is of a new method: what a method has in common was integrated out of the fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.posterior.likelihoods.quantization import (
    DATASET,
    EIGHT_BITS,
    LEAST_BITS,
    METRIC,
    VERDICTS,
    log_perplexity_slope,
    log_rise,
    select,
)
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted

__all__ = ["BLOCK", "DATASET", "NEEDED", "POSITIVE", "TARGETS", "predict"]

BLOCK = "precision"
NEEDED = ("weight_bits", "metric")
TARGETS = {"value_quantized": "see metric"}
POSITIVE = ("weight_bits", "value_16bit", "value_quantized")
NO_LOSS = "called_without_loss"


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Perplexity of each row after quantisation; of a verdict at 8 bits, 1 where none is lost.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or str
    """
    table = context.tables[DATASET]
    slope = log_perplexity_slope(select(table, context.tables))
    return [_outcome(row, slope, draws, rng) for row in rows]


def _outcome(
    row: Mapping[str, Any], slope: float, draws: Draws, rng: np.random.Generator
) -> Outcome:
    bits, metric = row["weight_bits"], row["metric"]
    if metric in VERDICTS and bits == EIGHT_BITS:
        return _verdict(row, _log_rise(bits, slope, draws, rng), draws)
    if metric != METRIC:
        return f"no model of {metric!r}; predicted are {METRIC}, and {', '.join(VERDICTS)} at 8 bit"
    if bits < LEAST_BITS:
        return f"{bits:g} bits: below {LEAST_BITS:g} the loss follows another law"
    if row["value_16bit"] is None:
        return "not in the row: value_16bit"
    value = row["value_16bit"] * np.exp(np.exp(_log_rise(bits, slope, draws, rng)))
    return Predicted("value_quantized", METRIC, row["value_quantized"], value)


def _log_rise(bits: float, slope: float, draws: Draws, rng: np.random.Generator) -> np.ndarray:
    """Log of the rise of log perplexity, of a new method: the quantity is that of a new method."""
    decay, scatter = draws["precision_decay_bits"], draws["precision_row_scatter"]
    return log_rise(bits, decay, slope) + scatter * rng.standard_normal(len(scatter))


def _verdict(row: Mapping[str, Any], rise: np.ndarray, draws: Draws) -> Predicted:
    change = row["relative_change"]
    observed = None if change is None else float(change == 0.0)
    lossless = (rise < draws["precision_lossless_log_rise"]).astype(float)
    return Predicted(NO_LOSS, "1 or 0", observed, lossless)
