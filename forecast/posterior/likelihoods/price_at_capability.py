"""The cheapest price on sale at or above a capability, by month: a record, and fitted as one.

A row is a month end and a floor of the capability index (ECI). The cheapest of many prices is an
extreme: it stays until something cheaper comes, and what comes may be much cheaper. A trend line
with noise would read a mean into it and five years of steps as a hundred observations.

Offers arrive as points in time and log price, with a density that rises by e for each `s` of log
price around a frontier that falls (Gumbel's extreme value law, for minima). Then the lowest new
offer of a month has P(above y) = exp(-months/12 * exp((y - frontier) / s)), and a month tells
either that offer, or only that it was not below the price in force: censored, not dropped. How
far a record falls informs s, how long records stand informs the frontier. The fall of the frontier
is common, with a pace of each floor around it, and has one of three shapes (`LOWEST_PRICE`): it
goes on, slows to a long-run rate, or meets a floor.

Rows that enter: the floors of `MEASURES`. Their neighbours repeat them (the same model is the
cheapest at all floors from 100 to 130 since May 2024), and even these share some records. Each
month is conditional on the price in force the month before, so a standing price is not counted
as evidence again. A price that rises (an offer withdrawn) is a month without a lower offer.

What the plot shows: 11 new lows in 114 months of five floors, by factors of 1.5 to 115; the
frontier falls through the steps and has come to the standing 0.13 USD at the lower floors, where a
new low is due, but not yet at 145 and 150. 51 and 89 % of months lie in their 50 and 90 %
intervals, months without a lower offer spread evenly over the chance of none. The law has no least
cost: what it says for years without rows spans decades, and its low end is too low.

The rows are computed from `llm_prices`, first-party prices of scored models, so this block shares
no quantity with that one: nothing is counted twice, and the two falls are compared, not joined.
Informs no quantity of the forecast. Scores are known with hindsight, hosts are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.deflator import to_2025_usd
from forecast.inputs.table import Table
from forecast.posterior.shapes import Scored
from forecast.posterior.shapes_of_offers import LOWEST_PRICE
from forecast.trends import log_slowing_growth

DATASET = "price_at_capability"
TERMS = (
    "lowest_token_price_usd_per_million",
    "lowest_token_price_fall_per_year",
    "lowest_token_price_long_run_fall_per_year",
    "lowest_token_price_slowing_years",
)
PREDICTS_WITH = (
    "lowest_price_log_per_point",
    "lowest_price_step",
    "lowest_price_level_scatter",
    "lowest_price_pace_scatter",
    "lowest_price_relisting_scatter",
    "lowest_price_level_score",
    "lowest_price_pace_score",
)
VALUE, FLOOR = "min_usd_per_million_tokens_blended_3to1", "eci_threshold"
MEASURES = (113.0, 125.0, 140.0, 145.0, 150.0)  # ECI points
REFERENCE_ECI = 140.0  # ECI points; where the level is stated
HALF_YEAR = 0.5  # year; a record stands for months, so that months are no observations
COUNTED = "lowest_price_measures"  # what the effects of floors count
# What the law of offers is given for a month that is held out: its density is then a constant.
OF_A_HELD_OUT_MONTH = {"mu": 0.0, "beta": 1.0}


@dataclass(frozen=True)
class Months:
    """One entry per month and floor after the floor's first.

    Parameters
    ----------
    middle : array (month,), year
        Middle of the time since the row before, after `START_YEAR`.
    width : array (month,), year
        That time.
    points : array (month,), ECI points
        Floor above `REFERENCE_ECI`.
    log_before, log_price : array (month,), log of USD of 2025 per 1e6 tokens
        The price in force before, in money of this month, and the lower of it and the new one.
    floor : array (month,) of int
        Position in `MEASURES`.
    """

    middle: np.ndarray
    width: np.ndarray
    points: np.ndarray
    log_before: np.ndarray
    log_price: np.ndarray
    floor: np.ndarray


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: all months of the floors of `MEASURES`."""
    del tables
    return table.where(lambda row: row[FLOOR] in MEASURES)


def months(table: Table, tables: Mapping[str, Table]) -> Months:
    """Months of each floor, each beside the price in force before it.

    Parameters
    ----------
    table : Table
        Selected rows, in any order.
    tables : mapping of str to Table
        All evidence: economy is read.

    Returns
    -------
    Months
    """
    year, floor, price = table.years(), table.column(FLOOR), table.column(VALUE)
    now, before = _with_the_row_before(year, floor)
    in_force = np.minimum(price[now], price[before])
    return Months(
        middle=(year[now] + year[before]) / 2 - START_YEAR,
        width=year[now] - year[before],
        points=floor[now] - REFERENCE_ECI,
        log_before=np.log(to_2025_usd(price[before], year[now], tables["economy"])),
        log_price=np.log(to_2025_usd(in_force, year[now], tables["economy"])),
        floor=np.searchsorted(MEASURES, floor[now]),
    )


