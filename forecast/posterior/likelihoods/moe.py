"""What a mixture of experts uses and stores beside the dense model of equal quality.

Rows: mixtures trained like for like with a dense model (same corpus, or as comparable as their
authors claim), with parameters used per token and stored, and the size of their dense equal.
Mixtral is left out: it was trained on other data than the dense model it is held against, which
flatters it. Rows without a dense equal say nothing here. Where the parameters used are missing, the
stated share of the computation stands for them.

Noise: a mixture that uses a times and stores s times the parameters of its dense equal keeps a s
roughly constant (the geometric mean of both is what counts), with a normal scatter in the log
between mixtures. The quantities are those of a new mixture of the same population; how sparse it
is, a over s, is what the rows of `model_sizes` say. One accounting: neither table speaks twice.

Informs: active_ratio times stored_ratio.

What the plot shows: three pairs, a s of 0.94, 0.62 and 0.40: the sparser, the better. Two of their
stored ratios are 2.2 and 2.3, the sparsest stores 2.9 times.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pymc as pm
import pytensor.tensor as pt

from forecast.posterior.build import nuisance

if TYPE_CHECKING:
    from forecast.inputs.table import Row, Table

DATASET = "moe"
TERMS = ("active_ratio", "stored_ratio")
OTHER_DATA = frozenset({"Mixtral 8x7B"})  # held against a dense model trained on other data
OF_COMPUTATION = re.compile(r"at ([\d.]+)% of computation")
PERCENT = 100.0


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows with a dense equal trained alike, and a known share of its computation."""
    del tables
    return table.where(
        lambda row: (
            row["n_dense_equivalent_parameters"] is not None
            and row["model"] not in OTHER_DATA
            and active_ratio(row) is not None
        )
    )


def active_ratio(row: Row) -> float | None:
    """Parameters used per token over those of the dense equal, 1; None where not stated.

    Examples
    --------
    >>> active_ratio({"n_active_parameters": None, "basis": "as 67B at 28.5% of computation"})
    0.285
    """
    if row["n_active_parameters"] is not None:
        return float(row["n_active_parameters"] / row["n_dense_equivalent_parameters"])
    return computation_share(row)


def computation_share(row: Row) -> float | None:
    """Share of the dense equal's computation that a row states in words, 1; None without one."""
    stated = OF_COMPUTATION.search(row["basis"] or "")
    return float(stated[1]) / PERCENT if stated else None


def stored_ratio(row: Row) -> float:
    """Parameters stored over those of the dense equal, 1."""
    return float(row["n_total_parameters"] / row["n_dense_equivalent_parameters"])


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
    scatter = nuisance(table)["moe_pair_scatter"]
    new_mixture = pt.log(terms["active_ratio"]) + pt.log(terms["stored_ratio"])
    pairs = [np.log((active_ratio(row) or np.nan) * stored_ratio(row)) for row in table.rows]
    pm.Normal(
        f"{DATASET}_observed",
        mu=new_mixture - scatter * pm.Normal("moe_new_pair_score"),
        sigma=scatter,
        observed=pm.Data(f"{DATASET}_log_product", np.array(pairs)),
    )
