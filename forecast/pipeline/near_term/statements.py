"""The statements themselves, by target."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np

from forecast.inputs.table import Table
from forecast.pipeline.backtest.target import Target
from forecast.pipeline.backtest.targets import TARGETS
from forecast.pipeline.backtest.targets.contexts import developer, halves
from forecast.pipeline.near_term.asked import (
    EDITION_LAG,
    HIGHER,
    LOWER,
    ROW_LAG,
    Asked,
    item,
    rule,
)
from forecast.posterior.chips import Chips
from forecast.track_record.near_term import Statement

Day = datetime.date
Tables = Mapping[str, Table]
ONE_DAY = datetime.timedelta(days=1)
MAKERS = ("NVIDIA", "AMD", "Google")
RENTED = ("NVIDIA H100 SXM5 80GB", "NVIDIA H200 SXM", "NVIDIA B200")
QUOTES = 7  # new quotes of a chip whose median is asked about


def next_halves(as_of: Day) -> list[tuple[Day, Day]]:
    """The next two half-years that begin after a day: day before, and last day.

    Examples
    --------
    >>> next_halves(datetime.date(2026, 11, 24))[0]
    (datetime.date(2026, 12, 31), datetime.date(2027, 6, 30))
    """
    ends = [Day(as_of.year + k // 2, 6, 30) if k % 2 == 0 else Day(as_of.year + k // 2, 12, 31)
            for k in range(6)]  # fmt: skip
    later = [day for day in ends if day >= as_of]
    return list(pairwise(later))[:2]


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
        what = "8-bit FLOP/s" if target.name == "chip_flop" else "memory bandwidth, bytes/s"
        yield Asked(
            Statement(
                f"{target.name}_{maker.lower()}_{end}",
                f"{what} of {maker}'s first new leading chip released after {start}, by {end}",
                what.split(", ")[-1].removeprefix("8-bit "),
                rule(target, (start, end), "first", vendor=maker),
                end + ROW_LAG,
            ),
            (item({"vendor": maker}, "leading chips", middle),),
            HIGHER if maker == "NVIDIA" else (),
        )


def rental(target: Target, as_of: Day, tables: Tables) -> Iterator[Asked]:
    """Median of new on-demand quotes of chips in the next half-year, USD of 2025 an hour."""
    start, end = next_halves(as_of)[0]
    middle = start + (end - start) / 2
    chips = Chips(tables["accelerators"])
    for name in RENTED:
        rate = float(np.exp(chips.log_flop_per_s(chips.rows([name]))[0]))
        row = {"accelerator": name, "observed_on": middle, "term": "on-demand"}
        rows = [{**row, "provider": f"new {k}", "note": None} for k in range(QUOTES)]
        yield Asked(
            Statement(
                f"rental_{name.split()[1].lower()}_{end}",
                f"median on-demand price of {name} between {start} and {end}, new quotes",
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


def context(target: Target, as_of: Day, tables: Tables) -> Iterator[Asked]:
    """Median and longest window, as if developers release what they did in the last full half."""
    last = sorted(start for start in halves(tables) if start + 0.5 <= as_of.year + 1)[-2]
    makers = [developer(row) for row, _ in halves(tables)[last]]
    for start, end in next_halves(as_of):
        middle = start + (end - start) / 2
        rows = [{"organization": maker, "observed_on": middle} for maker in makers]
        is_median = target.name == "context_median"
        told = "median context window of models released" if is_median else "longest context window"
        yield Asked(
            Statement(
                f"{target.name}_{end}",
                f"{told} between {start} and {end}",
                "tokens",
                rule(target, (start, end + ONE_DAY), "last"),
                end + ROW_LAG,
            ),
            tuple(item(each, target.name, middle) for each in rows),
            HIGHER,
        )


MAKE: dict[str, Callable[[Target, Day, Tables], Iterator[Asked]]] = {
    "stock": stock,
    "chip_flop": chip,
    "chip_bandwidth": chip,
    "rental_price": rental,
    "context_median": context,
    "context_frontier": context,
}


def asked_on(as_of: Day, tables: Tables) -> Iterator[tuple[Target, Asked]]:
    """Everything asked in a publication of a day, with its target."""
    for target in TARGETS:
        if target.name in MAKE:
            for each in MAKE[target.name](target, as_of, tables):
                yield target, each
