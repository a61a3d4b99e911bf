"""The questions of metaculus.json: first dates, the human-level date, the gap, cost and copies."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import numpy as np

from forecast.writeup.answers import HORIZON_YEAR, MAIN_N, MAIN_THETA
from forecast.writeup.metaculus import SCHEMA, Scale, continuous_cdf, timestamp
from forecast.writeup.publication.material import Curve, Material
from forecast.writeup.wording import count

GAP_YEARS = 60.0  # year; the range of the question about the gap
NUMERIC_YEAR = 2035  # year of the questions about cost and copies
LOG_RANGES = {"usd per copy-hour": (1e-4, 1e4), "copies at once": (1.0, 1e13)}
UNITS = {"usd per copy-hour": "USD/hour", "copies at once": "copies"}


def metaculus_questions(material: Material) -> list[dict[str, Any]]:
    """The content of metaculus.json.

    Parameters
    ----------
    material : Material

    Returns
    -------
    list of dict
        Keys question, type, unit, scaling, p_beyond_upper_bound (as published, not smoothed),
        largest_distortion, continuous_cdf.
    """
    day = datetime.date.fromisoformat(material.document["as_of"])
    start = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp()
    dates = [_date_question(key, curve, start) for key, curve in _dated(material.curves)]
    return [*dates, *_numeric_questions(material.curves)]


def _dated(curves: Mapping[tuple, Curve]) -> list[tuple[tuple, Curve]]:
    wanted = ("affordable date", "human-level date")
    return [(k, c) for k, c in curves.items() if k[0] in wanted and k[2] in (None, MAIN_THETA)]


def _date_question(key: tuple, curve: Curve, start: float) -> dict[str, Any]:
    seconds = np.maximum([timestamp(year) for year in curve[0]], start)  # no date lies before
    keep = np.append(np.diff(seconds) > 0, True)
    scale = Scale(start, timestamp(HORIZON_YEAR + 1.0), False, True)
    title = (
        "When will the first human-level AI model exist?"
        if key[1] is None
        else f"When will {count(key[1])} copies of a human-level AI model first be affordable, "
        "all at once, each for at most a worker's wage?"
    )
    told = _question(title, "date", "unix seconds", (seconds[keep], curve[1][keep]), scale)
    return {**told, "n": key[1], "theta": key[2]}


def _numeric_questions(curves: Mapping[tuple, Curve]) -> list[dict[str, Any]]:
    found = []
    gap = curves.get(("gap", MAIN_N, MAIN_THETA, None))
    if gap is not None:
        title = (
            "How many years after the first human-level AI model will "
            f"{count(MAIN_N)} copies of it first be affordable?"
        )
        scale = Scale(0.0, GAP_YEARS, False, True)
        found.append(_question(title, "numeric", "years", gap, scale))
    for target, (low, high) in LOG_RANGES.items():
        curve = curves.get((target, None, None, NUMERIC_YEAR))
        if curve is not None:
            title = f"{target}, {NUMERIC_YEAR}, if a human-level AI model existed then"
            scale = Scale(low, high, True, True, zero_point=0.0)
            found.append(_question(title, "numeric", UNITS[target], curve, scale))
    return found


def _question(title: str, kind: str, unit: str, curve: Curve, scale: Scale) -> dict[str, Any]:
    cdf = continuous_cdf(curve, scale)
    plain = np.interp(scale.values(), *curve, left=0.0, right=float(curve[1][-1]))
    inside = slice(0 if scale.open_low else 1, None if scale.open_high else -1)
    return {
        "schema": SCHEMA,
        "question": title,
        "type": kind,
        "unit": unit,
        "scaling": {
            "range_min": scale.low,
            "range_max": scale.high,
            "zero_point": scale.zero_point,
            "open_lower_bound": scale.open_low,
            "open_upper_bound": scale.open_high,
            "inbound_outcome_count": len(cdf) - 1,
        },
        "p_beyond_upper_bound": float(1.0 - plain[-1]),
        "largest_distortion": float(np.abs(cdf - plain)[inside].max()),
        "continuous_cdf": cdf.tolist(),
    }
