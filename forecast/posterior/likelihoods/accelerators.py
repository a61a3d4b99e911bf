"""Peak rate, bandwidth, memory and power of the leading data-centre chips since 2017.

A row is a chip. Its peak rate on the 8-bit basis and its bandwidth, memory and power over that
rate speak about four trends. The trends are those of NVIDIA's leading chip; other makers depart
from them by pooled effects. Errors are Student t, because makers sell big and small chips. A chip
with much FLOP for its memory and power is high in the rate and low in all three ratios (without
that effect their residuals correlated at 0.85 to 0.9), hence one effect a chip with those signs.
Informs level and growth of flop_per_chip, bandwidth_per_flop, memory_per_flop and watts_per_flop,
and the time in which growth slows: the trends are straight in the log since 2017, which rules out
a fast slowing that has begun and says nothing of one that has not.

Posterior predictive check (2026-11): 95 to 100 % of values lie in their 90 % intervals, more than
they should since each chip has an effect of its own; the largest of those are Trillium (much FLOP
for its memory) and MI250X and TPU v5p (little). No output bends away from its trend at either end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from forecast.inputs.table import Row, Table
from forecast.posterior.chips import OTHER_MAKERS, eight_bit_flop_per_s, is_leading
from forecast.posterior.effects import (
    log_level,
    noise_named,
    positions,
    random_effects,
    standard_scores,
    with_reference,
)
from forecast.posterior.shapes import HARDWARE, Scored

DATASET = "accelerators"

# What is observed of a chip: the level it speaks about, and the column put over the peak rate.
OUTPUTS = {
    "flop_per_chip": None,
    "bandwidth_per_flop": "memory_bandwidth_bytes_per_s",
    "memory_per_flop": "memory_bytes",
    "watts_per_flop": "tdp_w",
}
# Sign with which FLOP beyond what memory and power of a chip suggest shows in each output.
EXCESS_SIGN = np.array([1.0, -1.0, -1.0, -1.0])
# Makers differ more in how big a chip they make than in its proportions.
MAKER_SCATTER = ("rate_maker_scatter", *["ratio_maker_scatter"] * 3)
TERMS = (
    "flop_per_chip",
    "flop_per_chip_growth_per_year",
    "bandwidth_per_flop",
    "bandwidth_per_flop_growth_per_year",
    "memory_per_flop",
    "memory_per_flop_growth_per_year",
    "watts_per_flop",
    "watts_per_flop_growth_per_year",
    "watts_per_flop_long_run_growth_per_year",
    "hardware_slowing_years",
)
NOISE = (
    "rate_maker_scatter",
    "ratio_maker_scatter",
    "flop_excess_scatter",
    "flop_per_chip_scatter",
    "bandwidth_per_flop_scatter",
    "memory_per_flop_scatter",
    "watts_per_flop_scatter",
    "chip_student_degrees",
)

# Boards of a silicon that already stands for itself: the fullest SXM (or OAM) board is kept.
SAME_SILICON = frozenset(
    {
        "NVIDIA V100",
        "NVIDIA Tesla V100 PCIe 16 GB",
        "NVIDIA Tesla V100 PCIe 32 GB",
        "NVIDIA Tesla V100 DGXS 16 GB",
        "NVIDIA Tesla V100 DGXS 32 GB",
        "NVIDIA Tesla V100 SXM2",
        "NVIDIA Tesla V100 SXM3 32 GB",
        "NVIDIA Tesla V100S PCIe 32 GB",
        "NVIDIA A100",
        "NVIDIA A100 PCIe",
        "NVIDIA A800 SXM",
        "NVIDIA A800 PCIe 40 GB",
        "NVIDIA A800 PCIe 80 GB",
        "NVIDIA H100 PCIe",
        "NVIDIA H800 SXM5",
        "NVIDIA GH100",
        "NVIDIA GH200",
        "NVIDIA GB200",
        "NVIDIA GB300 (Blackwell Ultra)",
        "AMD Instinct MI350X",
    }
)
# Old silicon with new memory: speaks about memory and bandwidth, not again about the rate.
MEMORY_REFRESHES = frozenset(
    {
        "NVIDIA Tesla V100 SXM2 32 GB",
        "NVIDIA A100 SXM4 80 GB",
        "NVIDIA H200 SXM",
        "AMD Instinct MI325X",
    }
)
# Single values the `doubt` column calls wrong or off by a factor two.
DOUBTED = {
    "Amazon Trainium1": "memory_bandwidth_bytes_per_s",
    "Google TPU v3": "tdp_w",
    "Google TPU v4": "tdp_w",
    "Google TPU v5p": "tdp_w",
    "Google TPU v6e Trillium": "tdp_w",
    "Google TPU v7 Ironwood": "tdp_w",
}


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: one per silicon and memory size of the leading chips with matrix units.

    Left out: makers outside the counted stock, consumer and workstation cards, small GDDR cards,
    chips with FLOP cut back for export or never sold in volume, chips without matrix units (no
    8-bit basis; which also removes those with memory on chip only), and further boards of the same
    silicon.
    """
    del tables
    return table.where(lambda row: is_leading(row) and row["accelerator"] not in SAME_SILICON)


