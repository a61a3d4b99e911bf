"""Statements about models: their context windows, the price of a capability, tokens a day."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from forecast.inputs.table import Row, Table, decimal_year
from forecast.pipeline.backtest.target import Target
from forecast.pipeline.backtest.targets.contexts import developer, halves
from forecast.pipeline.near_term.asked import (
    HIGHER,
    LOWER,
    ONE_DAY,
    ROW_LAG,
    Asked,
    item,
    next_halves,
    rule,
)
from forecast.track_record.near_term import Statement

Day = datetime.date
Tables = Mapping[str, Table]
FLOORS = (140.0, 145.0, 150.0)  # ECI points
COMPANIES = 3  # series of tokens a day that are asked about, the most often stated


def median_context(target: Target, as_of: Day, tables: Tables) -> Iterator[Asked]:
    """Median window, as if developers release what they did in the last full half-year."""
    for start, end in next_halves(as_of):
        rows = releases(start, end, as_of, tables)
        if not rows:
            return
        yield Asked(
            Statement(
                f"context_median_{end}",
                f"median context window of the models released in the half-year to {end}",
                "tokens",
                rule(target, (start, end), "last"),
                end + ROW_LAG,
            ),
            tuple(item(row, "median", row["observed_on"]) for row in rows),
        )


def longest_context(target: Target, as_of: Day, tables: Tables) -> Iterator[Asked]:
    """Longest window, with the releases of every half-year until then."""
    rows: list[Row] = []
    for start, end in next_halves(as_of):
        rows += releases(start, end, as_of, tables)
        if not rows:
            return
        yield Asked(
            Statement(
                f"context_frontier_{end}",
                f"longest context window released by {end}",
                "tokens",
                rule(target, (start, end + ONE_DAY), "last"),
                end + ROW_LAG,
            ),
            tuple(item(row, "longest", row["observed_on"]) for row in rows),
            HIGHER,
        )


def releases(start: Day, end: Day, as_of: Day, tables: Tables) -> list[Row]:
    """Models of a half-year to come: one for each of the last half-year that is over."""
    over = [half for half in halves(tables) if half + 0.5 <= decimal_year(as_of)]
    middle = start + (end - start) / 2
    makers = [developer(row) for row, _ in halves(tables)[max(over)]] if over else []
    return [{"organization": maker, "observed_on": middle} for maker in makers]


def record_price(target: Target, as_of: Day, tables: Tables) -> Iterator[Asked]:
    """Cheapest price at or above a capability at the end of the next half-years."""
    del tables
    for _, day in [(as_of, next_halves(as_of)[0][0]), next_halves(as_of)[0]]:
        for floor in FLOORS:
            yield Asked(
                Statement(
                    f"price_eci_{floor:g}_{day}",
                    f"cheapest first-party price at or above ECI {floor:g} on {day}, 3 in 1 out",
                    "USD of 2025 per 1e6 tokens",
                    rule(target, (day - ONE_DAY, day), "last", f"ECI {floor:g}"),
                    day + ROW_LAG,
                ),
                (item({"observed_on": day, "eci_threshold": floor}, f"ECI {floor:g}", day),),
                LOWER if floor == FLOORS[-1] else (),
            )


def tokens(target: Target, as_of: Day, tables: Tables) -> Iterator[Asked]:
    """Tokens a day that companies state in the next half-year."""
    start, end = next_halves(as_of)[0]
    middle = start + (end - start) / 2
    known = target.items(tables)
    stated = Counter(each.series for each in known)
    for name, _ in stated.most_common(COMPANIES):
        row = next(each.row for each in known if each.series == name)
        ahead = {"observed_on": middle, "quantity": row["quantity"], "entity": row["entity"]}
        yield Asked(
            Statement(
                f"tokens_{re.sub(r'[^a-z0-9]+', '_', name.lower()).strip('_')}_{end}",
                f"tokens a day, last statement for the half-year to {end}: {name}",
                "tokens/day",
                rule(target, (start, end), "last", name),
                end + ROW_LAG,
            ),
            (item(ahead, name, middle),),
        )
