"""List prices of language-model APIs, 2020 to 2026: what tokens of a given capability cost.

A row is a price of one model at one seller from its own date on, blended from three tokens read and
one written. Log price = a level, minus the fall of price at fixed capability up to the row's date,
plus a slope and a bend in the capability index (ECI), the age of the model at that date, whether
somebody else than the developer sells it, and effects of seller and model. A model without a score
has a capability drawn from a line in time, a wider scatter, and what its name says of its size
("mini", "opus"). Where the score is known the name does not count: smaller models of the same
capability are how its price falls.

Date and age: list prices stand still while new models of the same capability undercut them, so an
old model is dear for its date. Without the age term the fall would be halved; with the release
date in place of the row's own it would be read from the models that happen to be repriced late.

Noise: rows of one model are turned into their mean and contrasts (`group_contrasts`), so that a
model priced ten times is one model; both are Student t. Repeats of a standing price, names that
point to changing models, and secondary rows are left out.

What the plot shows: with every model taken as new, 51 % and 90 % of the developers' prices of
scored models lie in their 50 and 90 % intervals, 60 and 95 % of the hosts', 48 and 94 % of prices
without a score; no drift of the residuals over time, and none in capability but for small models
at 115 to 120 points, which sell for half of it. Twelve of 349 scored prices lie 11 to 28 times off.

What it informs: the price of the middle of the market. A price is cost times margin, and margins,
sizes and hidden tokens of the sellers are not known, so that no quantity of the forecast is
updated: gains in efficiency enter through algorithms and hardware alone, and the fall found here
(which holds them both and margin, and selection by what stays on sale) is compared with them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.deflator import to_2025_usd
from forecast.inputs.table import Row, Table
from forecast.posterior.contrasts import group_contrasts
from forecast.trends import log_slowing_growth

DATASET = "llm_prices"
TERMS = (
    "token_price_usd_per_million",
    "token_price_fall_per_year",
    "token_price_long_run_fall_per_year",
    "token_price_slowing_years",
)
PREDICTS_WITH = (
    "token_price_log_per_point",
    "token_price_bend",
    "token_price_age_log_per_year",
    "token_price_hosted_log_discount",
    "token_price_small_log_discount",
    "token_price_large_log_premium",
    "token_price_unscored_points",
    "token_price_unscored_points_per_year",
    "token_price_unscored_scatter",
    "token_price_model_scatter",
    "token_price_seller_scatter",
    "token_price_row_scatter",
    "token_price_tail_degrees",
    "token_price_seller_score",
)
VALUE = "usd_per_million_tokens_blended_3to1"
REFERENCE_ECI = 140.0  # ECI points; where the level is stated
BEND_POINTS = 10.0  # ECI points in which the bend is stated
# Words in names of models; those that hold both kinds are small ("qwen-max-lite").
SMALL = (
    *("mini", "nano", "micro", "tiny", "lite", "small", "flash", "fast", "turbo", "instant"),
    *("haiku", "air", "ministral", "spark"),
)
SMALL_COUNT = re.compile(r"\d{1,2}b")  # below 1e11 parameters
LARGE = ("pro", "plus", "max", "ultra", "large", "heavy", "premier", "opus")
SELLERS = "token_price_sellers"  # what the effects of sellers count


@dataclass(frozen=True)
class Prices:
    """What is known of each row besides its price.

    Parameters
    ----------
    year : array (row,), year
        Date of the price after `START_YEAR`.
    age_years : array (row,), year
        From release to the price; zero where the release is not known.
    points : array (row,), ECI points
        Above `REFERENCE_ECI`; nan for a model without a score.
    hosted : array (row,) of float
        1 where somebody else than the developer sells.
    small, large : array (row,) of float
        1 where the name says so.
    seller, model : list of str
        Groups with effects.
    """

    year: np.ndarray
    age_years: np.ndarray
    points: np.ndarray
    hosted: np.ndarray
    small: np.ndarray
    large: np.ndarray
    seller: list[str]
    model: list[str]


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: each change of the standard price of a model at one seller."""
    del tables
    last: dict[tuple[str, str], float] = {}
    kept: set[int] = set()
    for row in sorted(table.rows, key=lambda row: row["observed_on"]):
        key = (row["provider"], row["model_key"])
        if _is_a_price(row) and last.get(key) != row[VALUE]:
            kept.add(id(row))
            last[key] = row[VALUE]
    return table.where(lambda row: id(row) in kept)


def _is_a_price(row: Row) -> bool:
    standard = row["price_plan"] == "standard" and not row["rolling_alias"]
    return standard and row["verification"] == "primary"