@dataclass(frozen=True)
class Observations:
    """One entry per observed value; `chip` and `output` say of what it is.

    Parameters
    ----------
    log_value : array (value,), natural log
        Peak rate in FLOP/s, or the ratio to it.
    output : array (value,)
        Position in `OUTPUTS`.
    chip : array (value,)
        Row of the table.
    """

    log_value: np.ndarray
    output: np.ndarray
    chip: np.ndarray


def observations(table: Table) -> Observations:
    """Every usable value of every chip, in long form.

    Skipped: what is missing or doubted, and the rate of old silicon with new memory.
    """
    chips = enumerate(table.rows)
    outputs = enumerate(OUTPUTS.values())
    found = [
        (np.log(value), output, chip)
        for (chip, row), (output, column) in product(chips, outputs)
        if (value := _value(row, column)) is not None
    ]
    return Observations(*(np.array(part) for part in zip(*found, strict=True)))


def scored(table: Table, tables: Mapping[str, Table]) -> Scored:
    """Each value is known from the release of its chip; the values of a chip are one unit."""
    del tables
    chip, names = observations(table).chip, list(table.column("accelerator"))
    return Scored(table.years()[chip], [names[position] for position in chip])


def _value(row: Row, column: str | None) -> float | None:
    rate, name = eight_bit_flop_per_s(row), row["accelerator"]
    if column is None:
        return None if name in MEMORY_REFRESHES else rate
    if rate is None or row[column] is None or DOUBTED.get(name) == column:
        return None
    return row[column] / rate


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Log values around the trend of the reference maker, plus maker and chip, Student t.

    Parameters
    ----------
    terms : mapping of str to scalar tensor
        Values of `TERMS` in their cards' units.
    table : Table
        Selected rows.
    tables : mapping of str to Table
        All evidence; not used.
    """
    import pymc as pm
    import pytensor.tensor as pt

    from forecast.posterior.shapes_model import observe, shaped

    del tables
    values, noise = observations(table), noise_named(table, NOISE)
    terms = shaped(terms, HARDWARE)
    trend = pt.stack([log_level(terms, level, table.years()) for level in OUTPUTS])
    score = standard_scores(f"{DATASET}_maker_score", OTHER_MAKERS, len(OUTPUTS))
    maker_scatter = pt.stack([noise[name] for name in MAKER_SCATTER])[:, None]
    maker_effect = with_reference(maker_scatter * score)
    maker = positions(list(table.column("vendor")), OTHER_MAKERS)
    excess = random_effects(
        f"{DATASET}_excess_score", noise["flop_excess_scatter"], list(table.column("accelerator"))
    )
    mean = (
        trend[values.output, values.chip]
        + EXCESS_SIGN[values.output] * excess[values.chip]
        + maker_effect[values.output, maker[values.chip]]
    )
    scatter = pt.stack([noise[f"{level}_scatter"] for level in OUTPUTS])
    observe(
        pm.StudentT,
        DATASET,
        pm.Data(f"{DATASET}_log_value", values.log_value),
        nu=noise["chip_student_degrees"],
        mu=mean,
        sigma=scatter[values.output],
    )
