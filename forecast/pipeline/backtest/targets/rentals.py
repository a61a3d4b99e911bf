"""Rental prices of leading chips, per FLOP/s so that chips can be compared."""

from __future__ import annotations

import numpy as np

from forecast.inputs.deflator import to_2025_usd
from forecast.pipeline.backtest.target import Item, Oracle, Tables, Target
from forecast.posterior.likelihoods import gpu_rental_prices

DATASET = "gpu_rental_prices"


def items(tables: Tables) -> list[Item]:
    """Each change of a price, USD of 2025 an hour per 8-bit FLOP/s; series: silicon, term."""
    table = gpu_rental_prices.select(tables[DATASET], tables)
    if not len(table):
        return []
    design = gpu_rental_prices.design(table, tables)
    values = gpu_rental_prices.log_prices(table, tables) - design.log_flop_per_s
    return [
        Item(row, float(year), float(value), f"{name}, {row['term']}")
        for row, year, value, name in zip(
            table.rows, table.years(), values, design.silicon, strict=True
        )
    ]


def ours(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """Price of each quote over the chip's rate, which every forecaster is given."""
    answers = oracle.predict(DATASET, [item.row for item in items])
    found: list[np.ndarray | None] = []
    for item, answer in zip(items, answers, strict=True):
        if answer is None:
            found.append(None)
            continue
        observed = item.row[gpu_rental_prices.VALUE]
        real = to_2025_usd(observed, item.year, tables["economy"])
        log_rate = np.log(real) - item.log_value
        draws = to_2025_usd(answer[gpu_rental_prices.VALUE], item.year, tables["economy"])
        found.append(np.log(draws) - log_rate)
    return found


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
