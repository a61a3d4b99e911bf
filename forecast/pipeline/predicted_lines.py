"""Lines of the output: what a row's draws say, and how what was observed sits in them."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from forecast.inputs.user_table import UserRow
from forecast.posterior.predicting import Outcome, Predicted

LEVELS = {"q05": 0.05, "q10": 0.1, "q50": 0.5, "q90": 0.9, "q95": 0.95}
COVERAGES = {"coverage50": 0.5, "coverage80": 0.8, "coverage90": 0.9}


def lines_of(number: int, row: UserRow, outcome: Outcome, module: Any) -> list[dict[str, Any]]:
    """Lines of the output for one row: one a quantity.

    Parameters
    ----------
    number : int
        Of the row, from 1.
    row : UserRow
    outcome : Predicted, tuple of Predicted or str
        What is predicted of it, or why nothing is.
    module : module
        The predictive: its targets are named where nothing is predicted.

    Returns
    -------
    list of dict
    """
    start: dict[str, Any] = {"row": number, "name": row.name}
    extra = {"extra": row.extra} if row.extra else {}
    if isinstance(outcome, str):
        return [start | each | extra for each in _refused(row, outcome, module)]
    several = outcome if isinstance(outcome, tuple) else (outcome,)
    return [start | _line(each) | extra for each in several]


def _refused(row: UserRow, reason: str, module: Any) -> Iterator[dict[str, Any]]:
    for column, unit in module.TARGETS.items():
        is_named = column == "value"  # then the row itself says what it is of
        yield {
            "quantity": row.cells.get("quantity") if is_named else column,
            "unit": row.cells.get("unit") if is_named else unit,
            "observed": row.cells.get(column),
            **dict.fromkeys(LEVELS),
            "pit": None,
            "surprise": None,
            "reason": reason,
        }


def _line(predicted: Predicted) -> dict[str, Any]:
    quantiles = np.quantile(predicted.draws, list(LEVELS.values())).tolist()
    pit = None if predicted.observed is None else share_below(predicted)
    return {
        "quantity": predicted.quantity,
        "unit": predicted.unit,
        "observed": predicted.observed,
        **dict(zip(LEVELS, quantiles, strict=True)),
        "pit": pit,
        "surprise": None if pit is None else standard_score(pit, len(predicted.draws)),
        "reason": None,
    }


def share_below(predicted: Predicted) -> float:
    """Probability integral transform: share of draws below what was observed, ties half."""
    below = np.mean(predicted.draws < predicted.observed)
    return float(below + np.mean(predicted.draws == predicted.observed) / 2)


def standard_score(pit: float, n_draws: int) -> float:
    """The standard normal score of a chance; one beyond all draws counts as half a draw's.

    Examples
    --------
    >>> round(standard_score(0.975, 4000), 2)
    1.96
    """
    least = 0.5 / n_draws
    return statistics.NormalDist().inv_cdf(min(max(pit, least), 1.0 - least))


def summary(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """How the observed values sit in their predictives.

    Parameters
    ----------
    rows : list of dict
        Rows of the output.

    Returns
    -------
    dict
        coverage50, coverage80, coverage90, median_abs_log_ratio, n_scored; None where no row has
        both a prediction and an observation.
    """
    seen = [row for row in rows if row["pit"] is not None]
    pits = np.array([row["pit"] for row in seen])
    ratios = [
        abs(np.log(row["q50"] / row["observed"]))
        for row in seen
        if row["q50"] > 0.0 and row["observed"] > 0.0
    ]
    return {
        **{
            name: float(np.mean(np.abs(pits - 0.5) <= share / 2)) if seen else None
            for name, share in COVERAGES.items()
        },
        "median_abs_log_ratio": float(np.median(ratios)) if ratios else None,
        "n_scored": len(seen),
    }


def by_quantity(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The summary of each quantity's lines, in order of appearance."""
    names = dict.fromkeys(row["quantity"] for row in rows)
    return [
        {"quantity": name, **summary([row for row in rows if row["quantity"] == name])}
        for name in names
    ]
