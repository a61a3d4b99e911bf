"""What is asked about the near term: statements, and the items our posterior is asked about.

Dates follow from the day of the publication, values of thresholds from the answers themselves
(rounded), so that every publication states new ones.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from forecast.inputs.table import Row, decimal_year
from forecast.pipeline.backtest.target import Item
from forecast.track_record.near_term import AT_LEAST, AT_MOST, Rule, Statement

EDITION_LAG = datetime.timedelta(days=180)  # until retrospective tables hold a quarter
ROW_LAG = datetime.timedelta(days=60)  # until releases and quotes are in a table
ONE_DAY = datetime.timedelta(days=1)
SIGNIFICANT = 2  # digits of a threshold
COMBINE: dict[str, Callable[..., Any]] = {
    "first": lambda draws: draws[0],
    "last": lambda draws: draws[-1],
    "least": lambda draws: np.min(draws, axis=0),
    "most": lambda draws: np.max(draws, axis=0),
    "median": lambda draws: np.median(draws, axis=0),
}


@dataclass(frozen=True)
class Asked:
    """A statement with the items whose predictions answer it.

    Parameters
    ----------
    statement : Statement
    items : tuple of Item
        Rows as they may come, without values; combined as the rule takes them.
    odds : tuple of (float, str)
        Quantiles at which thresholds are put, and the side of each.
    """

    statement: Statement
    items: tuple[Item, ...]
    odds: tuple[tuple[float, str], ...] = ()


def item(row: Row, series: str, day: datetime.date) -> Item:
    """An item whose value is not known yet."""
    return Item(row, decimal_year(day), float("nan"), series)


def thresholds(asked: Asked, draws: np.ndarray) -> list[Statement]:
    """Statements that a value is reached, at rounded quantiles of our answer."""
    found = []
    for level, side in asked.odds:
        value = rounded(float(np.quantile(draws, level)))
        statement = asked.statement
        found.append(
            replace(
                statement,
                name=f"{statement.name}_{side.replace(' ', '_')}_{value:.3g}",
                text=f"{statement.text}: {side} {value:.3g} {statement.unit}",
                threshold=(side, value),
            )
        )
    return found


def rounded(value: float) -> float:
    """A value to two significant digits.

    Examples
    --------
    >>> rounded(12_345.0)
    12000.0
    """
    return float(f"{value:.{SIGNIFICANT}g}")


HIGHER = ((0.7, AT_LEAST),)
LOWER = ((0.3, AT_MOST),)


def next_halves(as_of: datetime.date) -> list[tuple[datetime.date, datetime.date]]:
    """The next two half-years that begin after a day: day before, and last day.

    Examples
    --------
    >>> next_halves(datetime.date(2026, 11, 24))[0]
    (datetime.date(2026, 12, 31), datetime.date(2027, 6, 30))
    """
    ends = [
        datetime.date(as_of.year + years, *end) for years in range(3) for end in ((6, 30), (12, 31))
    ]
    later = [day for day in ends if day >= as_of]
    return list(pairwise(later))[:2]


def rule(
    target: Any,
    window: tuple[datetime.date, datetime.date],
    take: str,
    series: str | None = None,
    **where: str,
) -> Rule:
    """The rule of a statement about a target between two days."""
    return Rule(target.name, target.dataset, series, where, *window, take)
