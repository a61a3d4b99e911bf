"""What a distilled student keeps of the teacher's advantage, against how much smaller it is.

Rows: students with the score of the teacher and of a model of the student's size trained alone,
which give the share of the advantage kept. Dense teachers (Minitron, MiniLM) shrink what is used
per token: their level is the quantity. Switch shrinks what is stored and nothing else: it has a
level of its own (`distilled_stored_logit`), published beside, and only the slope is shared. So no
row counts twice, and none for the wrong basis. Of the ablations of Switch the best technique
counts; a run reported twice counts once.

Noise: the share kept is not bounded by 0 and 1 where the baseline is of another family, so it
scatters by a Student t on its own scale, `distillation_metric_scatter`, around a logistic in the
log of the compression; studies of dense teachers differ by `distillation_study_spread`, and the
quantity is the share of a new study at the compression that is chosen. Scores with no baseline
(DeepSeek-R1, capacity gap, DistilBERT) are ratios of scores, not shares kept, and stay out.

Informs: distillation_retained_share, and how it falls with distillation_compression, about which no
row says what is chosen.

What the plot shows: dense students at 1.4 to 1.8 times smaller scatter from -1.1 to 1.3 (94 % in
their 90 % band, 56 % in their 50 % band), MiniLM at 4 times lies at 0.59; Switch falls from 0.37 at
4.9 times to 0.28 at 66 along the shared slope, under the dense level.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pymc as pm
import pytensor.tensor as pt

from forecast.posterior.build import nuisance
from forecast.posterior.effects import random_effects

if TYPE_CHECKING:
    from forecast.inputs.table import Row, Table

DATASET = "distillation"
TERMS = ("distillation_retained_share", "distillation_compression")
PREDICTS_WITH = (
    "distilled_stored_logit",
    "distillation_slope",
    "distillation_metric_scatter",
    "distillation_run_scatter",
    "distillation_study_spread",
    "distillation_new_study_score",
    "distillation_study_score",
)
KEPT = "fraction_of_gain_retained"
STORED = "switch"  # the study that shrinks stored parameters only
ABLATIONS = ("teacher init", "+ init", "plain distill")  # of Switch, before the best technique
STUDENT_DEGREES = 3.0  # of the scatter between metrics: GSM8k falls below nought, ARC above one
REFERENCE = 5.0  # compression at which the level of Switch is stated


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that state the share kept, each run once."""
    del tables
    return table.where(
        lambda row: (
            row[KEPT] is not None
            and row["verification"] != "secondary"
            and not any(word in row["student"] for word in ABLATIONS)
        )
    )


def is_stored(row: Row) -> bool:
    """Whether a row shrinks what is stored, and what is used per token not at all."""
    return bool(row["study"] == STORED)


def compression(row: Row) -> float:
    """How many times smaller the student is, on the basis that its row speaks about, 1."""
    return float(row["compression_total"] if is_stored(row) else row["compression_active"])


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
    kept = terms["distillation_retained_share"]
    spread, slope = noise["distillation_study_spread"], noise["distillation_slope"]
    stored = np.array([is_stored(row) for row in table.rows])
    size = np.log([compression(row) for row in table.rows])
    studies = [row["study"] for row in table.rows]
    dense = (
        pt.log(kept / (1.0 - kept))
        - spread * pm.Normal("distillation_new_study_score")
        + random_effects("distillation_study_score", spread, studies)
        + slope * (size - pt.log(terms["distillation_compression"]))
    )
    switch = noise["distilled_stored_logit"] + slope * (size - np.log(REFERENCE))
    pm.StudentT(
        f"{DATASET}_observed",
        nu=STUDENT_DEGREES,
        mu=pm.math.sigmoid(pt.where(stored, switch, dense)),
        sigma=pt.where(
            stored, noise["distillation_run_scatter"], noise["distillation_metric_scatter"]
        ),
        observed=pm.Data(f"{DATASET}_share", table.column(KEPT)),
    )
