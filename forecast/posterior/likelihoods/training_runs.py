"""Share of their peak that large training runs reached; the first human-level one is one more.

Rows: rates that Megatron-Turing NLG reached on 2,240 to 3,360 A100, and the accelerator-hours of
LLaMA-65B, whose 6 FLOP a parameter and token are divided by hours times peak. All were read
through a collection of published figures (secondary): nothing else in public states the share.
Step times of the same runs without a batch, and LLaMA sizes without tokens, say nothing.

Noise: runs differ (architecture, cluster, year) by `training_run_scatter`, rows of one run by
`training_row_scatter`, both normal in the log: four rows of two runs cannot tell heavier tails.
The effects of the runs are integrated out, since so few rows leave them a funnel.
The quantity is the share of a new run of the same population, so the scatter between runs stays
in it: two runs narrow it a little and no more.

What the plot shows: 0.40, 0.39 and 0.36 for the three clusters of one run, 0.48 for the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from forecast.constants import SECONDS_PER_HOUR
from forecast.errors import InputError
from forecast.inputs.aliases import Aliases, load_aliases
from forecast.posterior.effects import groups

if TYPE_CHECKING:
    from forecast.inputs.table import Row, Table

DATASET = "training_runs"
TERMS = ("training_flop_share",)
NOISE = ("training_row_scatter",)
CHIPS = "accelerators"
FLOP_PER_PARAMETER_AND_TOKEN = 6.0  # forward 2, backward 4 (Kaplan et al. 2020)
RATE, HOURS = "achieved_flop_per_s_per_accelerator", "accelerator_hours"


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that state a rate, or hours together with the tokens trained on."""
    del tables
    return table.where(
        lambda row: (
            row["quantity"] == RATE
            or (row["quantity"] == HOURS and row["training_tokens"] is not None)
        )
    )


def achieved_share(row: Row, peak_flop_per_s: float) -> float:
    """Share of the 16-bit peak that a row amounts to, 1.

    Parameters
    ----------
    row : Row
    peak_flop_per_s : float, FLOP/s
        Dense 16-bit peak of one accelerator.

    Returns
    -------
    float, 1

    Examples
    --------
    >>> row = {"quantity": "achieved_flop_per_s_per_accelerator", "value": 156e12}
    >>> achieved_share(row, 312e12)
    0.5
    """
    if row["quantity"] == RATE:
        return row["value"] / peak_flop_per_s
    flop = FLOP_PER_PARAMETER_AND_TOKEN * row["n_parameters"] * row["training_tokens"]
    return flop / (row["value"] * SECONDS_PER_HOUR * peak_flop_per_s)


def add(terms: dict[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Add the rows to the model in whose context this is called.

    Parameters
    ----------
    terms : dict of str to PyTensor variable
        The quantities of `TERMS`.
    table : Table
        What `select` chose.
    tables : mapping of str to Table
        `training_runs` and `accelerators`.
    """
    import pymc as pm
    import pytensor.tensor as pt

    from forecast.posterior.build import nuisance

    chips = load_aliases(table.card.path.parents[2], tables[CHIPS])
    shares = [achieved_share(row, _peak_flop_per_s(row, chips)) for row in table.rows]
    noise = nuisance(table)
    between = noise["training_run_scatter"]
    typical = pt.log(terms["training_flop_share"]) - between * pm.Normal("training_new_run_score")
    _, run = groups([row["model"] for row in table.rows])
    same_run = (run[:, None] == run).astype(float)
    scatter = noise["training_row_scatter"]
    pm.MvNormal(
        f"{DATASET}_observed",
        mu=typical * np.ones(len(run)),
        cov=between**2 * same_run + scatter**2 * np.eye(len(run)),
        observed=pm.Data(f"{DATASET}_log_share", np.log(shares)),
    )


def _peak_flop_per_s(row: Row, chips: Aliases) -> float:
    chip = chips.resolve(row["accelerator"])
    if chip is None:
        raise InputError("no such accelerator", field="accelerator", found=row["accelerator"])
    return float(chip["best_16bit_flop_per_s"])
