"""Cloud rental prices of leading data-centre chips, 2018 to 2025.

A row is a change of price of one chip at one provider and term. Log price = equation 7 for a new
chip at its own price (`chip_effects`) and trend power, plus effects of term, age, maker, silicon,
provider and offer. Shortage and glut move all quotes of a half-year together, and fade. How a
price falls with the age of the chip differs by provider: lists of large clouds stand for years,
marketplaces cut. A drift of the margin between quote and today takes up what lasts, so that growth
of FLOP per USD is learned from purchase prices. Student t, because single lists are far from their
market. Informs provider_margin, which is that of a one-year commitment at the average provider,
neither in shortage nor in glut; the cost terms of equation 7 enter as priors, which these rows can
hardly tell apart from the margin.

Posterior predictive check (2026-11): 97 % of quotes lie in their 90 % intervals, somewhat more
than they should since each offer has an effect of its own; misses are cuts of single resellers in
2025 and a V100 at 0.19 USD. By chip nothing is left over; the TPU v4 lets dearest per FLOP.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.table import Table
from forecast.posterior.chip_effects import price_effects
from forecast.posterior.chips import OTHER_MAKERS, Chips, is_leading
from forecast.posterior.effects import (
    groups,
    log_level,
    noise_named,
    random_effects,
    standard_scores,
    with_reference,
)
from forecast.posterior.fading import by_half_year
from forecast.posterior.rental_quotes import (
    PREMIA,
    Design,
    changes_of_price,
    design,
    log_prices,
)
from forecast.posterior.shapes import HARDWARE, Scored
from forecast.serving import chip_hour

DATASET = "gpu_rental_prices"
TERMS = (
    "flop_per_usd",
    "flop_per_usd_growth_per_year",
    "flop_per_usd_long_run_growth_per_year",
    "watts_per_flop",
    "watts_per_flop_growth_per_year",
    "watts_per_flop_long_run_growth_per_year",
    "hardware_slowing_years",
    "system_multiple",
    "discount_rate_per_year",
    "lifetime_years",
    "power_usage_effectiveness",
    "usd_per_kwh",
    "operations_usd_per_chip_hour",
    "availability_share",
    "provider_margin",
)
NOISE = (
    "on_demand_log_premium",
    "three_year_log_premium",
    "market_log_premium",
    "rental_log_change_per_year_of_age",
    "rental_log_drift_per_year",
    "rental_maker_scatter",
    "rental_silicon_scatter",
    "provider_scatter",
    "offer_scatter",
    "rental_age_scatter",
    "rental_market_scatter",
    "rental_market_years",
    "rental_scatter",
    "rental_student_degrees",
)
PREDICTS_WITH = (
    "gpu_rental_prices_maker_score",
    "gpu_rental_prices_silicon_score",
    "gpu_rental_prices_provider_score",
    "gpu_rental_prices_offer_score",
    "gpu_rental_prices_age_score",
    "gpu_rental_prices_market",
)


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: each change of price of a leading chip at one provider and term.

    Left out: consumer, workstation, small and cut-back chips, chips without matrix units or
    absent from the accelerators table, lower bounds read as values, and quotes that repeat the
    one before them (same chip, provider, term and price: a list left standing is one observation).
    Secondary rows enter for the reason on the card.
    """
    return changes_of_price(table, Chips(tables["accelerators"]), is_leading)


def scored(table: Table, tables: Mapping[str, Table]) -> Scored:
    """Each price is known from its quote on; none is scored.

    The drift of the margin keeps rentals from speaking about the trend. Scoring them would ask
    which shape happened to guess the margin of old chips at new providers.
    """
    del tables
    return Scored(table.years(), None)


def log_new_price(
    terms: Mapping[str, Any],
    log_flop_per_s: np.ndarray,
    release_years: np.ndarray,
    log_chip_price_effect: Any = 0.0,
) -> Any:
    """Natural log of equation 7 for new chips at trend power, USD/hour.

    Parameters
    ----------
    terms : mapping of str to scalar, array (draw,) or tensor
        Values of `TERMS` in their cards' units.
    log_flop_per_s, release_years : array (chip,) or float
        8-bit rate and release of each chip.
    log_chip_price_effect : array or tensor (chip,)
        What the chip costs to buy beyond the trend of its release.

    Returns
    -------
    array or tensor (chip,)
    """
    flop_per_s = np.exp(log_flop_per_s)
    cost = chip_hour.cost_usd_per_chip_hour(
        chip_price_usd=np.exp(
            log_flop_per_s - log_level(terms, "flop_per_usd", release_years) + log_chip_price_effect
        ),
        system_multiple=terms["system_multiple"],
        recovery_factor=chip_hour.recovery_factor(
            discount_rate_per_year=terms["discount_rate_per_year"],
            lifetime_years=terms["lifetime_years"],
        ),
        watts=flop_per_s * np.exp(log_level(terms, "watts_per_flop", release_years)),
        power_usage_effectiveness=terms["power_usage_effectiveness"],
        usd_per_kwh=terms["usd_per_kwh"],
        operations_usd_per_chip_hour=terms["operations_usd_per_chip_hour"],
        availability_share=terms["availability_share"],
    )
    price = chip_hour.price_usd_per_chip_hour(
        cost_usd_per_chip_hour=cost, provider_margin=terms["provider_margin"]
    )
    return np.log(price)


def _log_new_prices(terms: Mapping[str, Any], rows: Design) -> Any:
    """`log_new_price` of each row's chip, worked out once a chip."""
    chips, of_chip = groups(rows.chip)
    first = [rows.chip.index(chip) for chip in chips]
    effects = price_effects([rows.silicon[at] for at in first])
    prices = log_new_price(terms, rows.log_flop_per_s[first], rows.release_years[first], effects)
    return prices[of_chip]


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Log price around equation 7, plus term, age, market and groups, Student t.

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
    maker = noise["rental_maker_scatter"] * standard_scores(f"{DATASET}_maker_score", OTHER_MAKERS)
    mean = (
        _log_new_prices(terms, rows)
        + with_reference(pt.stack([noise[name] for name in PREMIA]))[rows.term]
        + with_reference(maker)[rows.maker]
        + noise["rental_log_change_per_year_of_age"] * rows.age_years
        + noise["rental_log_drift_per_year"] * (table.years() - START_YEAR)
        + random_effects(f"{DATASET}_silicon_score", noise["rental_silicon_scatter"], rows.silicon)
        + random_effects(f"{DATASET}_provider_score", noise["provider_scatter"], rows.provider)
        + random_effects(f"{DATASET}_offer_score", noise["offer_scatter"], rows.offer)
        + random_effects(f"{DATASET}_age_score", noise["rental_age_scatter"], rows.provider)
        * rows.age_years
        + by_half_year(
            f"{DATASET}_market",
            noise["rental_market_scatter"],
            noise["rental_market_years"],
            rows.half,
        )
    )
    observe(
        pm.StudentT,
        DATASET,
        pm.Data(f"{DATASET}_log_value", log_prices(table, tables)),
        nu=noise["rental_student_degrees"],
        mu=mean,
        sigma=noise["rental_scatter"],
    )
