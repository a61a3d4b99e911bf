"""Money that is off its neighbours by a factor only a mistaken unit explains."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from forecast.inputs.data_card import Column, DataCard
from forecast.inputs.table import Row

# Decades from the median of its neighbours at which a price is refused. Real prices, from old
# cards sold off to whole wafers, lie within 2.5 decades; a unit mistaken by 1e6 moves any of
# them at least 3.5 away, whichever way it lay before.
MAX_DECADES = 3.5
MIN_NEIGHBOURS = 3  # with fewer, one cannot say which of them is wrong
UNIT_MISTAKES = {
    3: "USD against thousands of USD",
    6: "USD per token against USD per 1e6 tokens, or USD against millions of USD",
    9: "USD against billions of USD",
}


@dataclass(frozen=True)
class PriceProblem:
    """A price far off, by its position in the rows and its column."""

    index: int
    column: str
    message: str
    accepted: str
    fix: str


def is_price(column: Column, row: Row) -> bool:
    """Whether a cell holds money: by the column's unit, or the row's where the column defers.

    Parameters
    ----------
    column : Column
        The column.
    row : dict
        The row.

    Returns
    -------
    bool
    """
    unit = row.get("unit") if column.unit == "see unit" else column.unit
    return column.type == "number" and isinstance(unit, str) and unit.upper().startswith("USD")


def has_neighbours(column: Column) -> bool:
    """Whether amounts of a column can be compared: prices of a thing, not totals of any size.

    Parameters
    ----------
    column : Column
        A column of money.

    Returns
    -------
    bool

    Examples
    --------
    >>> has_neighbours(Column("cost_usd", "number", "USD", False, "cost of a whole cluster"))
    False
    """
    return column.unit == "see unit" or "price" in column.name or "USD per" in column.unit


def price_problems(rows: list[Row], card: DataCard) -> Iterator[PriceProblem]:
    """Prices more than `MAX_DECADES` from the median of their neighbours.

    Parameters
    ----------
    rows : list of dict
        Rows that are right by themselves: prices above zero.
    card : DataCard
        Its columns and key.

    Yields
    ------
    PriceProblem

    Notes
    -----
    Neighbours of a price are the rows that agree in the first column of the key (one chip), or
    all rows if there are fewer than three; of a value with a unit of its own, the rows of the
    same quantity and unit.
    """
    for column in filter(has_neighbours, card.columns):
        prices = {i: row[column.name] for i, row in enumerate(rows) if _has_price(column, row)}
        groups: dict[object, list[float]] = {}
        for index, price in prices.items():
            groups.setdefault(_group(rows[index], column, card), []).append(price)
        whole = [] if column.unit == "see unit" else list(prices.values())
        usual = _medians(groups, whole)
        for index, price in prices.items():
            middle = usual[_group(rows[index], column, card)]
            if middle is not None:
                yield from _far_off(index, column, price, middle)


def _medians(
    groups: Mapping[object, list[float]], whole: list[float]
) -> dict[object, float | None]:
    """By group: the median of its prices, of all where they are few, None where all are."""
    of_all = median(whole) if len(whole) >= MIN_NEIGHBOURS else None
    return {
        key: median(prices) if len(prices) >= MIN_NEIGHBOURS else of_all
        for key, prices in groups.items()
    }


def _has_price(column: Column, row: Row) -> bool:
    return row[column.name] is not None and is_price(column, row)


def _group(row: Row, column: Column, card: DataCard) -> object:
    if column.unit == "see unit":
        return row.get("quantity"), row.get("unit")
    return row[card.key[0]]


def _far_off(index: int, column: Column, price: float, usual: float) -> Iterator[PriceProblem]:
    decades = math.log10(price / usual)
    if abs(decades) <= MAX_DECADES:
        return
    # The likeliest slip is a power of a thousand; the nearest of those names the unit.
    power = min(UNIT_MISTAKES, key=lambda each: abs(each - abs(decades)))
    factor = 10.0 ** (-power if decades > 0 else power)
    yield PriceProblem(
        index,
        column.name,
        f"{price / usual:.2g} times the median of its neighbours, {usual:g}",
        f"{column.unit}, within a factor {10**MAX_DECADES:.0f} of its neighbours",
        f"check the unit ({UNIT_MISTAKES[power]}): times {factor:g} is {price * factor:g}",
    )
