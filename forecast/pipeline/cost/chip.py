"""One accelerator: named in the table, or told by its peaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forecast.constants import BITS_OF_PEAK_RATE
from forecast.errors import InputError
from forecast.inputs.aliases import Aliases
from forecast.posterior.likelihoods.serving_placement import RATE_COLUMNS

NEEDED = ("memory_bytes", "memory_bandwidth_bytes_per_s", "best_16bit_flop_per_s")
# Of names that people shorten.
MAKERS = ("", "NVIDIA ", "NVIDIA GeForce ", "NVIDIA Tesla ", "AMD Instinct ", "Google ", "Amazon ")
WIDEST_BITS = 16.0  # bit; narrower weights are expanded to this where a chip has no such rate


@dataclass(frozen=True)
class Chip:
    """An accelerator.

    Parameters
    ----------
    columns : mapping
        Columns of `accelerators`.
    eight_bit_flop_per_s : float, FLOP/s
        Peak in which its price is reckoned.
    watts : float or None, W
        None where nobody says.
    """

    columns: Mapping[str, Any]
    eight_bit_flop_per_s: float
    watts: float | None


def chip_of(aliases: Aliases, name: Any, field: str = "accelerator") -> Mapping[str, Any]:
    """The row of an accelerator by name.

    Parameters
    ----------
    aliases : Aliases
    name : str
    field : str
        What to call it in a message.

    Returns
    -------
    mapping

    Raises
    ------
    InputError
        With the nearest name where there is none; or saying what the table lacks of it.
    """
    spellings = (f"{maker}{name or ''}" for maker in MAKERS)
    chip = next(filter(None, map(aliases.resolve, spellings)), None)
    if chip is None:
        near = aliases.nearest(str(name or ""))
        raise InputError(
            "no such accelerator",
            field=field,
            found=name or "",
            fix=f"did you mean {near!r}?" if near else "a name of the table of accelerators",
        )
    lacking = [column for column in NEEDED if chip[column] is None]
    if lacking:
        raise InputError(f"{chip['accelerator']}: the table has no {' and no '.join(lacking)}")
    return chip


def linked(chip: Mapping[str, Any], links: Any, usual_share: float) -> dict[str, Any]:
    """A chip with its link speed, the usual one where no table has it.

    Parameters
    ----------
    chip : mapping
        Columns of `accelerators`.
    links : Table
        Link speeds of accelerators.
    usual_share : float, 1
        One-way link bandwidth over memory bandwidth of chips in general.

    Returns
    -------
    dict
        With `bytes_per_s_both_ways`, and `is_link_guessed`.
    """
    known = {row["accelerator"]: row["bytes_per_s_both_ways"] for row in links.rows}
    speed = known.get(chip["accelerator"]) or chip.get("interconnect_bytes_per_s")
    guess = 2.0 * usual_share * chip["memory_bandwidth_bytes_per_s"]
    return {**chip, "bytes_per_s_both_ways": speed or guess, "is_link_guessed": not speed}


def custom_chip(
    columns: Mapping[str, Any],
    weight_bits: float,
    peak_flop: float | None,
    bandwidth: float | None,
    memory: float | None,
) -> Chip:
    """An accelerator with some columns replaced, or made of the three peaks alone.

    Parameters
    ----------
    columns : mapping
        Of the table; empty for a chip that is not in it.
    weight_bits : float, bit
        Precision for which `peak_flop` is stated.
    peak_flop, bandwidth, memory : float or None
        FLOP/s, byte/s, byte; None to keep the table's.

    Returns
    -------
    Chip
    """
    blank: dict[str, Any] = {column: None for each in RATE_COLUMNS.values() for column in each}
    unnamed = {
        "accelerator": "described by its peaks",
        "vendor": None,
        "best_16bit_flop_per_s": None,
        "tdp_w": None,
    }
    chip: dict[str, Any] = blank | unnamed | dict(columns)
    if peak_flop is not None:
        bits = weight_bits if weight_bits in RATE_COLUMNS else WIDEST_BITS
        chip |= {RATE_COLUMNS[bits][0]: peak_flop}
        chip["best_16bit_flop_per_s"] = chip["best_16bit_flop_per_s"] or peak_flop
    if bandwidth is not None:
        chip["memory_bandwidth_bytes_per_s"] = bandwidth
    if memory is not None:
        chip["memory_bytes"] = memory
    return Chip(chip, _eight_bit_rate(chip, weight_bits, peak_flop), chip["tdp_w"])


def rate_at(chip: Mapping[str, Any], bits: float) -> float | None:
    """Peak of a chip at a number format, FLOP/s; None where the table has none."""
    rates = (chip[column] for column in RATE_COLUMNS.get(bits, ()) if chip[column])
    return next(rates, chip["best_16bit_flop_per_s"] if bits == WIDEST_BITS else None)


def _eight_bit_rate(chip: Mapping[str, Any], weight_bits: float, peak_flop: float | None) -> float:
    known = rate_at(chip, BITS_OF_PEAK_RATE)
    if peak_flop is not None and not known:
        return peak_flop * weight_bits / BITS_OF_PEAK_RATE
    return known or chip["best_16bit_flop_per_s"] * WIDEST_BITS / BITS_OF_PEAK_RATE
