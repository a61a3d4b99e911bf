"""Prices of tokens: the cheapest at or above a capability, and the list price of each new model.

Capability is a score (ECI) that is fitted again and again to all benchmarks; the scores of the
evidence are of 2026. To use them at an earlier origin is a leak, so the price of new models is
forecast twice: with the scores, and with every score taken away before the fit.
"""

from __future__ import annotations

import numpy as np

import forecast.posterior.likelihoods.llm_prices as llm_prices
import forecast.posterior.likelihoods.price_at_capability as price_at_capability
from forecast.inputs.deflator import to_2025_usd
from forecast.inputs.table import Row
from forecast.pipeline.backtest.target import Item, Oracle, Tables, Target

RECORDS, PRICES, SCORE = "price_at_capability", "llm_prices", "eci"
MONTHS = (6, 12)  # ends of half-years; months between repeat them
NEW_MODELS = "new models"
LEAK = "a leak: capability is known by scores that were fitted in 2026"


def record_items(tables: Tables) -> list[Item]:
    """Cheapest price of each floor of the fit at the ends of half-years; a series is a floor."""
    table = tables[RECORDS].where(
        lambda row: (
            row[price_at_capability.FLOOR] in price_at_capability.MEASURES
            and row["observed_on"].month in MONTHS
        )
    )
    usd = table.column(price_at_capability.VALUE)
    real = np.log(to_2025_usd(usd, table.years(), tables["economy"]))
    return [
        Item(row, float(year), float(value), f"ECI {row[price_at_capability.FLOOR]:g}")
        for row, year, value in zip(table.rows, table.years(), real, strict=True)
    ]


def model_items(tables: Tables) -> list[Item]:
    """First list price of each scored model at its developer, USD of 2025 per 1e6 tokens."""
    table = llm_prices.select(tables[PRICES], tables)
    first: dict[str, Row] = {}
    for row in sorted(table.rows, key=lambda row: row["observed_on"]):
        if row["first_party_price"] and row["model_key"]:
            first.setdefault(row["model_key"], row)
    chosen = {id(row) for row in first.values()}
    table = table.where(lambda row: id(row) in chosen)
    return [
        Item(row, float(year), float(value), NEW_MODELS)
        for row, year, value in zip(
            table.rows, table.years(), llm_prices.log_prices(table, tables), strict=True
        )
    ]


def scored_model_items(tables: Tables) -> list[Item]:
    """Those of them that have a score."""
    return [item for item in model_items(tables) if item.row[SCORE] is not None]


def ours_record(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """The record in force at the origin, or what beats it by the date."""
    return _real(items, RECORDS, price_at_capability.VALUE, tables, oracle)


def ours_model(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """The price of a model of this date and score at this developer."""
    return _real(items, PRICES, llm_prices.VALUE, tables, oracle)


def ours_blind(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """The same without the score."""
    blind = [Item(item.row | {SCORE: None}, *_rest(item)) for item in items]
    return _real(blind, PRICES, llm_prices.VALUE, tables, oracle)


def _rest(item: Item) -> tuple[float, float, str]:
    return item.year, item.log_value, item.series


def _real(
    items: list[Item], dataset: str, value: str, tables: Tables, oracle: Oracle
) -> list[np.ndarray | None]:
    answers = oracle.predict(dataset, [item.row for item in items])
    return [
        None if each is None else np.log(to_2025_usd(each[value], item.year, tables["economy"]))
        for item, each in zip(items, answers, strict=True)
    ]


TARGETS = (
    Target(
        "price_at_capability",
        "cheapest first-party price at or above an ECI floor, ends of half-years, USD per 1e6",
        RECORDS,
        "record_prices",
        record_items,
        ours_record,
        only_seen_series=True,
        notes=(LEAK, "months of one floor repeat one price"),
        leaks=True,
    ),
    Target(
        "model_price",
        "first list price of each new scored model, given its score, USD per 1e6 tokens",
        PRICES,
        "prices",
        scored_model_items,
        ours_model,
        notes=(LEAK,),
        leaks=True,
    ),
    Target(
        "model_price_blind",
        "the same models with every score taken away before the fit: no leak",
        PRICES,
        "prices",
        scored_model_items,
        ours_blind,
        blind=(SCORE,),
    ),
)
