"""Our trends beside published ones, over their period: compared with, never fitted.

A row of the table `published_trends` whose quantity we have a trend of becomes a yearly factor
(doubling and halving times and total changes are turned into one) and stands beside ours, the
posterior's, averaged over the same period. Inside: our median lies in their interval, or, where
they give none, their figure lies in our 90 % interval. A miss says by which factor, and why.

The last row sets cost beside price: hardware times algorithms, the two that the forecast rests on,
against the fall of list prices as fitted here. Their ratio is what margin and selection changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from forecast.inputs.table import Row
from forecast.pipeline.answers.comparison import Told, errors
from forecast.pipeline.answers.our_trends import OURS, fall_of_cost
from forecast.pipeline.answers.published_rates import is_a_rate, period, yearly
from forecast.pipeline.sample import Sample

TABLE = "published_trends"
COST, PRICED = "cost_at_capability", (2024.0, 2026.0)  # year; most prices are of these years
LEVELS = {"q05": 0.05, "q50": 0.5, "q95": 0.95}

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
    ("longest context windows growth", "context_window"),
    ("OpenAI context length", "context_window"),
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
    "context_window": "ours is the typical window, whose slowing is run back to 2022; theirs "
    "the ten longest at release, or one developer's",
    "algorithmic_gain": "theirs is what is left of a price fall, with margin and competition in "
    "it; ours is parameters per token alone",
    "token_price_fall": "ours is the typical price at a capability index; theirs follows the "
    "cheapest model at one benchmark, chosen where the fall is steep",
    "lowest_token_price_fall": "theirs spans from a first, single expensive model to a record; "
    "ours is the frontier of first-party offers at an index since mid-2023, run backwards",
    COST: "the price holds margin, hidden tokens and what stays on sale besides cost",
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
    rows = [compared(sample, str(name), row) for name, row in told if name and is_a_rate(row)]
    return [*rows, cost_beside_price(sample)] if rows else []


def cost_beside_price(sample: Sample) -> dict[str, Any]:
    """The fall of cost at a capability beside that of list prices, as `answer` returns it."""
    begin, end = PRICED
    priced = OURS["token_price_fall"](sample, begin, end)
    low, estimate, high = (float(q) for q in np.quantile(priced, list(LEVELS.values())))
    fitted = {
        "study": "List prices, as fitted here",
        "quantity": "fall of list prices at a capability index",
    }
    ours = fall_of_cost(sample, begin, end)
    theirs = {"estimate": estimate, "low": low, "high": high}
    row = beside(COST, fitted, (begin, end), ours, theirs, sample.n_rows)
    names = {"theirs_low": 0.05, "theirs": 0.5, "theirs_high": 0.95}
    row["errors"] |= errors(priced, sample.n_rows, names)
    return row


def trend_of(quantity: str) -> str | None:
    """Which of our trends says what a published quantity says; None where none does.

    Examples
    --------
    >>> trend_of("FLOP/s per USD, top GPUs"), trend_of("TSMC CoWoS capacity")
    ('flop_per_usd', None)
    """
    return next((name for start, name in SAME if quantity.startswith(start)), None)


def compared(sample: Sample, name: str, row: Row) -> dict[str, Any]:
    """A published estimate beside ours, as `answer` returns it."""
    begin, end = period(row)
    theirs = {key: yearly(row, row[key], begin, end) for key in ("estimate", "low", "high")}
    return beside(name, row, (begin, end), OURS[name](sample, begin, end), theirs, sample.n_rows)


def beside(
    name: str,
    row: Mapping[str, Any],
    years: tuple[float, float],
    ours: np.ndarray,
    theirs: Mapping[str, float | None],
    n_rows: int,
) -> dict[str, Any]:
    """A row as `answer` returns it.

    Parameters
    ----------
    name : str
        Of our trend.
    row : mapping
        Whose it is, and what.
    years : tuple of float and float, year
        Period.
    ours : array (draw,), factor per year
    theirs : mapping of str to float or None, factor per year
        estimate, low and high.
    n_rows : int
        Rows of the posterior.
    """
    quantiles = np.quantile(ours, list(LEVELS.values()))
    told = dict(zip(LEVELS, (float(each) for each in quantiles), strict=True))
    bounds = sorted(each for each in (theirs["low"], theirs["high"]) if each is not None)
    low, high = (bounds[0], bounds[-1]) if len(bounds) > 1 else (None, None)
    off_by = miss(told, theirs["estimate"], low, high)
    return {
        "name": name,
        "source": row["study"],
        "quantity": row["quantity"],
        "unit": "factor per year",
        "begin": years[0],
        "end": years[1],
        "theirs": theirs["estimate"],
        "theirs_low": low,
        "theirs_high": high,
        **told,
        "inside": off_by == 1.0,
        "off_by": off_by,
        "why": "" if off_by == 1.0 else WHY[name],
        "errors": _errors(ours, told, off_by, low is not None, n_rows),
    }


def _errors(
    ours: np.ndarray, told: Mapping[str, float], off_by: float, by_median: bool, n_rows: int
) -> Told:
    """Monte Carlo errors; that of a miss is the error of the quantile that it is measured from."""
    found = errors(ours, n_rows, LEVELS)
    end = "q50" if by_median else ("q05" if off_by > 1.0 else "q95")
    error = found[end]
    missed = off_by != 1.0 and error is not None
    return found | ({"off_by": off_by * error / told[end]} if missed and error is not None else {})


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
    >>> [round(miss(ours, *theirs), 3) for theirs in ((1.3, 1.4, 1.5), (1.6, None, None))]
    [0.929, 0.875]
    """
    if low is not None and high is not None:
        return float(ours["q50"] / np.clip(ours["q50"], low, high))
    if estimate is None:
        return 1.0
    return float(np.clip(estimate, ours["q05"], ours["q95"]) / estimate)
