"""Rental prices of leading chips, per FLOP/s so that chips can be compared."""

from __future__ import annotations

import numpy as np

from forecast.inputs.deflator import to_2025_usd
from forecast.pipeline.backtest.target import Item, Oracle, Tables, Target
from forecast.posterior.chips import Chips
from forecast.posterior.likelihoods import gpu_rental_prices
from forecast.posterior.rental_quotes import VALUE, design, log_prices

DATASET = "gpu_rental_prices"


def items(tables: Tables) -> list[Item]:
    """Each change of a price, USD of 2025 an hour per 8-bit FLOP/s; series: silicon, term."""
    table = gpu_rental_prices.select(tables[DATASET], tables)
    if not len(table):
        return []
    known = design(table, tables)
    values = log_prices(table, tables) - known.log_flop_per_s
    return [
        Item(row, float(year), float(value), f"{name}, {row['term']}")
        for row, year, value, name in zip(
            table.rows, table.years(), values, known.silicon, strict=True
        )
    ]


def ours(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """Price of each quote over the chip's rate, which every forecaster is given."""
    chips = Chips(tables["accelerators"])
    log_rate = chips.log_flop_per_s(chips.rows([item.row["accelerator"] for item in items]))
    answers = oracle.predict(DATASET, [item.row for item in items])
    return [
        None
        if answer is None
        else np.log(to_2025_usd(answer[VALUE], item.year, tables["economy"])) - rate
        for item, rate, answer in zip(items, log_rate, answers, strict=True)
    ]


TARGETS = (
    Target(
        "rental_price",
        "USD of 2025 an hour per 8-bit FLOP/s, each change of a list price of a leading chip",
        DATASET,
        "hardware",
        items,
        ours,
        notes=("quotes of one provider are not independent",),
    ),
)
