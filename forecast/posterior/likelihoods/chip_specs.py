"""16-bit rate, memory, bandwidth and power of chips of all classes and makers, since 2008.

A row is a chip. `accelerators` fits the trends of the leading chips of the counted makers, which is
what the forecast needs; this file says what any new chip may be, and speaks about no card. Each of
the four outputs has a level and a yearly growth, in which classes (data centre, TPU, consumer,
workstation) differ, and makers differ in level. What remains is wide, since makers sell big and
small chips, and wider for some classes than for others; Student t. The outputs are fitted side by
side: they share the classes' growth spread, the tails and nothing else.

Left out: further boards of a silicon that already stands for itself, and memory of less than a
gigabyte, which lies on the die (two makers; with them the fit could not tell a maker's effect from
an outlier).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.inputs.table import Table
from forecast.posterior.effects import groups, noise_named, standard_scores
from forecast.posterior.likelihoods.accelerators import SAME_SILICON

DATASET = "accelerators"
TERMS = ()
# What is observed of a chip: its name among the parameters, and its column.
SPECS = {
    "flop": "best_16bit_flop_per_s",
    "memory": "memory_bytes",
    "bandwidth": "memory_bandwidth_bytes_per_s",
    "power": "tdp_w",
}
NOISE = (
    "spec_flop_level",
    "spec_memory_level",
    "spec_bandwidth_level",
    "spec_power_level",
    "spec_flop_growth",
    "spec_memory_growth",
    "spec_bandwidth_growth",
    "spec_power_growth",
    "spec_flop_class_scatter",
    "spec_memory_class_scatter",
    "spec_bandwidth_class_scatter",
    "spec_power_class_scatter",
    "spec_flop_maker_scatter",
    "spec_memory_maker_scatter",
    "spec_bandwidth_maker_scatter",
    "spec_power_maker_scatter",
    "spec_flop_scatter",
    "spec_memory_scatter",
    "spec_bandwidth_scatter",
    "spec_power_scatter",
    "spec_growth_class_scatter",
    "spec_scatter_class_spread",
    "spec_student_degrees",
)
PREDICTS_WITH = (
    "spec_class_score",
    "spec_class_growth_score",
    "spec_class_scatter_score",
    "spec_maker_score",
)
ON_DIE = 1e9  # byte; memory below is of another kind
MIDDLE_YEAR = 2020.0  # year; levels are those of a chip of then, the middle of the rows


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: one chip a silicon, whatever its class and maker."""
    del tables
    return table.where(lambda row: row["accelerator"] not in SAME_SILICON)


@dataclass(frozen=True)
class Values:
    """One entry per known value; `spec` and `chip` say of what it is.

    Parameters
    ----------
    log_value : array (value,), natural log
    spec, chip : array (value,)
        Position in `SPECS`, and row of the table.
    """

    log_value: np.ndarray
    spec: np.ndarray
    chip: np.ndarray


def values(table: Table) -> Values:
    """Every known value of every chip, in long form."""
    grid = np.stack([table.column(column) for column in SPECS.values()])
    memory = list(SPECS).index("memory")
    grid[memory, grid[memory] < ON_DIE] = np.nan
    spec, chip = np.nonzero(~np.isnan(grid))
    return Values(np.log(grid[spec, chip]), spec, chip)


def by_spec(noise: Mapping[str, Any], what: str) -> list[Any]:
    """The parameter of each spec, such as "level", in the order of `SPECS`."""
    return [noise[f"spec_{name}_{what}"] for name in SPECS]


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Log values around level and growth of their class and the level of their maker, Student t.

    Parameters
    ----------
    terms : mapping
        Empty.
    table : Table
        Selected rows.
    tables : mapping of str to Table
        All evidence; not used.
    """
    import pymc as pm
    import pytensor.tensor as pt

    del terms, tables
    found, noise = values(table), noise_named(table, NOISE)
    classes, kind = groups(list(table.column("accelerator_class")))
    makers, maker = groups(list(table.column("vendor")))
    # A product, not a look-up: constant look-ups in a stack are compiled one element at a time.
    of_spec = np.eye(len(SPECS))[found.spec]
    level, growth, class_scatter, maker_scatter, scatter = (
        of_spec @ pt.stack(by_spec(noise, what))
        for what in ("level", "growth", "class_scatter", "maker_scatter", "scatter")
    )
    of_class, growth_of_class, scatter_of_class = (
        standard_scores(f"spec_class_{what}score", classes, len(SPECS))
        for what in ("", "growth_", "scatter_")
    )
    of_maker = standard_scores("spec_maker_score", makers, len(SPECS))
    since = (table.years() - MIDDLE_YEAR)[found.chip]
    spec, kind, maker = found.spec, kind[found.chip], maker[found.chip]
    grown = growth + noise["spec_growth_class_scatter"] * growth_of_class[spec, kind]
    wider = pt.exp(noise["spec_scatter_class_spread"] * scatter_of_class[spec, kind])
    pm.StudentT(
        "spec_observed",
        nu=noise["spec_student_degrees"],
        mu=level
        + class_scatter * of_class[spec, kind]
        + maker_scatter * of_maker[spec, maker]
        + grown * since,
        sigma=scatter * wider,
        observed=pm.Data("spec_log_value", found.log_value),
    )
