"""Statements about hardware: chips and their prices, rentals, stock, clusters."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from forecast.inputs.table import Table
from forecast.pipeline.backtest.target import Target
from forecast.pipeline.backtest.targets.clusters import RANK
from forecast.pipeline.near_term.asked import (
    EDITION_LAG,
    HIGHER,
    LOWER,
    ONE_DAY,
    ROW_LAG,
    Asked,
    item,
    next_halves,
    rule,
)
from forecast.posterior.chips import Chips
from forecast.track_record.near_term import Statement

Day = datetime.date
Tables = Mapping[str, Table]
MAKERS = ("NVIDIA", "AMD", "Google")
RENTED = ("NVIDIA H100 SXM5 80GB", "NVIDIA H200 SXM", "NVIDIA B200")
QUOTES = 7  # new quotes of a chip whose median is asked about
CHIP = {
    "chip_flop": ("8-bit FLOP/s", "FLOP/s"),
    "chip_bandwidth": ("memory bandwidth", "byte/s"),
}


def stock(target: Target, as_of: Day, tables: Tables) -> Iterator[Asked]:
    """The count of each designer at the ends of the next half-years."""
    designers = sorted({found.series for found in target.items(tables)})
    for _, day in [(as_of, next_halves(as_of)[0][0]), next_halves(as_of)[0]]:
        for designer in designers:
            row = {"observed_on": day, "quantity": "cumulative_h100e", "scope": designer}
            yield Asked(
                Statement(
                    f"stock_{designer.split()[0].lower()}_{day}",
                    f"H100-equivalents sold, {designer}, up to {day}",
                    "H100e",
                    rule(target, (day - ONE_DAY, day), "last", designer),
                    day + EDITION_LAG,
                ),
                (item({**row, "value": None}, designer, day),),
                HIGHER if designer.startswith("NVIDIA") else (),
            )


def chip(target: Target, as_of: Day, tables: Tables) -> Iterator[Asked]:
    """The next leading chip of each maker that comes out after the publication."""
    del tables
    start, end = as_of, next_halves(as_of)[1][1]
    middle = start + (end - start) / 2
    for maker in MAKERS:
        what, unit = CHIP[target.name]
        yield Asked(
            Statement(
                f"{target.name}_{maker.lower()}_{end}",
                f"{what} of {maker}'s first new leading chip released after {start}, by {end}",
                unit,
                rule(target, (start, end), "first", vendor=maker),
                end + ROW_LAG,
            ),
            (item({"vendor": maker}, "leading chips", middle),),
            HIGHER if maker == "NVIDIA" else (),
        )


def per_usd(target: Target, as_of: Day, tables: Tables) -> Iterator[Asked]:
    """FLOP per USD of the first price of NVIDIA's next leading chip."""
    del tables
    start, end = as_of, next_halves(as_of)[1][1]
    yield Asked(
        Statement(
            f"flop_per_usd_{end}",
            f"8-bit FLOP/s per USD of 2025 of the next leading chip priced after {start}",
            "FLOP/s/USD",
            rule(target, (start, end), "first"),
            end + ROW_LAG,
        ),
        (item({}, "leading chips", start + (end - start) / 2),),
        HIGHER,
    )


def rental(target: Target, as_of: Day, tables: Tables) -> Iterator[Asked]:
    """Median of new on-demand quotes of chips in the next half-year, USD of 2025 an hour."""
    start, end = next_halves(as_of)[0]
    middle = start + (end - start) / 2
    chips = Chips(tables["accelerators"])
    for name in (each for each in RENTED if chips.find(each)):
        rate = float(np.exp(chips.log_flop_per_s(chips.rows([name]))[0]))
        row = {"accelerator": name, "observed_on": middle, "term": "on-demand"}
        rows = [{**row, "provider": f"new {k}", "note": None} for k in range(QUOTES)]
        yield Asked(
            Statement(
                f"rental_{name.split()[1].lower()}_{end}",
                f"median on-demand price of {name}, new quotes of the half-year to {end}",
                "USD of 2025 an hour",
                replace(
                    rule(target, (start, end), "median", accelerator=name, term="on-demand"),
                    scale=rate,
                ),
                end + ROW_LAG,
            ),
            tuple(item(each, "", middle) for each in rows),
            LOWER if "H100" in name else (),
        )


def cluster(target: Target, as_of: Day, tables: Tables) -> Iterator[Asked]:
    """The largest cluster that begins to work in the next half-years."""
    del tables
    for start, end in next_halves(as_of):
        middle = start + (end - start) / 2
        row = {"series": "gpu_clusters", "observed_on": middle, RANK: 1.0}
        yield Asked(
            Statement(
                f"cluster_{end}",
                f"largest cluster to begin work in the half-year to {end}, the largest known then",
                "H100e",
                rule(target, (start, end), "most", **{RANK: "1.0"}),
                end + EDITION_LAG,
            ),
            (item(row, "leading clusters", middle),),
            HIGHER,
        )
