"""The waterfall from the publication before to this one: what each part adds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forecast.writeup.answers import HORIZON_YEAR, MAIN_N, Document
from forecast.writeup.compare import moved_by, part_label
from forecast.writeup.page.chart import WIDTH, Chart, line, words
from forecast.writeup.page.html import element
from forecast.writeup.page.scales import Scale
from forecast.writeup.wording import count

LEFT, RIGHT = 176, 430  # px; the ends of the bars
FIRST, STEP, BAR = 20, 26, 16  # px
MOST = 9  # parts with a bar of their own; the smallest of the others stand together
SMALLEST = {"year": 0.05, "1": 0.0005}  # parts that are told as zero have no bar
LEAST_SPAN = {"year": 1.0, "1": 0.01}  # of the axis, so that a step of nothing is not blown up
WHAT = {"year": "median date", "1": f"chance of never before {HORIZON_YEAR + 1}"}

Row = Mapping[str, Any]
Step = tuple[str, float, float | None]


def median_chart(document: Document) -> Chart | None:
    """How the median date of the headline moved."""
    return _chart(document, "median_8e9", "changed-median")


def never_chart(document: Document) -> Chart | None:
    """How the chance of never moved."""
    return _chart(document, "p_never_8e9", "changed-never")


def _chart(document: Document, number: str, name: str) -> Chart | None:
    rows = document["answers"].get("changed", [])
    row = next((each for each in rows if each["name"] == number and each["parts"]), None)
    if row is None:
        return None
    steps = steps_of(row)
    return Chart(
        name,
        _title(row, steps),
        "Bars one below the other, each beginning where the one above ends: what each part adds "
        "between the publication before and this one.",
        _waterfall(row, steps),
        ("part", "adds (Monte Carlo error)"),
        (
            ("before", _level(row["before"], row["unit"])),
            *((label, moved_by(value, error, row["unit"])) for label, value, error in steps),
            ("now", _level(row["after"], row["unit"])),
        ),
        f"{'Years' if row['unit'] == 'year' else 'Percentage points'}; in brackets the Monte Carlo "
        "error. A block is what data and the beliefs they moved say together.",
        FIRST + STEP * (len(steps) + 2),
    )


def steps_of(row: Row) -> list[Step]:
    """Parts in their order with what they add; the smallest together, those of nothing left out."""
    scale = SMALLEST[row["unit"]]
    seen = [part for part in row["parts"] if abs(part["value"]) >= scale]
    kept = sorted(seen, key=lambda part: -abs(part["value"]))[:MOST]
    steps = [(part_label(p), p["value"], p["mcse"]) for p in row["parts"] if p in kept]
    others = [part["value"] for part in row["parts"] if part not in kept]
    if abs(sum(others)) >= scale:
        steps.append((f"{len(others)} others", sum(others), None))
    return steps


def _title(row: Row, steps: list[Step]) -> str:
    ends = " to ".join(_level(row[key], row["unit"]) for key in ("before", "after"))
    told = f"{count(MAIN_N).capitalize()} copies, {WHAT[row['unit']]}: {ends}"
    most = max(steps, key=lambda step: abs(step[1]), default=None)
    if most is None or abs(most[1]) <= 2 * (most[2] or 0.0):
        return f"{told}; nothing moved it beyond its error"
    return f"{told}; {most[0]} moved it most"


def _waterfall(row: Row, steps: list[Step]) -> str:
    at, places = row["before"], [row["before"]]
    for _, value, _ in steps:
        at += value
        places.append(at)
    low, high = min(*places, row["after"]), max(*places, row["after"])
    room = max(0.0, LEAST_SPAN[row["unit"]] - (high - low)) / 2
    x = Scale(low - room, high + room, LEFT, RIGHT)
    parts = [_end(0, x(row["before"]), "before", _level(row["before"], row["unit"]))]
    for place, (label, value, error) in enumerate(steps, start=1):
        ends = sorted((x(places[place - 1]), x(places[place])))
        parts.append(_step(place, ends, label, moved_by(value, error, row["unit"]), value > 0))
        parts.append(_tie(place, x(places[place - 1])))
    parts.append(_tie(len(steps) + 1, x(places[-1])))
    parts.append(_end(len(steps) + 1, x(row["after"]), "now", _level(row["after"], row["unit"])))
    return "".join(parts)


def _step(place: int, ends: list[float], label: str, told: str, is_later: bool) -> str:
    top = FIRST + STEP * place
    bar = element(
        "rect", x=f"{ends[0]:g}", y=f"{top - BAR / 2:g}", width=f"{max(ends[1] - ends[0], 1):g}",
        height=BAR, class_=f"bar {'c1' if is_later else 'c0'}",
    )  # fmt: skip
    name = words(LEFT - 10, top + 4, label, "axis", "end")
    return name + bar + words(ends[1] + 6, top + 4, told, "axis")


def _end(place: int, x: float, name: str, told: str) -> str:
    top = FIRST + STEP * place
    dot = element("circle", cx=f"{x:g}", cy=f"{top:g}", r="5", class_="dot")
    return (
        words(LEFT - 10, top + 4, name, "direct", "end")
        + dot
        + words(min(x + 10, WIDTH - 50.0), top + 4, told, "direct")
    )


def _tie(place: int, x: float) -> str:
    return line(x, FIRST + STEP * (place - 1), x, FIRST + STEP * place, "grid")


def _level(value: float, unit: str) -> str:
    return f"{value:.1f}" if unit == "year" else f"{100 * value:.1f}%"
