"""Purchase prices of accelerators with a known 8-bit rate, 2017 to 2025.

A row is a quote, a list price or an analyst's yearly range for one chip. Price = 8-bit rate over
the FLOP per USD that the trend gives for the release of its silicon, times effects of class
(consumer and workstation cards are cheaper), kind of price, maker, silicon and age at the quote.
Boards of one silicon share an effect and a release date: an H200 is a late Hopper, not a new
generation. That effect goes with the design of the chip (`chip_effects`). Student t, because
single quotes are off by factors. Informs flop_per_usd and its growth. Consumer and workstation
cards hardly move either (growth 1.25 without them, 1.23 with).

Posterior predictive check (2026-11): 96 % of prices lie in their 90 % intervals; the three misses
are a V100 SXM3 quote of 2022 at a quarter of its neighbours, a DGX A100 quote of 2021 at twice
its own, and an H100 PCIe reseller. The trend passes the H100 at 34,000 USD of 2025 and the B200
at 49,000, above the 37,000 of the yearly range and near the 47,000 of the system quote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.inputs.deflator import to_2025_usd
from forecast.inputs.table import Row, Table
from forecast.posterior.chip_effects import price_scores
from forecast.posterior.chips import LEADING_CLASSES, Chips, has_matrix_units, is_leading, silicon
from forecast.posterior.effects import (
    groups,
    log_level,
    noise_named,
    positions,
    standard_scores,
    with_reference,
)
from forecast.posterior.shapes import HARDWARE, Scored

DATASET = "accelerator_prices"
TERMS = (
    "flop_per_usd",
    "flop_per_usd_growth_per_year",
    "flop_per_usd_long_run_growth_per_year",
    "hardware_slowing_years",
)
NOISE = (
    "consumer_log_discount",
    "workstation_log_discount",
    "price_range_log_premium",
    "system_quote_log_premium",
    "price_log_change_per_year_of_age",
    "price_maker_scatter",
    "price_silicon_scatter",
    "price_excess_correlation",
    "price_scatter",
    "price_student_degrees",
)
PREDICTS_WITH = (
    "accelerator_prices_maker_score",
    "accelerator_prices_silicon_score",
)

MAKERS = ("NVIDIA", "AMD")  # TPUs and Trainium are not sold: their prices are formula values
OTHER_MAKERS = ("AMD",)
OTHER_CLASSES = ("consumer", "workstation")  # the data-centre chip is the reference
PREMIA = ("price_range_log_premium", "system_quote_log_premium")  # reference: one chip, one price
SUPERCHIPS = ("NVIDIA GH200",)  # sold with its host processor and memory
MID_YEAR = 0.5  # year; a value for a calendar year is dated to its middle


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: quotes, list prices and yearly ranges of chips with a known 8-bit rate.

    Left out: chips absent from the accelerators table; makers without market prices; chips
    without matrix units; small, cut-back or never sold data-centre chips; prices computed from
    other prices; repeats of one price for one chip (a release price stands in two sources, and a
    yearly range that did not move is not a second observation). Secondary rows enter for the
    reason on the card.
    """
    chips = Chips(tables["accelerators"])
    seen: set[tuple[str, int]] = set()

    def enters(row: Row) -> bool:
        chip = chips.find(row["accelerator"])
        if chip is None or is_formula_value(row) or not has_market_price(chip):
            return False
        key = (chip["accelerator"], round(row["price_usd"]))
        is_new = key not in seen
        seen.add(key)
        return is_new

    return table.where(enters)


def is_formula_value(row: Row) -> bool:
    """Whether a price was computed from others: TPUs, and the "generic" A100 and V100 rows."""
    return row["price_kind"] == "list_or_street" and row["price_is_estimate"]


def has_market_price(chip: Row) -> bool:
    """Whether a chip is sold at prices that speak about FLOP per USD on the 8-bit basis."""
    if chip["vendor"] not in MAKERS or not has_matrix_units(chip):
        return False
    return chip["accelerator_class"] not in LEADING_CLASSES or is_leading(chip)


