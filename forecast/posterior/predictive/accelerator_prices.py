"""A purchase price by chip and date, in USD of the date.

A chip whose price speaks about the forecast's FLOP per USD is predicted by the trend and effects of
that fit; any other with a known 16-bit rate by `other_prices`. A chip not seen, or of a silicon not
seen, gets the spread between chips.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.inputs.table import Row
from forecast.posterior.chip_prices import predict_by_chip
from forecast.posterior.effects import log_level
from forecast.posterior.likelihoods import accelerator_prices as leading
from forecast.posterior.likelihoods import other_prices as other
from forecast.posterior.predicting import (
    Context,
    Draws,
    Outcome,
    Predicted,
    group_effects,
    student,
)

DATASET = "accelerator_prices"
BLOCK = ("hardware", "cards")
NEEDED = ("accelerator", "observed_on")
TARGETS = {"price_usd": "USD"}


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Price of one accelerator of each row.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or str
    """
    models = {True: _leading, False: _other}
    return predict_by_chip(rows, draws, context, rng, models, _is_leading)


def _is_leading(row: Mapping[str, Any], chip: Row) -> bool:
    return not other.is_other(dict(row), chip)


def _leading(
    rows: Sequence[Mapping[str, Any]], draws: Draws, context: Context, rng: np.random.Generator
) -> list[Predicted]:
    """By the trend of FLOP per USD and the effects around it."""
    table = context.as_table(DATASET, rows)
    known, years = leading.design(table, context.tables), leading.quote_years(table)
    zero = np.zeros_like(draws["price_scatter"])
    cheaper = [*(draws[f"{name}_log_discount"] for name in leading.OTHER_CLASSES), zero]
    premia = [*(draws[name] for name in leading.PREMIA), zero]
    makers = [*(draws["price_maker_scatter"][:, None] * draws["accelerator_prices_maker_score"]).T]
    silicon = group_effects(
        "accelerator_prices_silicon_score",
        draws["price_silicon_scatter"],
        known.silicon,
        draws,
        context,
        rng,
    )
    found = []
    for at, row in enumerate(rows):
        log_price = (
            known.log_flop_per_s[at]
            - log_level(draws, "flop_per_usd", known.release_years[at])
            - cheaper[known.accelerator_class[at]]
            + premia[known.kind[at]]
            + [*makers, zero][known.maker[at]]
            + draws["price_log_change_per_year_of_age"] * known.age_years[at]
            + silicon[at]
            + student(draws["price_student_degrees"], draws["price_scatter"], rng)
        )
        found.append(_told(row, log_price, years[at], context))
    return found


def _other(
    rows: Sequence[Mapping[str, Any]], draws: Draws, context: Context, rng: np.random.Generator
) -> list[Predicted]:
    """By the FLOP per USD of its kind of chip."""
    table = context.as_table(DATASET, rows)
    years = leading.quote_years(table)
    found = context.chips.rows([row["accelerator"] for row in rows])
    known = other.design(found, years, context.chips)
    of_kind, growth_of_kind, of_chip = (
        group_effects(f"other_price_{what}_score", draws[f"other_price_{scatter}_scatter"],
                      groups, draws, context, rng)
        for what, scatter, groups in (
            ("kind", "kind", known.kind),
            ("growth", "growth", known.kind),
            ("chip", "chip", known.chip),
        )
    )  # fmt: skip
    told = []
    for at, row in enumerate(rows):
        growth = draws["other_flop_per_usd_growth"] + growth_of_kind[at]
        log_price = (
            known.log_flop_per_s[at]
            - draws["other_flop_per_usd_level"]
            - of_kind[at]
            - growth * (known.release_years[at] - other.MIDDLE_YEAR)
            + draws["other_price_log_change_per_year_of_age"] * known.age_years[at]
            + of_chip[at]
            + student(draws["other_price_student_degrees"], draws["other_price_scatter"], rng)
        )
        told.append(_told(row, log_price, years[at], context))
    return told


def _told(
    row: Mapping[str, Any], log_price: np.ndarray, year: float, context: Context
) -> Predicted:
    price = np.exp(log_price) * context.nominal_usd(year)
    return Predicted("price_usd", TARGETS["price_usd"], row["price_usd"], price)
