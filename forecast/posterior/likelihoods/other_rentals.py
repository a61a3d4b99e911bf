"""Rental prices of the chips that `gpu_rental_prices` leaves out.

A row is a change of price of one consumer, workstation, small, cut-back or old chip at one provider
and term. None speaks about the margin over the cost of leading chips, so no card is informed:
this file says what such a price may be. Price = twice the 16-bit rate over a FLOP per USD an hour
that has a level and a growth by kind of chip, times effects of term, age, provider and chip.
Student t. A list left standing is one observation, as among the leading chips.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forecast.inputs.table import Row, Table
from forecast.posterior.chips import Chips, is_leading
from forecast.posterior.effects import (
    groups,
    noise_named,
    positions,
    random_effects,
    standard_scores,
    with_reference,
)
from forecast.posterior.likelihoods.other_prices import MIDDLE_YEAR, design
from forecast.posterior.rental_quotes import (
    PREMIA,
    PREMIUM_OF_TERM,
    changes_of_price,
    log_prices,
)

DATASET = "gpu_rental_prices"
TERMS = ()
NOISE = (
    "other_flop_per_usd_hour_level",
    "other_flop_per_usd_hour_growth",
    "other_rental_kind_scatter",
    "other_rental_growth_scatter",
    "other_rental_log_change_per_year_of_age",
    "other_on_demand_log_premium",
    "other_three_year_log_premium",
    "other_market_log_premium",
    "other_rental_chip_scatter",
    "other_provider_scatter",
    "other_rental_scatter",
    "other_rental_student_degrees",
)
PREDICTS_WITH = (
    "other_rental_kind_score",
    "other_rental_growth_score",
    "other_rental_chip_score",
    "other_rental_provider_score",
)


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: changes of price of chips with a known 16-bit rate that are not leading."""
    chips = Chips(tables["accelerators"])

    def enters(chip: Row) -> bool:
        return not is_leading(chip) and chip["best_16bit_flop_per_s"] is not None

    return changes_of_price(table, chips, enters)


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Log price = log rate - log FLOP per USD an hour, plus term, age, provider, chip, Student t.

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
    import pytensor.tensor as pt

    del terms
    noise, chips = noise_named(table, NOISE), Chips(tables["accelerators"])
    rows = design(chips.rows(list(table.column("accelerator"))), table.years(), chips)
    kinds, kind = groups(rows.kind)
    of_kind = noise["other_rental_kind_scatter"] * standard_scores("other_rental_kind_score", kinds)
    growth_of_kind = noise["other_rental_growth_scatter"] * standard_scores(
        "other_rental_growth_score", kinds
    )
    term = positions([PREMIUM_OF_TERM[term] for term in table.column("term")], PREMIA)
    mean = (
        rows.log_flop_per_s
        - (noise["other_flop_per_usd_hour_level"] + of_kind)[kind]
        - (noise["other_flop_per_usd_hour_growth"] + growth_of_kind)[kind]
        * (rows.release_years - MIDDLE_YEAR)
        + with_reference(pt.stack([noise[f"other_{name}"] for name in PREMIA]))[term]
        + noise["other_rental_log_change_per_year_of_age"] * rows.age_years
        + random_effects("other_rental_chip_score", noise["other_rental_chip_scatter"], rows.chip)
        + random_effects(
            "other_rental_provider_score",
            noise["other_provider_scatter"],
            list(table.column("provider")),
        )
    )
    pm.StudentT(
        "other_rental_observed",
        nu=noise["other_rental_student_degrees"],
        mu=mean,
        sigma=noise["other_rental_scatter"],
        observed=pm.Data("other_rental_log_value", log_prices(table, tables)),
    )
