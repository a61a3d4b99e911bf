"""How fast weights really stream from host memory or disks; a new system is one more of them.

Rows: tokens a second of one accelerator whose weights lie in host memory or on NVMe disks
(FlexGen, ZeRO-Inference, DeepNVMe, Accelerate). A step streams all weights once for the whole
batch, so tokens a second over the batch, times the bytes of the weights, is the rate achieved.
Left out: systems that compute on the processor (KTransformers, llama.cpp, bitnet.cpp), several
accelerators, unknown batches, capacities, and models that fit the accelerator.

Noise: arithmetic, unpacking and cache traffic are in those times, so each row is a lower bound
that large batches and 4-bit weights miss by most; systems differ by `offload_system_scatter` and
rows of one system by a Student scatter, so that the few far below do not pull the rest down. The
quantity is the rate of a new system of the same population.

What the plot shows: disks at 1 to 5e9 byte/s and an array read directly at 13e9; host memory at
3 to 14e9, and 0.3 to 0.7e9 where a T4 unpacks 4-bit weights for hundreds of sequences.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from forecast.constants import BITS_PER_BYTE
from forecast.posterior.effects import random_effects, standard_scores

if TYPE_CHECKING:
    from forecast.inputs.table import Row, Table

DATASET = "offload"
TERMS = ("host_link_bytes_per_s", "nvme_link_bytes_per_s")
NOISE = ("offload_system_scatter", "offload_row_scatter")
PREDICTS_WITH = ("offload_new_system_score", "offload_system_score")
TIERS = ("host_memory", "nvme")  # in the order of the terms
SPEED = "output_tokens_per_s"
ON_THE_PROCESSOR = ("bitnet", "ktransformers")
STUDENT_DEGREES = 4.0  # of the scatter within a system: heavy enough for rows bound elsewhere


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows of one accelerator that streams all weights for a batch that is known."""
    del tables
    return table.where(
        lambda row: (
            row["quantity"] == SPEED
            and row["offload_tier"] in TIERS
            and row["study"] not in ON_THE_PROCESSOR
            and row["n_accelerators"] == 1
            and row["batch"] is not None
        )
    )


def streamed_bytes_per_s(row: Row) -> float:
    """Rate at which a row's weights came in, byte/s.

    Parameters
    ----------
    row : Row

    Returns
    -------
    float, byte/s
        Steps a second, times bytes of the weights.

    Examples
    --------
    ZeRO-Inference, OPT-30B at 16 bit, 0.6 tokens a second at batch 4:

    >>> row = {"n_total_parameters": 30e9, "weight_bits": 16.0, "value": 0.6, "batch": 4.0}
    >>> round(streamed_bytes_per_s(row) / 1e9, 3)
    9.0
    """
    weights = row["n_total_parameters"] * row["weight_bits"] / BITS_PER_BYTE
    return row["value"] / row["batch"] * weights


def system_of(row: Mapping[str, Any]) -> str:
    """What rows share an effect: the system as its study calls it."""
    return f"{row['study']} | {row['system']}"


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
    import pymc as pm
    import pytensor.tensor as pt

    from forecast.posterior.build import nuisance

    del tables
    noise = nuisance(table)
    between = noise["offload_system_scatter"]
    new_system = between * standard_scores("offload_new_system_score", TIERS)
    typical = pt.log(pt.stack([terms[name] for name in TERMS])) - new_system
    tier = [TIERS.index(row["offload_tier"]) for row in table.rows]
    systems = [system_of(row) for row in table.rows]
    pm.StudentT(
        f"{DATASET}_observed",
        nu=STUDENT_DEGREES,
        mu=typical[np.array(tier)] + random_effects("offload_system_score", between, systems),
        sigma=noise["offload_row_scatter"],
        observed=pm.Data(
            f"{DATASET}_log_rate", np.log([streamed_bytes_per_s(row) for row in table.rows])
        ),
    )
