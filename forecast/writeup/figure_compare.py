"""The waterfall from one forecast to the next: what each part adds to the headline numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes

from forecast.writeup.answers import MAIN_N
from forecast.writeup.compare import moved_by, part_label, row_of
from forecast.writeup.figure_style import (
    INK,
    MAIN_COLOUR,
    SECOND_COLOUR,
    SOFT,
    Drawn,
    new_figure,
    outlined,
)
from forecast.writeup.wording import count

TAG = "8e9"
SHOWN = {"median": "median, year", "p_never": "never before 2101, %"}
NAME = "compare"
MOST = 9  # parts with a bar of their own; the smallest of the others stand together
MARGIN = 0.35  # of the width of the bars, left free on either side for labels


def draw_compare(document: Mapping[str, Any]) -> Drawn:
    """Draw how date, beliefs, data sets and code carry the first forecast to the second."""
    before, after = (document[side]["id"] for side in ("before", "after"))
    rows = [row_of(document, TAG, column) for column in SHOWN]
    rows = [row for row in rows if row["parts"]]
    title = f"{count(MAIN_N)} copies from {before} to {after}{_finding(rows)}"
    source = "Billion Copies; the parts add up; in brackets the Monte Carlo error of each."
    figure = new_figure(title, source, (1.0,) * max(1, len(rows)))
    _leave_room(figure)
    kept = _largest(rows)
    told: list[dict[str, Any]] = []
    for axes, row in zip(figure.axes, rows, strict=False):
        steps = _steps(row, kept)
        _waterfall(axes, row, steps)
        labels = ["before", *(label for label, _, _ in steps), "after"]
        axes.set_yticks(
            range(len(labels)), labels if axes is figure.axes[0] else [""] * len(labels)
        )
        told += [
            {"number": row["name"], "part": label, "value": value, "mcse": error}
            for label, value, error in steps
        ]
    return Drawn(NAME, title, figure, told)


def _leave_room(figure: Any) -> None:
    """Leave room for the names of parts at the left."""
    for axes in figure.axes:
        place = axes.get_subplotspec()
        place.get_gridspec().update(left=0.27, wspace=0.06)
        axes.set_subplotspec(place)


def _finding(rows: list[Mapping[str, Any]]) -> str:
    """The part that moved the first number most, in words."""
    parts = rows[0]["parts"] if rows else []
    most = max(parts, key=lambda part: abs(part["value"]), default=None)
    if most is None or abs(most["value"]) <= (most["mcse"] or 0.0):
        return ": nothing moved beyond its error"
    return f": most was moved by {part_label(most)}"


def _largest(rows: list[Mapping[str, Any]]) -> list[int]:
    """Places of the parts with a bar of their own, in their order."""
    if not rows:
        return []

    def size(place: int) -> float:
        return max(
            abs(row["parts"][place]["value"]) * (1 if row["unit"] == "year" else 100)
            for row in rows
        )

    places = range(len(rows[0]["parts"]))
    return sorted(sorted(places, key=size, reverse=True)[:MOST])


def _steps(row: Mapping[str, Any], kept: list[int]) -> list[tuple[str, float, float | None]]:
    parts = row["parts"]
    steps = [(part_label(parts[i]), parts[i]["value"], parts[i]["mcse"]) for i in kept]
    others = [part["value"] for i, part in enumerate(parts) if i not in kept]
    return [*steps, *([(f"{len(others)} others", sum(others), None)] if others else [])]


def _waterfall(
    axes: Axes, row: Mapping[str, Any], steps: list[tuple[str, float, float | None]]
) -> None:
    scale = 1.0 if row["unit"] == "year" else 100.0
    at, ends = scale * row["before"], [scale * row["before"]]
    for place, (_, value, error) in enumerate(steps, start=1):
        colour = SECOND_COLOUR if value > 0 else MAIN_COLOUR
        axes.barh(place, scale * value, left=at, color=colour, height=0.6)
        axes.plot([at, at], [place - 1, place], color=SOFT, lw=0.7)
        at += scale * value
        ends.append(at)
        _label(axes, max(at, at - scale * value), place, moved_by(value, error, row["unit"]))
    last = len(steps) + 1
    axes.plot([at, at], [last - 1, last], color=SOFT, lw=0.7)
    for place, key in ((0, "before"), (last, "after")):
        axes.plot(scale * row[key], place, "o", color=INK, ms=6)
        _label(axes, scale * row[key], place, f"{scale * row[key]:.1f}")
    low, high = min(ends), max(ends)
    room = MARGIN * max(high - low, 0.1)
    axes.set_xlim(low - room, high + 2.5 * room)
    axes.set_ylim(last + 0.6, -0.6)
    axes.set_xlabel(SHOWN["median" if row["unit"] == "year" else "p_never"])
    axes.ticklabel_format(axis="x", useOffset=False)


def _label(axes: Axes, x: float, y: float, text: str) -> None:
    axes.annotate(
        text,
        (x, y),
        xytext=(5, 0),
        textcoords="offset points",
        va="center",
        fontsize=8,
        path_effects=outlined(),
    )
