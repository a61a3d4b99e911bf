"""Sizes of released models: the share of their parameters that large mixtures use, and the total.

Rows: (1) mixtures of experts of at least 1e11 stored parameters released since 2024, with the
parameters used per token; models with the same two sizes count once (editions of one model, and two
sources on it). (2) Stored parameters of notable models since 2018, whose estimates the source calls
confident or likely.

Noise: the log of the share used lies around a line in time, normal, with an effect a developer,
since a house keeps its layout. The quantities are those of a new mixture of a new developer at the
start. Sizes scatter so widely around their line (students, phones and frontier in one table) that
no card hangs on them: they only say what a table of models may hold (`forecast predict`).

Left out, and why: cache bytes a token. Since mid-2025 most layouts are hybrid or sparse and have no
number comparable with the older ones; the four developers that have one chose it once each. The
card of kv_ratio is derived from them by hand, with a long lower side for the others.

Informs: active_ratio over stored_ratio.

What the plot shows: shares fall from 0.27 and 0.24 in early 2024 to between 0.03 and 0.15 since
2025, without a clear line since; the interval of a new mixture (0.03 to 0.14) spans them. Sizes
climb by 2.8 a year with 91 % of models in their 90 % band; small ones lie far below the band, more
than it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pymc as pm
import pytensor.tensor as pt

from forecast.constants import START_YEAR
from forecast.posterior.build import nuisance
from forecast.posterior.effects import random_effects

if TYPE_CHECKING:
    from forecast.inputs.table import Row, Table

DATASET = "model_sizes"
TERMS = ("active_ratio", "stored_ratio")
PREDICTS_WITH = (
    "model_log_total",
    "model_log_total_growth",
    "model_log_total_scatter",
    "sparsity_log_change_per_year",
    "sparsity_developer_spread",
    "sparsity_model_scatter",
    "sparsity_new_score",
    "sparsity_developer_score",
)
FIRST_YEAR, FIRST_MIXTURE_YEAR = 2018.0, 2024.0
LEAST_STORED = 1e11  # parameter; of a large mixture
KNOWN = frozenset({"confident", "likely"})
STUDENT_DEGREES = 5.0  # of the scatter of sizes
SPELLED_ALIKE = 6  # letters


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows with a date and a stored size: large mixtures since 2024, notable models since 2018."""
    del tables
    return table.where(
        lambda row: (
            row["observed_on"] is not None
            and row["n_total_parameters"] is not None
            and (is_mixture(row) or is_notable(row))
        )
    )


def is_mixture(row: Row) -> bool:
    """Whether a row is a large mixture of experts with both sizes, of 2024 or later."""
    return (
        row["n_active_parameters"] is not None
        and row["n_total_parameters"] >= LEAST_STORED
        and row["n_active_parameters"] < row["n_total_parameters"]
        and row["observed_on"].year >= FIRST_MIXTURE_YEAR
    )


def is_notable(row: Row) -> bool:
    """Whether a row is of the table of notable models, with a size that its source trusts."""
    return row["confidence"] in KNOWN and row["observed_on"].year >= FIRST_YEAR


def developer(row: Row) -> str:
    """Who made a model: the first letters of the name, since two sources spell it differently.

    Examples
    --------
    >>> developer({"organization": "deepseek-ai"}) == developer({"organization": "DeepSeek"})
    True
    """
    return (row["organization"] or "unnamed").lower().replace(" ", "")[:SPELLED_ALIKE]


def mixtures(table: Table) -> list[tuple[Row, float]]:
    """Large mixtures with their release year, one a pair of sizes: later editions repeat them."""
    kept: dict[tuple[float, float], tuple[Row, float]] = {}
    for row, year in zip(table.rows, table.years(), strict=True):
        if is_mixture(row):
            sizes = (row["n_active_parameters"], row["n_total_parameters"])
            kept.setdefault(sizes, (row, float(year)))
    return list(kept.values())


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
    _add_shares(terms, noise, mixtures(table))
    notable = [position for position, row in enumerate(table.rows) if is_notable(row)]
    since = table.years()[notable] - START_YEAR
    pm.StudentT(
        f"{DATASET}_total_observed",
        nu=STUDENT_DEGREES,
        mu=noise["model_log_total"] + noise["model_log_total_growth"] * since,
        sigma=noise["model_log_total_scatter"],
        observed=pm.Data(
            f"{DATASET}_log_total", np.log(table.column("n_total_parameters")[notable])
        ),
    )


def _add_shares(
    terms: Mapping[str, Any], noise: Mapping[str, Any], rows: list[tuple[Row, float]]
) -> None:
    shares = [row["n_active_parameters"] / row["n_total_parameters"] for row, _ in rows]
    since = np.array([year for _, year in rows]) - START_YEAR
    spread, scatter = noise["sparsity_developer_spread"], noise["sparsity_model_scatter"]
    new = pm.Normal("sparsity_new_score") * pt.sqrt(spread**2 + scatter**2)
    typical = pt.log(terms["active_ratio"]) - pt.log(terms["stored_ratio"]) - new
    developers = [developer(row) for row, _ in rows]
    pm.Normal(
        f"{DATASET}_observed",
        mu=typical
        + noise["sparsity_log_change_per_year"] * since
        + random_effects("sparsity_developer_score", spread, developers),
        sigma=scatter,
        observed=pm.Data(f"{DATASET}_log_share", np.log(shares)),
    )
