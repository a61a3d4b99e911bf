"""Rental quotes as the fits see them: which are observations, and what is known of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from forecast.inputs.deflator import to_2025_usd
from forecast.inputs.table import Row, Table
from forecast.posterior.chips import OTHER_MAKERS, Chips, silicon
from forecast.posterior.effects import positions
from forecast.posterior.fading import half_years

# Terms of contract and the premium each carries; the one-year commitment is the reference.
PREMIA = ("on_demand_log_premium", "three_year_log_premium", "market_log_premium")
PREMIUM_OF_TERM = {
    "1-year commitment": "",
    "on-demand": PREMIA[0],
    "3-year commitment": PREMIA[1],
    "market": PREMIA[2],
    "marketplace": PREMIA[2],
    "spot market": PREMIA[2],
}
VALUE = "usd_per_accelerator_hour"
BOUND = "above"  # word in the note of a row whose value is a lower bound


def changes_of_price(table: Table, chips: Chips, enters: Callable[[Row], bool]) -> Table:
    """Quotes for the chips asked for that differ from the one before them, and are no bounds."""
    last: dict[tuple[str, str, str], float] = {}
    kept: set[int] = set()
    for row in sorted(table.rows, key=lambda row: row["observed_on"]):
        chip = chips.find(row["accelerator"])
        if chip is None or not enters(chip) or BOUND in (row["note"] or ""):
            continue
        key, price = (chip["accelerator"], row["provider"], row["term"]), row[VALUE]
        if last.get(key) != price:
            kept.add(id(row))
        last[key] = price
    return table.where(lambda row: id(row) in kept)


@dataclass(frozen=True)
class Design:
    """What is known of each row besides its price.

    Parameters
    ----------
    log_flop_per_s : array (row,)
        Natural log of the 8-bit rate in FLOP/s.
    release_years, age_years : array (row,), year
        Release of the chip, and time from it to the quote (not below zero).
    term, maker : array (row,)
        Positions in `PREMIA` and `OTHER_MAKERS`.
    half : array (row,) of int
        Half-year of the quote, counted from year 0.
    chip : list of str
        Name of the board.
    silicon, provider, offer : list of str
        Names of the groups with effects of their own; an offer is one board at one provider.
    """

    log_flop_per_s: np.ndarray
    release_years: np.ndarray
    age_years: np.ndarray
    term: np.ndarray
    maker: np.ndarray
    half: np.ndarray
    chip: list[str]
    silicon: list[str]
    provider: list[str]
    offer: list[str]


def design(table: Table, tables: Mapping[str, Table]) -> Design:
    """Join the quotes with the chips they speak about."""
    chips = Chips(tables["accelerators"])
    found = chips.rows(list(table.column("accelerator")))
    released = chips.release_years(found)
    chip, provider = [row["accelerator"] for row in found], list(table.column("provider"))
    return Design(
        log_flop_per_s=chips.log_flop_per_s(found),
        release_years=released,
        age_years=np.maximum(table.years() - released, 0.0),
        term=positions([PREMIUM_OF_TERM[term] for term in table.column("term")], PREMIA),
        maker=positions([row["vendor"] for row in found], OTHER_MAKERS),
        half=half_years(table.years()),
        chip=chip,
        silicon=[silicon(name) for name in chip],
        provider=provider,
        offer=[f"{provider} {chip}" for provider, chip in zip(provider, chip, strict=True)],
    )


def log_prices(table: Table, tables: Mapping[str, Table]) -> np.ndarray:
    """Natural log of the prices in 2025 USD/hour."""
    return np.log(to_2025_usd(table.column(VALUE), table.years(), tables["economy"]))
