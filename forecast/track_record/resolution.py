"""Dated statements beside the evidence: which are decided, how they did, and the running record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from forecast.track_record.near_term import AT_LEAST, Rule
from forecast.track_record.scores import LEVELS, brier

TAKE: dict[str, Callable[[list[float]], float]] = {
    "first": lambda values: values[0],
    "last": lambda values: values[-1],
    "least": min,
    "most": max,
    "median": lambda values: float(np.median(values)),
}


def decided(rule: Rule, items: Iterable[Any], year_of: Any) -> float | None:
    """The value that the evidence gives a rule, in the statement's unit; None where no row does.

    Parameters
    ----------
    rule : Rule
    items : iterable of Item
        Items of the rule's target among all rows.
    year_of : callable
        Decimal year of a date.

    Returns
    -------
    float or None
    """
    after, by = year_of(rule.after), year_of(rule.by)
    chosen = sorted(
        (item.year, rule.scale * float(np.exp(item.log_value)))
        for item in items
        if after < item.year <= by
        and rule.series in (None, item.series)
        and all(str(item.row[name]) == value for name, value in rule.where.items())
    )
    return float(TAKE[rule.take]([value for _, value in chosen])) if chosen else None


def scored(prediction: Mapping[str, Any], value: float) -> dict[str, Any]:
    """How an answer did: the interval score and PIT of quantiles, or the Brier score.

    Parameters
    ----------
    prediction : mapping
        From `answered`.
    value : float
        What came, in the unit of the statement.

    Returns
    -------
    dict
        Keys value, and wis (of natural logs), pit, coverage50, coverage80, coverage90; or
        happened and brier.

    Examples
    --------
    >>> levels = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
    >>> quantiles = dict(zip(map(str, levels), range(1, 8)))
    >>> scored({"quantiles": quantiles}, 4.0)["pit"]
    0.5
    """
    if "p" in prediction:
        side, threshold = prediction["threshold"]["side"], prediction["threshold"]["value"]
        happened = bool(value >= threshold if side == AT_LEAST else value <= threshold)
        told = {"happened": happened, "brier": float(brier(prediction["p"], happened))}
        return {"value": value, **told}
    levels = [float(level) for level in prediction["quantiles"]]
    logs = np.log(list(prediction["quantiles"].values()))
    y = float(np.log(value))
    at = {level: float(np.interp(level, levels, logs)) for level in (0.5, *_ends())}
    score = 0.5 * abs(y - at[0.5])
    inside = {}
    for level in LEVELS:
        low, high = at[_low(level)], at[_high(level)]
        beyond = max(low - y, 0.0) + max(y - high, 0.0)
        score += 0.5 * (1 - level) * (high - low) + beyond
        inside[f"coverage{level * 100:.0f}"] = low <= y <= high
    pit = float(np.interp(y, logs, levels, left=0.0, right=1.0))
    return {"value": value, "wis": score / (len(LEVELS) + 0.5), "pit": pit, **inside}


def running(scores: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The record so far over all statements that were decided.

    Parameters
    ----------
    scores : list of mapping
        From `scored`, each with the `p` of its prediction where it is one of a threshold.

    Returns
    -------
    dict
        Keys n, n_quantiles, n_thresholds, wis, coverage50, coverage80, coverage90, brier,
        brier_of_half (of always saying 50 %), pits, bins (of thresholds: p, share that happened,
        n); None where nothing was decided.
    """
    of_quantiles = [each for each in scores if "pit" in each]
    of_thresholds = [each for each in scores if "brier" in each]

    def mean(name: str, among: Sequence[Mapping[str, Any]]) -> float | None:
        return float(np.mean([each[name] for each in among])) if among else None

    names = ("wis", *(f"coverage{level * 100:.0f}" for level in LEVELS))
    return {
        "n": len(scores),
        "n_quantiles": len(of_quantiles),
        "n_thresholds": len(of_thresholds),
        **{name: mean(name, of_quantiles) for name in names},
        "brier": mean("brier", of_thresholds),
        "brier_of_half": 0.25 if of_thresholds else None,
        "pits": [each["pit"] for each in of_quantiles],
        "bins": _bins(of_thresholds),
    }


def _bins(of_thresholds: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Statements by fifths of their probability."""
    edges = np.linspace(0.0, 1.0, 6)
    place = [min(int(np.searchsorted(edges, each["p"], "right")) - 1, 4) for each in of_thresholds]
    found = []
    for at in sorted(set(place)):
        own = [each for each, where in zip(of_thresholds, place, strict=True) if where == at]
        p, share = (float(np.mean([each[name] for each in own])) for name in ("p", "happened"))
        found.append({"p": p, "share": share, "n": len(own)})
    return found


def _low(level: float) -> float:
    return round(0.5 - level / 2, 6)


def _high(level: float) -> float:
    return round(0.5 + level / 2, 6)


def _ends() -> list[float]:
    return [end(level) for level in LEVELS for end in (_low, _high)]
