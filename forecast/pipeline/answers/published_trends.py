"""Our trends beside published ones, over their period: compared with, never fitted.

A row of the table `published_trends` whose quantity we have a trend of becomes a yearly factor
(doubling and halving times and total changes are turned into one) and stands beside ours, the
posterior's, averaged over the same period. Inside: our median lies in their interval, or, where
they give none, their figure lies in our 90 % interval. A miss says by which factor, and why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from forecast.inputs.table import Row, decimal_year
from forecast.pipeline.answers.our_trends import OURS
from forecast.pipeline.sample import Sample

TABLE = "published_trends"
LOOK_BACK_YEARS = 5.0  # year; period of an estimate that names only its end
SHORTEST_YEARS = 0.5  # year; of a period
LEVELS = {"q05": 0.05, "q50": 0.5, "q95": 0.95}
ONLY_END = "to "  # how a period begins that names no beginning
DATE = re.compile(r"(mid-)?(20\d\d|19\d\d)(?:-(0[1-9]|1[0-2])(?!\d))?")

# How a published quantity begins, and which of our trends says the same; the first that fits.
SAME = (
    ("FLOP/s per USD, CPU", None),
    ("FLOP/s per USD", "flop_per_usd"),
    ("FLOP per USD", "flop_per_usd"),
    ("performance per USD", "flop_per_usd"),
    ("AI chip performance per USD", "flop_per_usd"),
    ("energy efficiency", "flop_per_watt"),
    ("FLOP/s 16-bit of ML hardware", "flop_per_chip"),
    ("16-bit FLOP/s per chip", "flop_per_chip"),
    ("memory bandwidth", "bandwidth_per_chip"),
    ("memory capacity", "memory_per_chip"),
    ("installed NVIDIA FLOP/s", "stock"),
    ("total AI chip compute", "stock"),
    ("algorithmic efficiency, open models", "algorithmic_gain"),
    ("price decline", "token_price_fall"),
    ("price of GPT-3.5 level", "lowest_token_price_fall"),
    ("price of MMLU", "lowest_token_price_fall"),
    ("halving time of cost at fixed score", "lowest_token_price_fall"),
    ("tokens per month growth", "tokens_per_day"),
)
WHY = {
    "flop_per_usd": "ours is of leading data-centre chips at 8 bit, with prices paid since 2020 "
    "from rentals; theirs of all or of consumer GPUs at list price and 32 bit",
    "flop_per_watt": "ours is of leading data-centre chips at 8 bit; leading and all hardware, "
    "and other number formats, differ",
    "flop_per_chip": "ours is per package of leading chips at 8 bit; theirs of all ML hardware, "
    "or of the chips in leading clusters",
    "bandwidth_per_chip": "ours is of leading chips with stacked memory since 2016; theirs of all "
    "GPUs since 2006",
    "memory_per_chip": "ours is of leading chips with stacked memory since 2016; theirs of all "
    "GPUs since 2006",
    "stock": "ours is fitted to all designers' shipments since 2022 and run backwards, where it "
    "grows too fast; theirs is one maker's chips, with depreciation",
    "algorithmic_gain": "theirs is what is left of a price fall, with margin and competition in "
    "it; ours is parameters per token alone",
    "token_price_fall": "ours is the typical price at a capability index; theirs follows the "
    "cheapest model at one benchmark, chosen where the fall is steep",
    "lowest_token_price_fall": "theirs spans from a first, single expensive model to a record; "
    "ours is the frontier of first-party offers at an index since mid-2023, run backwards",
    "tokens_per_day": "theirs is one company, the one that grew most; ours the mean of several",
}


def answer(sample: Sample, inputs: Any) -> list[dict[str, Any]]:
    """One row a published estimate that we have a trend of.

    Parameters
    ----------
    sample : Sample
    inputs : Inputs
        Its tables hold theirs.

    Returns
    -------
    list of dict
        Keys name (of our trend), source, quantity, unit, begin, end, theirs, theirs_low,
        theirs_high (None where not given), q05, q50, q95, inside, off_by (factor of the miss; 1
        inside) and why (empty inside).
    """
    table = inputs.tables.get(TABLE)
    told = [] if table is None else [(trend_of(row["quantity"]), row) for row in table.rows]
    return [compared(sample, str(name), row) for name, row in told if name and is_a_rate(row)]


def trend_of(quantity: str) -> str | None:
    """Which of our trends says what a published quantity says; None where none does.

    Examples
    --------
    >>> trend_of("FLOP/s per USD, top GPUs"), trend_of("TSMC CoWoS capacity")
    ('flop_per_usd', None)
    """
    return next((name for start, name in SAME if quantity.startswith(start)), None)


def is_a_rate(row: Row) -> bool:
    """Whether a yearly factor can be made of a row: a rate, or a total change with its period."""
    return row["measure"] != "level_or_ratio" or len(DATE.findall(row["period"] or "")) > 1


def compared(sample: Sample, name: str, row: Row) -> dict[str, Any]:
    """A published estimate beside ours, as `answer` returns it."""
    begin, end = period(row)
    ours = np.quantile(OURS[name](sample, begin, end), list(LEVELS.values()))
    told = dict(zip(LEVELS, (float(each) for each in ours), strict=True))
    theirs = {key: yearly(row, row[key], begin, end) for key in ("estimate", "low", "high")}
    bounds = sorted(each for each in (theirs["low"], theirs["high"]) if each is not None)
    low, high = (bounds[0], bounds[-1]) if len(bounds) > 1 else (None, None)
    off_by = miss(told, theirs["estimate"], low, high)
    return {
        "name": name,
        "source": row["study"],
        "quantity": row["quantity"],
        "unit": "factor per year",
        "begin": begin,
        "end": end,
        "theirs": theirs["estimate"],
        "theirs_low": low,
        "theirs_high": high,
        **told,
        "inside": off_by == 1.0,
        "off_by": off_by,
        "why": "" if off_by == 1.0 else WHY[name],
    }


def miss(
    ours: Mapping[str, float], estimate: float | None, low: float | None, high: float | None
) -> float:
    """Factor by which ours lies above (over 1) or below (under 1) theirs; 1 inside.

    Parameters
    ----------
    ours : mapping
        q05, q50 and q95.
    estimate, low, high : float or None
        Theirs.

    Returns
    -------
    float
        Of our median against their interval, or of their figure against our interval.

    Examples
    --------
    >>> ours = {"q05": 1.2, "q50": 1.3, "q95": 1.4}
    >>> miss(ours, 1.3, 1.4, 1.5).__round__(3), miss(ours, 1.6, None, None), miss(ours, 1.3, 1, 2)
    (0.929, 0.875, 1.0)
    """
    if low is not None and high is not None:
        return float(ours["q50"] / np.clip(ours["q50"], low, high))
    if estimate is None:
        return 1.0
    return float(np.clip(estimate, ours["q05"], ours["q95"]) / estimate)


def yearly(row: Row, value: float | None, begin: float, end: float) -> float | None:
    """A published value as a factor per year; None where there is no value."""
    if value is None:
        return None
    if row["measure"] in ("doubling_time", "halving_time"):
        return float(2.0 ** (1.0 / value))
    if row["measure"] == "level_or_ratio":
        return float(value ** (1.0 / (end - begin)))
    return float(value)


def period(row: Row) -> tuple[float, float]:
    """Calendar years over which an estimate was made.

    Parameters
    ----------
    row : Row
        Its period, in words, and date of publication.

    Returns
    -------
    tuple of float and float, year
        A month stands at its middle, a first year at its beginning and a last at its end; no later
        than publication. Without a beginning, `LOOK_BACK_YEARS` before the end.
    """
    published = decimal_year(row["published_on"])
    text = row["period"] or ""
    found = DATE.findall(text)
    is_span = len(found) > 1 and not text.startswith(ONLY_END)
    end = min(_point(found[-1], at_end=True), published) if found else published
    begin = _point(found[0], at_end=False) if is_span else end - LOOK_BACK_YEARS
    return min(begin, end - SHORTEST_YEARS), end


def _point(told: tuple[str, str, str], at_end: bool) -> float:
    middle, year, month = told
    if middle:
        return float(year) + 0.5
    if month:
        return float(year) + (float(month) - 0.5) / 12
    return float(year) + at_end
