"""Dated statements about the near term, and how they are written down with their answers.

A statement says which target (of those the backtest scores) will have which value, which rows of
evidence decide it, and from when. Its answer is a set of quantiles, or the probability that a
threshold is reached. What makes the answers is in `pipeline`; this file is handed draws and rows.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

SCHEMA = "forecast.predictions/1"
QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
TAKES = ("first", "last", "least", "most", "median")
AT_LEAST, AT_MOST = "at least", "at most"


@dataclass(frozen=True)
class Rule:
    """Which rows decide a statement.

    Parameters
    ----------
    target : str
        A target of the backtest: it says what the value of a row is.
    dataset : str
        Table the rows stand in.
    series : str or None
        Only this series of the target; None for all.
    where : dict of str to str
        Columns of the row and what they must hold.
    after, by : date
        The value must refer to a time after the one and not after the other.
    take : str
        Which of several: one of `TAKES`, in the order of dates.
    scale : float
        The target's value times this is the value of the statement.
    """

    target: str
    dataset: str
    series: str | None
    where: Mapping[str, str]
    after: datetime.date
    by: datetime.date
    take: str
    scale: float = 1.0

    def as_dict(self) -> dict[str, Any]:
        """The rule as JSON values."""
        return {
            "target": self.target,
            "dataset": self.dataset,
            "series": self.series,
            "where": dict(self.where),
            "after": self.after.isoformat(),
            "by": self.by.isoformat(),
            "take": self.take,
            "scale": self.scale,
        }

    @staticmethod
    def of(found: Mapping[str, Any]) -> Rule:
        """The rule that JSON values state."""
        days = {name: datetime.date.fromisoformat(found[name]) for name in ("after", "by")}
        return Rule(**{**found, **days})


@dataclass(frozen=True)
class Statement:
    """A question about the near term, before it is answered.

    Parameters
    ----------
    name : str
        Identifier within a publication.
    text : str
        What is asked, in words.
    unit : str
    rule : Rule
    due_on : date
        First day on which the evidence should decide it.
    threshold : tuple of (str, float), optional
        "at least" or "at most" and a value: then the answer is a probability.
    """

    name: str
    text: str
    unit: str
    rule: Rule
    due_on: datetime.date
    threshold: tuple[str, float] | None = field(default=None)


def answered(statement: Statement, draws: np.ndarray) -> dict[str, Any]:
    """A statement with its answer, as it stands in `predictions.json`.

    Parameters
    ----------
    statement : Statement
    draws : array (draw,)
        Of the value, in its own unit.

    Returns
    -------
    dict
        Keys name, text, unit, due_on, rule, and quantiles, or threshold and p.
    """
    told: dict[str, Any] = {
        "name": statement.name,
        "text": statement.text,
        "unit": statement.unit,
        "due_on": statement.due_on.isoformat(),
        "rule": statement.rule.as_dict(),
    }
    if statement.threshold is None:
        values = np.quantile(draws, QUANTILES)
        return told | {
            "quantiles": {
                str(level): float(f"{value:.6g}")
                for level, value in zip(QUANTILES, values, strict=True)
            }
        }
    side, value = statement.threshold
    reached = draws >= value if side == AT_LEAST else draws <= value
    return told | {"threshold": {"side": side, "value": value}, "p": float(np.mean(reached))}


def predictions(forecast: Any) -> dict[str, Any]:
    """The near-term statements of a finished run, answered: what a publication stores.

    Parameters
    ----------
    forecast : Forecast
        As `run_forecast` returns it.

    Returns
    -------
    dict
        `forecast.predictions/1`. Made by `pipeline.near_term`, where stages may meet.
    """
    from forecast.pipeline.near_term import near_term_predictions

    return near_term_predictions(forecast)
