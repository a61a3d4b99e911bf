"""Cumulative H100-equivalents, chips and chip power by designer and in sum, at a date.

What was published for earlier dates is known; what was shipped since is drawn. A sum over
designers is the sum of their draws. Shipments by kind of chip, installed stock after depreciation
and packaging capacity have no model and are declined.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.inputs.table import decimal_year
from forecast.posterior.likelihoods.compute_owners import scope_of
from forecast.posterior.likelihoods.stock_ratios import COUNT, RATIOS
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted
from forecast.posterior.shipments import Shipments
from forecast.quantities import nearest

DATASET = "compute_stock"
BLOCK = "stock"
NEEDED = ("observed_on", "quantity", "scope")
TARGETS = {"value": ""}
SUM = "_sum_of_designers"  # ends the name of a quantity summed over designers
UNITS = {"": "h100e", "chips": "chips", "power": "W"}
RATIO_OF = {COUNT: "", **{quantity: ratio for ratio, quantity in RATIOS.items()}}
ALL = ("all", "sum", "total", "world")


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """Count of each row at its date.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of Predicted or str
    """
    shipments = Shipments(draws, context.tables, rng)
    return [_outcome(row, shipments) for row in rows]


def _outcome(row: Mapping[str, Any], shipments: Shipments) -> Outcome:
    quantity = row["quantity"].removesuffix(SUM)
    if quantity not in RATIO_OF:
        known = ", ".join(RATIO_OF)
        return f"no model of {row['quantity']!r}; predicted are {known}, each also with {SUM}"
    ratio, year = RATIO_OF[quantity], decimal_year(row["observed_on"])
    designers = designers_of(row["scope"], row["quantity"].endswith(SUM), shipments)
    if not designers:
        near = nearest(row["scope"], shipments.designers)
        hint = f"; did you mean {near!r}?" if near else ""
        return f"no such designer: {row['scope']!r}{hint}"
    counts = [shipments.count(designer, ratio, year) for designer in designers]
    counted = [count for count in counts if count is not None]
    if not counted:
        first = min(shipments.series[each, quantity].start for each in designers)
        return f"the count of {row['scope']!r} begins at {first:.2f}"
    return Predicted(row["quantity"], UNITS[ratio], row["value"], np.sum(counted, axis=0))


def designers_of(scope: str, is_sum: bool, shipments: Shipments) -> list[str]:
    """The designers that a scope is about, those whose count begins first in front.

    Parameters
    ----------
    scope : str
        A designer by its first word, several joined by + or /, "all", or "2 of ..." for the two
        that were counted first.
    is_sum : bool
        Whether the quantity is a sum over designers.
    shipments : Shipments

    Returns
    -------
    list of str
        As the table calls them; empty for none known.
    """
    by_start = sorted(shipments.designers, key=lambda each: shipments.series[each, COUNT].start)
    if counted := re.match(r"(\d+) of ", scope):
        return by_start[: int(counted[1])]
    words = scope.casefold().split()
    if words and words[0] in ALL:
        return by_start
    named = [scope_of(part, by_start) for part in re.split(r"[+/]", scope)]
    found = [designer for designer in dict.fromkeys(named) if designer]
    return found or (by_start if is_sum else [])