def _with_the_row_before(year: np.ndarray, floor: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.lexsort((year, floor))
    follows = np.flatnonzero(np.diff(floor[order]) == 0.0)
    return order[follows + 1], order[follows]


def log_frontier(
    terms: Mapping[str, Any], noise: Mapping[str, Any], years: Any, points: Any
) -> Any:
    """Log price below which one new offer a year is expected, of a typical floor.

    Parameters
    ----------
    terms, noise : mapping of str to scalar, tensor, or array (draw, 1)
        Quantities of `TERMS` and noise parameters of the data card; with `level` and `pace`, the
        effects of the floor on the log price and on the log of how fast it falls.
    years, points : array (row,)
        Years after `START_YEAR`, and ECI points above `REFERENCE_ECI`.

    Returns
    -------
    array or tensor (..., row), log of USD of 2025 per 1e6 tokens
    """
    fall = log_slowing_growth(
        years_since_start=years,
        log_growth_today=np.log(terms["lowest_token_price_fall_per_year"]),
        log_growth_long_run=np.log(terms["lowest_token_price_long_run_fall_per_year"]),
        slowing_years=terms["lowest_token_price_slowing_years"],
    )
    level = np.log(terms["lowest_token_price_usd_per_million"]) + noise["level"]
    return level + noise["lowest_price_log_per_point"] * points - np.exp(noise["pace"]) * fall


def log_offers(width: Any, log_frontier: Any, step: Any) -> Any:
    """Log of the number of new offers expected below 1 USD, were the density to go on so far, 1.

    Parameters
    ----------
    width : float or array, year
        Time in which they may come.
    log_frontier : float, array or tensor
        As from `log_frontier`.
    step : float, array or tensor, 1
        Log price over which the density of offers rises by e.

    Returns
    -------
    float, array or tensor
        The lowest new offer y has P(above y) = exp(-exp(y / step + this)).
    """
    return np.log(width) - log_frontier / step


def scored(table: Table, tables: Mapping[str, Table]) -> Scored:
    """Each month is known at its end; the months of one floor in half a year are one unit."""
    found = months(table, tables)
    end = START_YEAR + found.middle + found.width / 2
    halves = np.ceil(end / HALF_YEAR - 1e-9) * HALF_YEAR
    floors = np.array(MEASURES)[found.floor]
    return Scored(
        end, [f"{floor:g} until {half:g}" for floor, half in zip(floors, halves, strict=True)]
    )


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Lowest new offer of each month by Gumbel's law, censored at the price in force.

    Parameters
    ----------
    terms : mapping of str to scalar tensor
        Values of `TERMS` in their cards' units.
    table : Table
        Selected rows.
    tables : mapping of str to Table
        All evidence: economy is read.
    """
    import pymc as pm

    from forecast.posterior.build import nuisance
    from forecast.posterior.shapes_model import shaped

    found, noise = months(table, tables), nuisance(table)
    terms = shaped(terms, LOWEST_PRICE)
    pm.modelcontext(None).add_coord(COUNTED, [f"{each:g}" for each in MEASURES])
    level = noise["lowest_price_level_scatter"] * pm.Normal(
        "lowest_price_level_score", dims=COUNTED
    )
    pace = noise["lowest_price_pace_scatter"] * pm.Normal("lowest_price_pace_score", dims=COUNTED)
    effects = {"level": level[found.floor], "pace": pace[found.floor]}
    frontier = log_frontier(terms, noise | effects, found.middle, found.points)
    step = noise["lowest_price_step"]
    cheapest = {"mu": step * log_offers(found.width, frontier, step), "beta": step}
    _observe(cheapest, -found.log_before, pm.Data(f"{DATASET}_log_cheapness", -found.log_price))


def _observe(cheapest: Mapping[str, Any], in_force: np.ndarray, cheapness: Any) -> None:
    """Lowest new offers, censored at the price in force, any of which can be held out."""
    import pymc as pm
    import pytensor.tensor as pt

    enters = pm.Data(f"{DATASET}_enters", np.ones(len(in_force)))
    law = pm.Gumbel.dist(**cheapest)
    density = pt.where(cheapness > in_force, pm.logp(law, cheapness), pm.logcdf(law, in_force))
    pm.Deterministic(f"{DATASET}_log_density", density)
    counted = {
        name: pt.switch(enters > 0, value, OF_A_HELD_OUT_MONTH[name])
        for name, value in cheapest.items()
    }
    law = pm.Gumbel.dist(**counted)
    pm.Censored(f"{DATASET}_observed", law, lower=in_force, upper=None, observed=cheapness)
