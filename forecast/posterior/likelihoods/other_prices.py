"""Purchase prices of the chips that `accelerator_prices` leaves out.

A row is a quote for a chip without matrix units (no 8-bit basis), a small or cut-back card, a chip
of a maker outside the counted stock, or a value that its source computed. None of them speaks about
the trend of FLOP per USD of leading chips, so no card is informed: this file says what such a
price may be. Price = twice the 16-bit rate over a FLOP per USD that has a level and a growth by
kind of chip (with the release of the chip, not the date of the quote), times effects of age and
chip. Student t. Repeats of one price for one chip are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.inputs.table import Row, Table
from forecast.posterior.chips import Chips, has_matrix_units
from forecast.posterior.effects import groups, noise_named, random_effects, standard_scores
from forecast.posterior.likelihoods.accelerator_prices import (
    has_market_price,
    is_formula_value,
    log_prices,
    quote_years,
)

DATASET = "accelerator_prices"
TERMS = ()
NOISE = (
    "other_flop_per_usd_level",
    "other_flop_per_usd_growth",
    "other_price_kind_scatter",
    "other_price_growth_scatter",
    "other_price_log_change_per_year_of_age",
    "other_price_chip_scatter",
    "other_price_scatter",
    "other_price_student_degrees",
)
PREDICTS_WITH = ("other_price_kind_score", "other_price_growth_score", "other_price_chip_score")
MIDDLE_YEAR = 2020.0  # year; levels are those of a chip released then
BASIS = 2.0  # 8-bit over 16-bit rate: the basis of the other prices


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: prices of the other chips, where their 16-bit rate is known."""
    chips = Chips(tables["accelerators"])
    seen: set[tuple[str, int]] = set()

    def enters(row: Row) -> bool:
        chip = chips.find(row["accelerator"])
        if chip is None or not is_other(row, chip) or chip["best_16bit_flop_per_s"] is None:
            return False
        key = (chip["accelerator"], round(row["price_usd"]))
        is_new = key not in seen
        seen.add(key)
        return is_new

    return table.where(enters)


def is_other(row: Row, chip: Row) -> bool:
    """Whether the price of a chip does not speak about FLOP per USD of leading chips."""
    return is_formula_value(row) or not has_market_price(chip)


def kind_of(chip: Mapping[str, Any]) -> str:
    """What a chip is priced like: its class, and whether it has matrix units."""
    return f"{chip['accelerator_class']}{'' if has_matrix_units(chip) else ' without matrix units'}"


@dataclass(frozen=True)
class Design:
    """What is known of each row besides its price.

    Parameters
    ----------
    log_flop_per_s : array (row,)
        Natural log of twice the 16-bit rate in FLOP/s.
    release_years, age_years : array (row,), year
        Release of the chip, and time from it to the quote (not below zero).
    kind, chip : list of str
        Groups with effects of their own.
    """

    log_flop_per_s: np.ndarray
    release_years: np.ndarray
    age_years: np.ndarray
    kind: list[str]
    chip: list[str]


def design(found: Sequence[Row], years: np.ndarray, chips: Chips) -> Design:
    """Rows as the formula takes them.

    Parameters
    ----------
    found : list of mapping
        The chip of each row.
    years : array (row,), year
        Date of each quote.
    chips : Chips
    """
    released = chips.release_years(list(found))
    rates = np.array([chip["best_16bit_flop_per_s"] for chip in found], dtype=float)
    return Design(
        log_flop_per_s=np.log(BASIS * rates),
        release_years=released,
        age_years=np.maximum(years - released, 0.0),
        kind=[kind_of(chip) for chip in found],
        chip=[chip["accelerator"] for chip in found],
    )


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Log price = log rate - log FLOP per USD of kind and release, plus age and chip, Student t.

    Parameters
    ----------
    terms : mapping
        Empty.
    table : Table
        Selected rows.
    tables : mapping of str to Table
        All evidence: accelerators and economy are read.
    """
    import pymc as pm

    del terms
    noise, chips = noise_named(table, NOISE), Chips(tables["accelerators"])
    found = chips.rows(list(table.column("accelerator")))
    rows = design(found, quote_years(table), chips)
    kinds, kind = groups(rows.kind)
    of_kind = standard_scores("other_price_kind_score", kinds)
    growth_of_kind = standard_scores("other_price_growth_score", kinds)
    level = noise["other_flop_per_usd_level"] + noise["other_price_kind_scatter"] * of_kind
    growth = (
        noise["other_flop_per_usd_growth"] + noise["other_price_growth_scatter"] * growth_of_kind
    )
    mean = (
        rows.log_flop_per_s
        - level[kind]
        - growth[kind] * (rows.release_years - MIDDLE_YEAR)
        + noise["other_price_log_change_per_year_of_age"] * rows.age_years
        + random_effects("other_price_chip_score", noise["other_price_chip_scatter"], rows.chip)
    )
    pm.StudentT(
        "other_price_observed",
        nu=noise["other_price_student_degrees"],
        mu=mean,
        sigma=noise["other_price_scatter"],
        observed=pm.Data("other_price_log_value", log_prices(table, tables)),
    )