def prices(rows: list[Row] | tuple[Row, ...], years: np.ndarray, released: np.ndarray) -> Prices:
    """What is known of rows besides their prices.

    Parameters
    ----------
    rows : list of Row
    years, released : array (row,), year
        Date of the price, and release of the model (nan where not known).

    Returns
    -------
    Prices
    """
    age = np.maximum(years - np.where(np.isnan(released), years, released), 0.0)
    sizes = [size_in_name(row["model_key"]) for row in rows]
    scores = [np.nan if row["eci"] is None else row["eci"] for row in rows]
    return Prices(
        year=years - START_YEAR,
        age_years=age,
        points=np.array(scores, dtype=float) - REFERENCE_ECI,
        hosted=np.array([0.0 if row["first_party_price"] else 1.0 for row in rows]),
        small=np.array([1.0 if size == "small" else 0.0 for size in sizes]),
        large=np.array([1.0 if size == "large" else 0.0 for size in sizes]),
        seller=[row["provider"] for row in rows],
        model=[row["model_key"] for row in rows],
    )


def size_in_name(model: str) -> str:
    """What the name of a model says of its size: "small", "large", or nothing.

    Examples
    --------
    >>> size_in_name("gpt-5-nano"), size_in_name("claude-opus-4-6"), size_in_name("llama-2-13b")
    ('small', 'large', 'small')
    """
    words = re.split(r"[^a-z0-9.]+", model.lower())
    if any(word in SMALL or SMALL_COUNT.fullmatch(word) for word in words):
        return "small"
    return "large" if any(word in LARGE for word in words) else ""


def log_prices(table: Table, tables: Mapping[str, Table]) -> np.ndarray:
    """Natural log of the prices in 2025 USD per 1e6 tokens."""
    return np.log(to_2025_usd(table.column(VALUE), table.years(), tables["economy"]))


def log_fall(terms: Mapping[str, Any], years_since_start: Any) -> Any:
    """Natural log of today's price over the price at a date, at fixed capability, 1.

    Parameters
    ----------
    terms : mapping of str to scalar or array
        The fall today, in the long run, and how fast it slows.
    years_since_start : array (row,), year

    Returns
    -------
    array or tensor
        Positive after the start.
    """
    return log_slowing_growth(
        years_since_start=years_since_start,
        log_growth_today=np.log(terms["token_price_fall_per_year"]),
        log_growth_long_run=np.log(terms["token_price_long_run_fall_per_year"]),
        slowing_years=terms["token_price_slowing_years"],
    )


def log_typical_price(terms: Mapping[str, Any], noise: Mapping[str, Any], rows: Prices) -> Any:
    """Natural log of the price of a typical model at a typical seller, USD of 2025 per 1e6 tokens.

    Parameters
    ----------
    terms, noise : mapping of str to scalar, tensor, or array (draw, 1)
        Quantities of `TERMS` and noise parameters of the data card.
    rows : Prices

    Returns
    -------
    array or tensor (..., row)
    """
    unscored = np.isnan(rows.points)
    line = noise["token_price_unscored_points"] + (
        noise["token_price_unscored_points_per_year"] * rows.year
    )
    words = noise["token_price_large_log_premium"] * rows.large - (
        noise["token_price_small_log_discount"] * rows.small
    )
    points = np.where(unscored, 0.0, rows.points) + unscored * line
    return (
        np.log(terms["token_price_usd_per_million"])
        - log_fall(terms, rows.year)
        + noise["token_price_log_per_point"] * points
        + noise["token_price_bend"] * (points / BEND_POINTS) ** 2
        + noise["token_price_age_log_per_year"] * rows.age_years
        - noise["token_price_hosted_log_discount"] * rows.hosted
        + unscored * words
    )


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Means and contrasts of models around the typical price and the seller's effect, Student t.

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

    noise = nuisance(table)
    rows = prices(table.rows, table.years(), table.years("model_released_on"))
    sellers, seller = np.unique(rows.seller, return_inverse=True)
    pm.modelcontext(None).add_coord(SELLERS, sellers)
    score = pm.Normal("token_price_seller_score", dims=SELLERS)
    effect = noise["token_price_seller_scatter"] * score
    matrix, n_rows = group_contrasts(rows.model)
    unscored = np.abs(matrix) @ np.isnan(rows.points) > 0.0
    between = noise["token_price_model_scatter"] ** 2 + (
        unscored * noise["token_price_unscored_scatter"] ** 2
    )
    pm.StudentT(
        f"{DATASET}_observed",
        nu=noise["token_price_tail_degrees"],
        mu=pm.math.dot(matrix, log_typical_price(terms, noise, rows) + effect[seller]),
        sigma=pm.math.sqrt(n_rows * between + noise["token_price_row_scatter"] ** 2),
        observed=pm.Data(f"{DATASET}_contrast", matrix @ log_prices(table, tables)),
    )
