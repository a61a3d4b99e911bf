"""Leading data-centre chips: arithmetic and bandwidth of a chip, and of a dollar spent on one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from forecast.inputs.deflator import to_2025_usd
from forecast.inputs.table import Row
from forecast.pipeline.backtest.target import Item, Oracle, Tables, Target
from forecast.posterior.chips import OTHER_MAKERS, Chips, eight_bit_flop_per_s, is_leading
from forecast.posterior.effects import log_level, positions
from forecast.posterior.likelihoods import accelerator_prices, accelerators

CHIPS, PRICES = "accelerators", "accelerator_prices"
BANDWIDTH = "memory_bandwidth_bytes_per_s"
SERIES = "leading chips"
FIRST_PRICE = "the first price of each leading chip not priced before, in USD of 2025"


def priced(tables: Tables) -> list[tuple[Row, float, float, Row]]:
    """First known price of each leading chip: row, year, USD of 2025, row of the chip."""
    table = accelerator_prices.select(tables[PRICES], tables)
    years = accelerator_prices.quote_years(table)
    usd = to_2025_usd(table.column("price_usd"), years, tables["economy"])
    chips = Chips(tables[CHIPS])
    found: dict[str, tuple[Row, float, float, Row]] = {}
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


def leading_chips(items: list[Item], oracle: Oracle, chips: list[Row]) -> dict[str, np.ndarray]:
    """Natural logs of rate and bandwidth of new leading chips, by the trends of the fit.

    Parameters
    ----------
    items : list of Item
        Their years are those of the trend.
    oracle : Oracle
    chips : list of dict
        Row of each chip; only its maker is looked at.

    Returns
    -------
    dict of str to array (item, draw)
        Keys "flop" and "bandwidth_per_flop": trend, effect of the maker, the chip's excess of FLOP
        (which lowers the ratio) and Student scatter.
    """
    draws, rng = oracle.draws, oracle.rng
    n = len(draws["flop_per_chip"])
    makers = positions([chip["vendor"] for chip in chips], OTHER_MAKERS)
    found = {}
    excess = draws["flop_excess_scatter"] * rng.standard_normal((len(items), n))
    for sign, output, scatter, maker_scatter in OUTPUTS:
        row = list(accelerators.OUTPUTS).index(output)
        score = _maker_scores(oracle, n)[:, row, :]
        effect = draws[maker_scatter][:, None] * np.column_stack([score, np.zeros(n)])
        trend = np.array([log_level(draws, output, item.year) for item in items])
        noise = draws[scatter] * rng.standard_t(draws["chip_student_degrees"], (len(items), n))
        found[output] = trend + effect[:, makers].T + sign * excess + noise
    return {"flop": found["flop_per_chip"], "bandwidth_per_flop": found["bandwidth_per_flop"]}


def next_per_usd(items: list[Item], oracle: Oracle) -> list[np.ndarray]:
    """FLOP/s per USD of chips that nobody knows yet, natural log: the trend, silicon and quote."""
    draws, rng = oracle.draws, oracle.rng
    n = len(draws["flop_per_usd"])
    return [
        log_level(draws, "flop_per_usd", item.year)
        + draws["price_silicon_scatter"] * rng.standard_normal(n)
        + draws["price_scatter"] * rng.standard_t(draws["price_student_degrees"])
        for item in items
    ]


def _maker_scores(oracle: Oracle, n: int) -> np.ndarray:
    """Scores of makers, (draw, output, maker); drawn afresh where the fit did not keep them."""
    shape = (n, len(accelerators.OUTPUTS), len(OTHER_MAKERS))
    return oracle.draws.get("accelerators_maker_score", oracle.rng.standard_normal(shape))


OUTPUTS = (  # sign of a chip's excess of FLOP, level, scatter of chips and of makers
    (1.0, "flop_per_chip", "flop_per_chip_scatter", "rate_maker_scatter"),
    (-1.0, "bandwidth_per_flop", "bandwidth_per_flop_scatter", "ratio_maker_scatter"),
)


def ours_flop(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """Rate of a new leading chip of each date and maker."""
    del tables
    return list(leading_chips(items, oracle, [item.row for item in items])["flop"])


def ours_bandwidth(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """Bandwidth of a new leading chip: its rate times the bandwidth per FLOP."""
    del tables
    found = leading_chips(items, oracle, [item.row for item in items])
    return list(found["flop"] + found["bandwidth_per_flop"])


def ours_per_usd(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """FLOP/s per USD: the chip's rate over what its price is predicted to be."""
    chips = Chips(tables[CHIPS]).rows([item.row["accelerator"] for item in items])
    answers = oracle.predict(PRICES, [item.row for item in items])
    return [
        None
        if found is None
        else np.log(eight_bit_flop_per_s(chip) / _real(found["price_usd"], item, tables))
        for item, chip, found in zip(items, chips, answers, strict=True)
    ]


def ours_bandwidth_per_usd(
    items: list[Item], tables: Tables, oracle: Oracle
) -> list[np.ndarray | None]:
    """Bandwidth per USD: FLOP/s per USD times the bandwidth per FLOP of a chip of its day."""
    chips = Chips(tables[CHIPS]).rows([item.row["accelerator"] for item in items])
    ratio = leading_chips(items, oracle, chips)["bandwidth_per_flop"]
    per_usd = ours_per_usd(items, tables, oracle)
    return [None if each is None else each + own for each, own in zip(per_usd, ratio, strict=True)]


def _real(usd: np.ndarray, item: Item, tables: Tables) -> np.ndarray:
    return to_2025_usd(usd, item.year, tables["economy"])


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
        ours_flop,
    ),
    Target(
        "chip_bandwidth",
        "memory bandwidth of each leading chip when it comes out, bytes/s",
        CHIPS,
        "hardware",
        per_chip(bandwidth),
        ours_bandwidth,
    ),
)
