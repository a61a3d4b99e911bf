"""Figures of a level by year as a fan of quantiles: cost of a copy-hour, copies."""

from __future__ import annotations

import math
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from forecast.writeup.answers import HORIZON_YEAR, MAIN_N, Document, values_of
from forecast.writeup.figure_style import (
    INK,
    LABEL_GAP,
    MAIN_COLOUR,
    SECOND_COLOUR,
    SIDE,
    SOFT,
    Drawn,
    count_label,
    name_axis,
    new_figure,
    outlined,
    powers_of_ten,
    source_line,
    spread_labels,
    start_of,
    usd_label,
)
from forecast.writeup.wording import count

EDGES = {"q95": "95th", "q75": "75th", "q50": "median", "q25": "25th", "q05": "5th"}
NONE = "none"  # no hardware serves a copy, at any price
COPIES_NOTE = "at the start of each year, if the model existed, whatever it costs"
CUT = "none: no hardware serves a copy, at any price"
ROOM = 3.0  # free room at both ends of a log axis, as a factor
FEWEST_COPIES = 1.0  # copies; the axis starts no lower
MOST_USD = 1e5  # USD/hour; the axis ends no higher


def draw_cost(document: Document) -> Drawn:
    """Draw USD per copy-hour by year as a fan, with the wage across it."""
    answers = document["answers"]
    rows = _fan_rows(document, "Q7", "usd_per_copy_hour")
    wages = {row["year"]: row["quantiles"]["0.5"] for row in answers.get("wage", [])}
    rows = [{**row, "wage_usd_per_hour": wages.get(row["year"])} for row in rows]
    title = _crossing_title(answers["Q8"], rows[0]["year"])
    note = "as if the model existed at the start of each year"
    figure = new_figure(title, source_line(document, note), SIDE)
    axes = figure.axes[0]
    low, high = _limits(rows, "usd_per_copy_hour", list(wages.values()))
    high = min(high, MOST_USD)
    _fan(axes, rows, "usd_per_copy_hour", none_at=high)
    known = [row for row in rows if row["wage_usd_per_hour"] is not None]
    if known:
        across = [row["wage_usd_per_hour"] for row in known]
        axes.plot([row["year"] for row in known], across, color=SECOND_COLOUR, lw=1.8)
    powers_of_ten(axes, low, high, usd_label)
    name_axis(axes, f"cost of running one copy, USD of {document['price_year']} per hour")
    _fan_labels(figure, rows[-1], "usd_per_copy_hour", ("wage", rows[-1]["wage_usd_per_hour"]))
    return Drawn("cost_per_copy_hour", title, figure, rows)


def draw_copies(document: Document) -> Drawn:
    """Draw copies the world's hardware can run by year, with N and the population across."""
    answers = document["answers"]
    rows = _fan_rows(document, "Q6", "copies")
    title = _copies_title(rows)
    figure = new_figure(title, source_line(document, COPIES_NOTE), SIDE)
    axes = figure.axes[0]
    low, high = _limits(rows, "copies", values_of(answers["Q1"], "n"))
    low = max(low, FEWEST_COPIES)
    _fan(axes, rows, "copies", none_at=low)
    powers_of_ten(axes, low, high, count_label)
    for n in values_of(answers["Q1"], "n"):
        axes.axhline(n, color=SOFT, lw=0.8, ls=(0, (4, 3)))
        row, aside = freer_end(rows, n)
        place: Any = {"xytext": (4 if aside == "left" else -4, -3), "textcoords": "offset points"}
        told = axes.annotate(f"N = {count(n)}", (row["year"], n), va="top", ha=aside, **place)
        told.set(color=INK, fontsize=8, path_effects=outlined())
    shown = range(rows[0]["year"], rows[-1]["year"] + 1)
    people = [
        (row["year"], row["quantiles"]["0.5"])
        for row in answers.get("population", [])
        if row["year"] in shown
    ]
    if people:
        axes.plot(*zip(*people, strict=True), color=SECOND_COLOUR, lw=1.8)
    last = people[-1][1] if people else None
    _fan_labels(figure, rows[-1], "copies", ("people alive", last))
    name_axis(axes, "copies at once")
    return Drawn("copies_by_year", title, figure, rows)


def freer_end(rows: list[dict], n: float) -> tuple[dict, str]:
    """The end of the chart at which the median is further from a number of copies, and its side.

    Examples
    --------
    >>> rows = [{"copies_q50": 1e6}, {"copies_q50": 5e9}]
    >>> [freer_end(rows, n)[1] for n in (1e6, 8e9)]
    ['right', 'left']
    """

    def distance(row: dict) -> float:
        return abs(math.log(n / (row["copies_q50"] or FEWEST_COPIES)))

    ends = ((rows[-1], "right"), (rows[0], "left"))
    return max(ends, key=lambda end: distance(end[0]))


