"""A rental price by chip, date, provider and term, in USD an hour of the date.

A leading chip is predicted by the cost of equation 7 at what it costs to buy and the effects around
it, any other with a known 16-bit rate by `other_rentals`. A chip, provider or offer not seen gets
the spread between them; a term that is not one of the known contracts is taken as a market quote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.table import decimal_year
from forecast.posterior.chip_effects import PRICE, PRICE_SCATTER
from forecast.posterior.chip_prices import predict_by_chip
from forecast.posterior.chips import is_leading
from forecast.posterior.fading import carried_on
from forecast.posterior.likelihoods import gpu_rental_prices as leading
from forecast.posterior.likelihoods import other_prices as other
from forecast.posterior.predicting import (
    Context,
    Draws,
    Outcome,
    Predicted,
    group_effects,
    student,
)
from forecast.posterior.rental_quotes import (
    PREMIA,
    PREMIUM_OF_TERM,
    VALUE,
    design,
)

DATASET = "gpu_rental_prices"
BLOCK = ("hardware", "cards")
NEEDED = ("accelerator", "observed_on", "term")
TARGETS = {VALUE: "USD/hour"}
MARKET = "market"  # term that stands for any contract not known
UNNAMED = "not stated"  # provider


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Price of an hour of one accelerator of each row.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or str
    """
    models = {True: _leading, False: _other}
    known = [_as_fitted(row) for row in rows]
    return predict_by_chip(known, draws, context, rng, models, lambda _, chip: is_leading(chip))


def _as_fitted(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with the names the fit knows."""
    term = row["term"] if row["term"] in PREMIUM_OF_TERM else MARKET
    return {**row, "term": term, "provider": row["provider"] or UNNAMED}


def _leading(
    rows: Sequence[Mapping[str, Any]], draws: Draws, context: Context, rng: np.random.Generator
) -> list[Predicted]:
    """By equation 7 at the chip's price and trend power, and the effects around it."""
    table = context.as_table(DATASET, rows)
    known = design(table, context.tables)
    zero = np.zeros_like(draws["rental_scatter"])
    premia = [*(draws[name] for name in PREMIA), zero]
    makers = (draws["rental_maker_scatter"][:, None] * draws["gpu_rental_prices_maker_score"]).T
    silicon, provider, offer, of_age = (
        group_effects(f"gpu_rental_prices_{what}_score", draws[scatter],
                      groups, draws, context, rng)
        for what, scatter, groups in (
            ("silicon", "rental_silicon_scatter", known.silicon),
            ("provider", "provider_scatter", known.provider),
            ("offer", "offer_scatter", known.offer),
            ("age", "rental_age_scatter", known.provider),
        )
    )  # fmt: skip
    sold = context.labels.get(PRICE, ())
    of_price = group_effects(PRICE, draws[PRICE_SCATTER], known.silicon, draws, context, rng)
    dearer = [
        effect if name in sold else zero
        for name, effect in zip(known.silicon, of_price, strict=True)
    ]
    market = carried_on(
        "gpu_rental_prices_market",
        draws["rental_market_scatter"],
        draws["rental_market_years"],
        *(draws, context, rng),
    )
    found = []
    for at, row in enumerate(rows):
        year = decimal_year(row["observed_on"])
        log_price = (
            leading.log_new_price(
                draws, known.log_flop_per_s[at], known.release_years[at], dearer[at]
            )
            + premia[known.term[at]]
            + [*makers, zero][known.maker[at]]
            + (draws["rental_log_change_per_year_of_age"] + of_age[at]) * known.age_years[at]
            + draws["rental_log_drift_per_year"] * (year - START_YEAR)
            + silicon[at]
            + provider[at]
            + offer[at]
            + market.at(int(known.half[at]))
            + student(draws["rental_student_degrees"], draws["rental_scatter"], rng)
        )
        found.append(_told(row, log_price, context))
    return found


def _other(
    rows: Sequence[Mapping[str, Any]], draws: Draws, context: Context, rng: np.random.Generator
) -> list[Predicted]:
    """By the FLOP per USD an hour of its kind of chip."""
    table = context.as_table(DATASET, rows)
    found = context.chips.rows([row["accelerator"] for row in rows])
    known = other.design(found, table.years(), context.chips)
    providers = [row["provider"] for row in rows]
    of_kind, growth_of_kind, of_chip, of_provider = (
        group_effects(f"other_rental_{what}_score", draws[scatter], groups, draws, context, rng)
        for what, scatter, groups in (
            ("kind", "other_rental_kind_scatter", known.kind),
            ("growth", "other_rental_growth_scatter", known.kind),
            ("chip", "other_rental_chip_scatter", known.chip),
            ("provider", "other_provider_scatter", providers),
        )
    )
    told = []
    for at, row in enumerate(rows):
        premium = PREMIUM_OF_TERM[row["term"]]
        log_price = (
            known.log_flop_per_s[at]
            - draws["other_flop_per_usd_hour_level"]
            - of_kind[at]
            - (draws["other_flop_per_usd_hour_growth"] + growth_of_kind[at])
            * (known.release_years[at] - other.MIDDLE_YEAR)
            + (draws[f"other_{premium}"] if premium else 0.0)
            + draws["other_rental_log_change_per_year_of_age"] * known.age_years[at]
            + of_chip[at]
            + of_provider[at]
            + student(draws["other_rental_student_degrees"], draws["other_rental_scatter"], rng)
        )
        told.append(_told(row, log_price, context))
    return told


def _told(row: Mapping[str, Any], log_price: np.ndarray, context: Context) -> Predicted:
    price = np.exp(log_price) * context.nominal_usd(decimal_year(row["observed_on"]))
    return Predicted(VALUE, TARGETS[VALUE], row[VALUE], price)
