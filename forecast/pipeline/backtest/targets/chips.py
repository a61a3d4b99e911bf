"""Leading data-centre chips: arithmetic and bandwidth of a chip, and of a dollar spent on one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from forecast.inputs.deflator import to_2025_usd
from forecast.inputs.table import Row
from forecast.pipeline.backtest.target import Ask, Item, Tables, Target
from forecast.posterior.chips import Chips, eight_bit_flop_per_s, is_leading
from forecast.posterior.likelihoods import accelerator_prices, accelerators

CHIPS, PRICES = "accelerators", "accelerator_prices"
BANDWIDTH = "memory_bandwidth_bytes_per_s"
RATE = "best_16bit_flop_per_s"
SERIES = "leading chips"
FIRST_PRICE = "the first price of each leading chip not priced before, in USD of 2025"


def priced(tables: Tables) -> list[tuple[Row, float, float, Row]]:
    """First known price of each leading chip: row, year, USD of 2025, row of the chip."""
    table = accelerator_prices.select(tables[PRICES], tables)
    years = accelerator_prices.quote_years(table)
    usd = to_2025_usd(table.column("price_usd"), years, tables["economy"])
    chips, found = Chips(tables[CHIPS]), {}
    order = sorted(range(len(table)), key=lambda i: (table.rows[i]["published_on"], years[i]))
    for i in order:
        chip = chips.find(table.rows[i]["accelerator"])
        if chip is not None and is_leading(chip):
            entry = (table.rows[i], float(years[i]), float(usd[i]), chip)
            found.setdefault(chip["accelerator"], entry)
    return list(found.values())


def per_usd(amount: Callable[[Row], float | None]) -> Callable[[Tables], list[Item]]:
    """Items of an amount of the chip over its price."""

    def items(tables: Tables) -> list[Item]:
        return [
            Item(row, year, float(np.log(value / usd)), SERIES)
            for row, year, usd, chip in priced(tables)
            if (value := amount(chip)) is not None
        ]

    return items


def per_chip(amount: Callable[[Row], float | None]) -> Callable[[Tables], list[Item]]:
    """Items of an amount of each chip that the fit takes."""

    def items(tables: Tables) -> list[Item]:
        table = accelerators.select(tables[CHIPS], tables)
        return [
            Item(row, year, float(np.log(value)), SERIES)
            for row, year in zip(table.rows, table.years(), strict=True)
            if (value := amount(row)) is not None
        ]

    return items


def bandwidth(chip: Row) -> float | None:
    """Memory bandwidth of a chip, byte/s; None where it is missing or doubted."""
    doubted = accelerators.DOUBTED.get(chip["accelerator"]) == BANDWIDTH
    return None if doubted else chip[BANDWIDTH]


def ours_per_usd(items: list[Item], tables: Tables, ask: Ask) -> list[np.ndarray | None]:
    """FLOP/s per USD: the chip's rate over what its price is predicted to be."""
    chips = Chips(tables[CHIPS])
    answers = ask(PRICES, [item.row for item in items])
    return [
        None
        if found is None
        else _log_rate(chips.rows([item.row["accelerator"]])[0])
        - np.log(_real(found["price_usd"], item.year, tables))
        for item, found in zip(items, answers, strict=True)
    ]


def ours_bandwidth_per_usd(items: list[Item], tables: Tables, ask: Ask) -> list[np.ndarray | None]:
    """Bandwidth per USD: FLOP/s per USD times the bandwidth per FLOP of a chip of its day."""
    chips = Chips(tables[CHIPS])
    per_dollar = ours_per_usd(items, tables, ask)
    described = [chips.rows([item.row["accelerator"]])[0] for item in items]
    specified = ask(CHIPS, described)
    return [
        None
        if found is None or dollars is None
        else dollars + np.log(found[BANDWIDTH]) - np.log(found[RATE] * EIGHT_OVER_SIXTEEN)
        for dollars, found in zip(per_dollar, specified, strict=True)
    ]


def ours_of(quantity: str, factor: float = 1.0) -> Callable[..., list[np.ndarray | None]]:
    """An amount of a chip, asked for as a new chip of its day, class and maker."""

    def ours(items: list[Item], tables: Tables, ask: Ask) -> list[np.ndarray | None]:
        del tables
        answers = ask(CHIPS, [item.row for item in items])
        return [None if each is None else np.log(factor * each[quantity]) for each in answers]

    return ours


def _log_rate(chip: Row) -> float:
    return float(np.log(eight_bit_flop_per_s(chip) or np.nan))


def _real(usd: np.ndarray, year: float, tables: Tables) -> np.ndarray:
    return to_2025_usd(usd, year, tables["economy"])


EIGHT_OVER_SIXTEEN = 2.0  # dense 8-bit over 16-bit rate of one chip
TARGETS = (
    Target(
        "flop_per_usd",
        f"8-bit FLOP/s per USD: {FIRST_PRICE}",
        PRICES,
        "hardware",
        per_usd(eight_bit_flop_per_s),
        ours_per_usd,
        notes=("only chips with a price known; many prices are of resellers",),
    ),
    Target(
        "bandwidth_per_usd",
        f"bytes/s per USD: {FIRST_PRICE}",
        PRICES,
        "hardware",
        per_usd(bandwidth),
        ours_bandwidth_per_usd,
    ),
    Target(
        "chip_flop",
        "8-bit FLOP/s of each leading chip when it comes out",
        CHIPS,
        "hardware",
        per_chip(eight_bit_flop_per_s),
        ours_of(RATE, EIGHT_OVER_SIXTEEN),
    ),
    Target(
        "chip_bandwidth",
        "memory bandwidth of each leading chip when it comes out, bytes/s",
        CHIPS,
        "hardware",
        per_chip(bandwidth),
        ours_of(BANDWIDTH),
    ),
)