def _fan_rows(document: Document, question: str, name: str) -> list[dict]:
    """Return quantiles by year; years that had begun before the forecast are left out."""
    wanted = {"q05": "0.05", "q25": "0.25", "q50": "0.5", "q75": "0.75", "q95": "0.95"}
    return [
        {"year": row["year"], **{f"{name}_{k}": row["quantiles"][v] for k, v in wanted.items()}}
        for row in document["answers"][question]
        if row["year"] >= start_of(document)
    ]


def _fan(axes: Axes, rows: list[dict], name: str, none_at: float) -> None:
    """Draw the fan; where no hardware serves a copy it reaches the edge of the chart."""
    x = [row["year"] for row in rows]
    for low, high, alpha in (("q05", "q95", 0.16), ("q25", "q75", 0.28)):
        ends = [[row[f"{name}_{q}"] or none_at for row in rows] for q in (low, high)]
        axes.fill_between(x, ends[0], ends[1], color=MAIN_COLOUR, alpha=alpha, lw=0)
    axes.plot(x, [row[f"{name}_q50"] or none_at for row in rows], color=MAIN_COLOUR, lw=2.2)
    axes.set_xlim(x[0], x[-1])
    if any(not row[f"{name}_{q}"] for row in rows for q in EDGES):
        top = none_at > (rows[0][f"{name}_q50"] or 0.0)
        told = axes.text(0.01, 0.965 if top else 0.035, CUT, transform=axes.transAxes)
        told.set(fontsize=8, color=MAIN_COLOUR, va="center", path_effects=outlined())


def _fan_labels(figure: Figure, last: dict, name: str, line: tuple[str, float | None]) -> None:
    """Name the edges of the fan, its median and the line across it, at the right."""
    axes, side = figure.axes
    bottom, top = axes.get_ylim()
    edge = top if name == "usd_per_copy_hour" else bottom
    told = [
        (text if text == EDGES["q50"] else f"{text} percentile", last[f"{name}_{q}"], MAIN_COLOUR)
        if last[f"{name}_{q}"]
        else (f"{text}: {NONE}", edge, MAIN_COLOUR)
        for q, text in EDGES.items()
    ]
    told += [(line[0], line[1], SECOND_COLOUR)] if line[1] else []
    heights = [math.log(value / bottom) / math.log(top / bottom) for _, value, _ in told]
    ends = [min(max(height, 0.0), 1.0) for height in heights]
    places = spread_labels(ends, LABEL_GAP, 0.02, 0.98)
    for (text, _, colour), end, place in zip(told, ends, places, strict=True):
        strong = colour == SECOND_COLOUR or text.startswith(EDGES["q50"])
        side.plot([0, 0.1], [end, place], color=colour, lw=0.8, alpha=1 if strong else 0.5)
        weight = "bold" if strong else "normal"
        side.text(0.14, place, text, color=colour, va="center", fontweight=weight, fontsize=8.5)
    side.set_xlim(0, 1)
    side.set_ylim(0, 1)
    side.axis("off")


def _limits(rows: list[dict], name: str, also: list[float]) -> tuple[float, float]:
    values = [row[f"{name}_{q}"] for row in rows for q in EDGES]
    known = [value for value in values if value] + also
    return min(known) / ROOM, max(known) * ROOM


def _crossing_title(ratios: list[dict], first: int) -> str:
    """Say when the median ratio of cost to wage (Q8) falls below one, from a first year on."""
    shown = [row for row in ratios if row["year"] >= first]
    below = [row["year"] for row in shown if _below(row["quantiles"]["0.5"], 1.0)]
    start = "In the median draw a copy-hour would cost"
    if not below:
        return f"{start} more than the wage through {HORIZON_YEAR}"
    return f"{start} less than the wage by {below[0]}"


def _below(value: float | None, limit: float) -> bool:
    return value is not None and value <= limit


def _copies_title(rows: list[dict]) -> str:
    enough = [row["year"] for row in rows if (row["copies_q50"] or 0) >= MAIN_N]
    if not enough:
        return f"In the median draw the world's hardware stays short of {count(MAIN_N)} copies"
    return (
        f"In the median draw the world's hardware could run {count(MAIN_N)} copies by {enough[0]}"
    )