@dataclass(frozen=True)
class Design:
    """What is known of each row besides its price.

    Parameters
    ----------
    log_flop_per_s : array (row,)
        Natural log of the 8-bit rate in FLOP/s.
    release_years, age_years : array (row,), year
        Release of the chip, and time from it to the quote (not below zero).
    kind, accelerator_class, maker : array (row,)
        Positions in `PREMIA`, `OTHER_CLASSES` and `OTHER_MAKERS`.
    silicon : list of str
        The silicon on the board: boards of one silicon share an effect.
    """

    log_flop_per_s: np.ndarray
    release_years: np.ndarray
    age_years: np.ndarray
    kind: np.ndarray
    accelerator_class: np.ndarray
    maker: np.ndarray
    silicon: list[str]


def quote_years(table: Table) -> np.ndarray:
    """Calendar year each price holds for, year; a yearly value is dated to mid-year."""
    yearly = table.column("price_kind") == "estimate_range"
    return table.years() + np.where(yearly, MID_YEAR, 0.0)


def premium(row: Row) -> str:
    """Which premium a price carries: a yearly range, a share of a system, or none ("")."""
    if row["price_kind"] == "estimate_range":
        return PREMIA[0]
    is_system = (row["n_accelerators_in_quote"] or 1) > 1 or row["accelerator"] in SUPERCHIPS
    return PREMIA[1] if is_system else ""


def design(table: Table, tables: Mapping[str, Table]) -> Design:
    """Join the prices with the chips they speak about."""
    chips = Chips(tables["accelerators"])
    found = chips.rows(list(table.column("accelerator")))
    released = chips.release_years(found)
    return Design(
        log_flop_per_s=chips.log_flop_per_s(found),
        release_years=released,
        age_years=np.maximum(quote_years(table) - released, 0.0),
        kind=positions([premium(row) for row in table.rows], PREMIA),
        accelerator_class=positions([chip["accelerator_class"] for chip in found], OTHER_CLASSES),
        maker=positions([chip["vendor"] for chip in found], OTHER_MAKERS),
        silicon=[silicon(chip["accelerator"]) for chip in found],
    )


def log_prices(table: Table, tables: Mapping[str, Table]) -> np.ndarray:
    """Natural log of the prices in 2025 USD."""
    return np.log(to_2025_usd(table.column("price_usd"), quote_years(table), tables["economy"]))


def scored(table: Table, tables: Mapping[str, Table]) -> Scored:
    """Each price is known from its quote on; the prices of one chip are one unit."""
    chips = Chips(tables["accelerators"]).rows(list(table.column("accelerator")))
    return Scored(quote_years(table), [chip["accelerator"] for chip in chips])


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Price = 8-bit rate / FLOP per USD of the release date, times effects, Student t.

    Parameters
    ----------
    terms : mapping of str to scalar tensor
        Values of `TERMS` in their cards' units.
    table : Table
        Selected rows.
    tables : mapping of str to Table
        All evidence: accelerators and economy are read.
    """
    import pymc as pm
    import pytensor.tensor as pt

    from forecast.posterior.shapes_model import observe, shaped

    rows, noise = design(table, tables), noise_named(table, NOISE)
    terms = shaped(terms, HARDWARE)
    maker = noise["price_maker_scatter"] * standard_scores(f"{DATASET}_maker_score", OTHER_MAKERS)
    names, of_silicon = groups(rows.silicon)
    silicons = noise["price_silicon_scatter"] * price_scores(
        noise["price_excess_correlation"], names
    )
    cheaper = pt.stack([noise[f"{name}_log_discount"] for name in OTHER_CLASSES])
    mean = (
        rows.log_flop_per_s
        - log_level(terms, "flop_per_usd", rows.release_years)
        - with_reference(cheaper)[rows.accelerator_class]
        + with_reference(pt.stack([noise[name] for name in PREMIA]))[rows.kind]
        + with_reference(maker)[rows.maker]
        + noise["price_log_change_per_year_of_age"] * rows.age_years
        + silicons[of_silicon]
    )
    observe(
        pm.StudentT,
        DATASET,
        pm.Data(f"{DATASET}_log_value", log_prices(table, tables)),
        nu=noise["price_student_degrees"],
        mu=mean,
        sigma=noise["price_scatter"],
    )
