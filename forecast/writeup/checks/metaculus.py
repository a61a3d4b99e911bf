"""Checks of metaculus.json: what the site's server would refuse, and where "never" lies."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import numpy as np

from forecast.writeup.answers import HORIZON_YEAR, MAIN_THETA, first_date
from forecast.writeup.checks.folder import Folder
from forecast.writeup.metaculus import (
    CDF_DIGITS,
    LEAST_STEP,
    MOST_STEP,
    N_STEPS,
    OPEN_MASS,
    STEP_DIGITS,
)

STEEP = 0.01  # 1; a step within this of the largest allowed was cut there
MOST_DISTORTION = 0.015  # 1; more than floors and rounding explain


def metaculus_asks_every_question(folder: Folder) -> Iterator[str]:
    """The first date of every N, the human-level date and numeric questions are there."""
    asked = [each.get("n") for each in _questions(folder) if each["type"] == "date"]
    sizes = [row["n"] for row in folder.summary["answers"]["Q2"] if row["theta"] == MAIN_THETA]
    yield from (f"no question about {n:g} copies" for n in sizes if n not in asked)
    if None not in asked or not any(each["type"] == "numeric" for each in _questions(folder)):
        yield "no question about the human-level date, or none about a number"


def metaculus_curves_have_201_points(folder: Folder) -> Iterator[str]:
    """A curve has one more value than outcomes within the range."""
    for each in _questions(folder):
        count = each["scaling"]["inbound_outcome_count"]
        if count != N_STEPS or len(each["continuous_cdf"]) != count + 1:
            yield f"{each['question']}: {len(each['continuous_cdf'])} points"


def metaculus_steps_are_not_too_small(folder: Folder) -> Iterator[str]:
    """Every step is at least 0.01 / 200, after rounding as the server does."""
    for each in _questions(folder):
        if _steps(each).min() < LEAST_STEP:
            yield f"{each['question']}: a step of {_steps(each).min():.3g}"


def metaculus_steps_are_not_too_large(folder: Folder) -> Iterator[str]:
    """Every step is at most 0.2."""
    for each in _questions(folder):
        if _steps(each).max() > MOST_STEP:
            yield f"{each['question']}: a step of {_steps(each).max():.3g}"


def metaculus_lower_ends_hold(folder: Folder) -> Iterator[str]:
    """A closed lower bound starts at 0; an open one leaves 0.001 below."""
    for each in _questions(folder):
        first = each["continuous_cdf"][0]
        holds = first >= OPEN_MASS if each["scaling"]["open_lower_bound"] else first == 0.0
        if not holds:
            yield f"{each['question']}: starts at {first}"


def metaculus_upper_ends_hold(folder: Folder) -> Iterator[str]:
    """A closed upper bound ends at 1; an open one leaves 0.001 above."""
    for each in _questions(folder):
        last = each["continuous_cdf"][-1]
        holds = last <= 1.0 - OPEN_MASS if each["scaling"]["open_upper_bound"] else last == 1.0
        if not holds:
            yield f"{each['question']}: ends at {last}"


def metaculus_ranges_make_sense(folder: Folder) -> Iterator[str]:
    """The range rises; a zero point lies below it."""
    for each in _questions(folder):
        low, high = each["scaling"]["range_min"], each["scaling"]["range_max"]
        zero = each["scaling"]["zero_point"]
        if not low < high or (zero is not None and not zero < low):
            yield f"{each['question']}: range {low} to {high}, zero point {zero}"


def metaculus_dates_start_with_the_forecast(folder: Folder) -> Iterator[str]:
    """A question about a date runs from the forecast's day to the horizon."""
    day = datetime.date.fromisoformat(folder.summary["as_of"])
    ends = [_seconds(day), _seconds(datetime.date(HORIZON_YEAR + 1, 1, 1))]
    for each in _questions(folder):
        found = [each["scaling"]["range_min"], each["scaling"]["range_max"]]
        if each["type"] == "date" and found != ends:
            yield f"{each['question']}: runs from {found[0]} to {found[1]}"


def metaculus_never_lies_beyond_the_bound(folder: Folder) -> Iterator[str]:
    """What never comes lies above the open upper bound, as often as published."""
    for each in _questions(folder):
        if each["type"] != "date" or each["n"] is None:
            continue
        row = first_date(folder.summary, each["n"], MAIN_THETA)
        beyond = 1.0 - each["continuous_cdf"][-1]
        if row is None or abs(beyond - row["p_never"]) > MOST_DISTORTION:
            yield f"{each['question']}: {beyond:.4f} beyond the bound"
        elif abs(each["p_beyond_upper_bound"] - row["p_never"]) > 1e-6:
            yield f"{each['question']}: told {each['p_beyond_upper_bound']} as never"


def metaculus_distortion_is_small(folder: Folder) -> Iterator[str]:
    """The server's floors move no curve by much; its bound on a step may, and then it is met."""
    for each in _questions(folder):
        is_steep = _steps(each).max() > MOST_STEP - STEEP
        if not 0.0 <= each["largest_distortion"] <= (1.0 if is_steep else MOST_DISTORTION):
            yield f"{each['question']}: moved by {each['largest_distortion']}"


def _questions(folder: Folder) -> list[dict[str, Any]]:
    return folder.json("metaculus.json")


def _steps(question: dict[str, Any]) -> np.ndarray:
    told = np.round(np.array(question["continuous_cdf"], dtype=float), CDF_DIGITS)
    return np.round(np.diff(told), STEP_DIGITS)


def _seconds(day: datetime.date) -> float:
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp()


CHECKS = (
    metaculus_asks_every_question,
    metaculus_curves_have_201_points,
    metaculus_steps_are_not_too_small,
    metaculus_steps_are_not_too_large,
    metaculus_lower_ends_hold,
    metaculus_upper_ends_hold,
    metaculus_ranges_make_sense,
    metaculus_dates_start_with_the_forecast,
    metaculus_never_lies_beyond_the_bound,
    metaculus_distortion_is_small,
)
