"""What fewer bits a weight cost: perplexity after quantisation, read as parameters lost.

Rows: perplexity of one family (LLaMA 7 to 65 B) at 16 bit and after quantisation to 4 bits by GPTQ
and by rounding to nearest; and whether a method at 8 bits was called without loss (FP8 and
LLM.int8() were, INT8 weights and activations lost 1 to 3 %). How perplexity falls with size in the
same table turns a rise of perplexity into the parameters that would have been lost with it; the
larger models of the family also saw more tokens, so the slope is a little steep and the loss a
little small. Rows at 3 bits stay out: nobody serves a large model there, and the loss is far
steeper than the exponential carries (with them the fit had 8 bits lose a tenth). So do speeds.

Noise: methods differ by `precision_method_spread` in the log of the scale (integrated out to first
order: few rows leave such effects a funnel), models of one method by `precision_row_scatter` in the
log of the rise; a rise under `precision_lossless_log_rise` is called none. The quantity is the
scale of a new method of the same population. One study holds all rows: the spread between methods
carries what that leaves open.

Informs: precision_decay_bits. This is post-training quantisation of models trained at 16 bit;
models trained at low precision lose less, which only the prior knows.

What the plot shows: a rise of 5 to 11 % at 4 bits, the 13 B model least, all in their 50 % band or
just above; read as parameters that is 0.63 to 0.92 kept at 4 bits and 0.87 to 0.99 at 8.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pymc as pm
import pytensor.tensor as pt

from forecast.posterior.build import nuisance
from forecast.posterior.effects import groups

if TYPE_CHECKING:
    from forecast.inputs.table import Row, Table

DATASET = "quantization"
TERMS = ("precision_decay_bits",)
PREDICTS_WITH = ("precision_row_scatter", "precision_lossless_log_rise")
METRIC = "WikiText2 perplexity"
LEAST_BITS = 4.0  # below, the exponential does not hold
VERDICTS = ("accuracy change", "accuracy change (high)")  # at 8 bits: of no loss, or of some
EIGHT_BITS = 8.0
SIZE = re.compile(r"-([\d.]+)B$")
BILLION = 1e9
LOGISTIC_OF_NORMAL = 1.702  # the scale that brings a logistic nearest to a normal


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Perplexities of models whose name tells their size, and verdicts on 8 bits."""
    del tables
    return table.where(lambda row: is_measured(row) or is_verdict(row))


def is_measured(row: Row) -> bool:
    """Whether a row is a perplexity of a model whose name tells its size."""
    sized = SIZE.search(row["model"] or "") is not None
    return bool(row["metric"] == METRIC and sized and row["weight_bits"] >= LEAST_BITS)


def is_verdict(row: Row) -> bool:
    """Whether a row says of a method at 8 bits if it lost accuracy."""
    judged = row["metric"] in VERDICTS and row["relative_change"] is not None
    return bool(judged and row["weight_bits"] == EIGHT_BITS)


def parameters(row: Row) -> float:
    """Size of a model by its name, parameter.

    Examples
    --------
    >>> parameters({"model": "LLaMA-13B"})
    13000000000.0
    """
    found = SIZE.search(row["model"])
    return float(found[1]) * BILLION if found else np.nan


def log_perplexity_slope(table: Table) -> float:
    """Fall of log perplexity for each unit of log size, among the models at 16 bit, 1.

    Parameters
    ----------
    table : Table
        Selected rows.

    Returns
    -------
    float, 1
        Positive: larger models have the lower perplexity.
    """
    models = {
        row["model"]: (np.log(parameters(row)), np.log(row["value_16bit"]))
        for row in table.rows
        if is_measured(row)
    }
    size, perplexity = np.array(list(models.values())).T
    return float(-np.polyfit(size, perplexity, 1)[0])


def log_rise(bits: Any, decay_bits: Any, slope: float) -> Any:
    """Natural log of the rise of log perplexity at a number of bits.

    Parameters
    ----------
    bits : array (row,), bit
    decay_bits : tensor (row,), bit
        Scale of the loss, as `serving.efficiency` takes it.
    slope : float, 1
        From `log_perplexity_slope`.

    Returns
    -------
    array or tensor (row,), 1

    Notes
    -----
    ln(-slope ln k) with k of `serving.efficiency.retained_parameter_share`, written so that a share
    within rounding of one keeps its logarithm.
    """
    return np.log(slope) + np.log(-np.log1p(-np.exp(-bits / decay_bits)))


def add(terms: dict[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Add the rows to the model in whose context this is called.

    Parameters
    ----------
    terms : dict of str to PyTensor variable
        The quantities of `TERMS`.
    table : Table
        What `select` chose.
    tables : mapping of str to Table
        Not used.
    """
    del tables
    noise = nuisance(table)
    spread, scatter = noise["precision_method_spread"], noise["precision_row_scatter"]
    typical = pt.log(terms["precision_decay_bits"]) - spread * pm.Normal("precision_new_score")
    slope = log_perplexity_slope(table)
    verdicts, lossless = table.where(is_verdict), noise["precision_lossless_log_rise"]
    _add_measured(table.where(is_measured), typical, spread, scatter, slope)
    _add_verdicts(verdicts, typical, spread, scatter, lossless, slope)


def steepness(bits: Any, decay_bits: Any) -> Any:
    """Change of `log_rise` for each unit of the log of the scale, 1.

    Parameters
    ----------
    bits : array (row,), bit
    decay_bits : tensor or float, bit

    Returns
    -------
    array or tensor (row,), 1
        Near bits over scale where little is lost.
    """
    x = bits / decay_bits
    lost = np.exp(-x)
    return x * lost / ((1.0 - lost) * -np.log1p(-lost))


def _add_measured(table: Table, typical: Any, spread: Any, scatter: Any, slope: float) -> None:
    """Rows of one method share its effect, which is integrated out to first order."""
    bits, decay = table.column("weight_bits"), pt.exp(typical)
    _, method = groups([row["method"] for row in table.rows])
    between = (spread * steepness(bits, decay))[:, None] * (method[:, None] == method)
    rises = table.column("value_quantized") / table.column("value_16bit")
    pm.MvNormal(
        f"{DATASET}_observed",
        mu=log_rise(bits, decay, slope),
        cov=between * between.T + scatter**2 * np.eye(len(method)),
        observed=pm.Data(f"{DATASET}_log_rise", np.log(np.log(rises))),
    )


def _add_verdicts(
    table: Table, typical: Any, spread: Any, scatter: Any, lossless: Any, slope: float
) -> None:
    """One row a method, whose effect is integrated out to first order."""
    bits, decay = table.column("weight_bits"), pt.exp(typical)
    width = pt.sqrt((spread * steepness(bits, decay)) ** 2 + scatter**2)
    away = (lossless - log_rise(bits, decay, slope)) / width
    pm.Bernoulli(
        f"{DATASET}_lossless_observed",
        logit_p=LOGISTIC_OF_NORMAL * away,
        observed=pm.Data(f"{DATASET}_lossless", (table.column("relative_change") == 0).astype(int)),
    )
