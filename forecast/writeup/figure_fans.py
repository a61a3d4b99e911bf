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
    powers_of_ten,
    source_line,
    spread_labels,
    usd_label,
)
from forecast.writeup.wording import count

EDGES = {
    "q95": "95th percentile",
    "q75": "75th",
    "q50": "median",
    "q25": "25th",
    "q05": "5th percentile",
}
NO_CHIP = "none"  # no hardware makes tokens as fast as asked


def draw_cost(document: Document) -> Drawn:
    """Draw USD per copy-hour by year as a fan, with the wage across it."""
    answers = document["answers"]
    rows = _fan_rows(answers["Q7"], "usd_per_copy_hour")
    wages = {row["year"]: row["quantiles"]["0.5"] for row in answers.get("wage", [])}
    rows = [{**row, "wage_usd_per_hour": wages.get(row["year"])} for row in rows]
    title = _crossing_title(answers["Q8"])
    note = f"{document['price_year']} USD, if the model existed; cut: no hardware fast enough"
    figure = new_figure(title, source_line(document, note), SIDE)
    axes = figure.axes[0]
    low, high = _limits(rows, "usd_per_copy_hour", max(wages.values(), default=1))
    _fan(axes, rows, "usd_per_copy_hour", none_at=high)
    known = [row for row in rows if row["wage_usd_per_hour"] is not None]
    if known:
        across = [row["wage_usd_per_hour"] for row in known]
        axes.plot([row["year"] for row in known], across, color=SECOND_COLOUR, lw=1.8)
    powers_of_ten(axes, low, high, usd_label)
    name_axis(axes, "cost of running one copy, per hour")
    _fan_labels(figure, rows[-1], "usd_per_copy_hour", ("wage", rows[-1]["wage_usd_per_hour"]))
    return Drawn("cost_per_copy_hour", title, figure, rows)


def draw_copies(document: Document) -> Drawn:
    """Draw copies the world's hardware can run by year, with N and the population across."""
    answers = document["answers"]
    rows = _fan_rows(answers["Q6"], "copies")
    title = _copies_title(rows)
    figure = new_figure(title, source_line(document, "hardware alone, whatever it costs"), SIDE)
    axes = figure.axes[0]
    low, high = _limits(rows, "copies", MAIN_N)
    _fan(axes, rows, "copies", none_at=low)
    powers_of_ten(axes, low, high, count_label)
    for n in values_of(answers["Q1"], "n"):
        axes.axhline(n, color=SOFT, lw=0.8, ls=(0, (4, 3)))
        at, side = (rows[0]["year"], "left") if n == MAIN_N else (rows[-1]["year"], "right")
        place: Any = {"xytext": (3 if side == "left" else -3, 3), "textcoords": "offset points"}
        axes.annotate(f"N = {count(n)}", (at, n), color=INK, fontsize=8, ha=side, **place)
    people = [(row["year"], row["quantiles"]["0.5"]) for row in answers.get("population", [])]
    if people:
        axes.plot(*zip(*people, strict=True), color=SECOND_COLOUR, lw=1.8)
    last = people[-1][1] if people else None
    _fan_labels(figure, rows[-1], "copies", ("people alive", last))
    name_axis(axes, "copies at once")
    return Drawn("copies_by_year", title, figure, rows)


def _fan_rows(rows: list[dict], name: str) -> list[dict]:
    wanted = {"q05": "0.05", "q25": "0.25", "q50": "0.5", "q75": "0.75", "q95": "0.95"}
    return [
        {"year": row["year"], **{f"{name}_{k}": row["quantiles"][v] for k, v in wanted.items()}}
        for row in rows
    ]


def _fan(axes: Axes, rows: list[dict], name: str, none_at: float) -> None:
    """Draw the fan; where no hardware is fast enough it reaches the edge of the chart."""
    x = [row["year"] for row in rows]
    for low, high, alpha in (("q05", "q95", 0.16), ("q25", "q75", 0.28)):
        ends = [[row[f"{name}_{q}"] or none_at for row in rows] for q in (low, high)]
        axes.fill_between(x, ends[0], ends[1], color=MAIN_COLOUR, alpha=alpha, lw=0)
    axes.plot(x, [row[f"{name}_q50"] or none_at for row in rows], color=MAIN_COLOUR, lw=2.2)
    axes.set_xlim(x[0], x[-1])


def _fan_labels(figure: Figure, last: dict, name: str, line: tuple[str, float | None]) -> None:
    """Name the edges of the fan, its median and the line across it, at the right."""
    axes, side = figure.axes
    bottom, top = axes.get_ylim()
    edge = top if name == "usd_per_copy_hour" else bottom
    told = [
        (text, last[f"{name}_{q}"], MAIN_COLOUR)
        if last[f"{name}_{q}"]
        else (f"{text}: {NO_CHIP}", edge, MAIN_COLOUR)
        for q, text in EDGES.items()
    ]
    told += [(line[0], line[1], SECOND_COLOUR)] if line[1] else []
    ends = [math.log(value / bottom) / math.log(top / bottom) for _, value, _ in told]
    places = spread_labels(ends, LABEL_GAP, 0.02, 0.98)
    for (text, _, colour), end, place in zip(told, ends, places, strict=True):
        strong = colour == SECOND_COLOUR or text.startswith(EDGES["q50"])
        side.plot([0, 0.1], [end, place], color=colour, lw=0.8, alpha=1 if strong else 0.5)
        weight = "bold" if strong else "normal"
        side.text(0.14, place, text, color=colour, va="center", fontweight=weight, fontsize=8.5)
    side.set_xlim(0, 1)
    side.set_ylim(0, 1)
    side.axis("off")


def _limits(rows: list[dict], name: str, also: float) -> tuple[float, float]:
    values = [row[f"{name}_{q}"] for row in rows for q in ("q05", "q95")]
    known = [value for value in values if value] + [also]
    return min(known) / 1.5, max(known) * 1.5


def _crossing_title(ratios: list[dict]) -> str:
    """Say when the median ratio of cost to wage (Q8) falls below one."""
    below = [row["year"] for row in ratios if _below(row["quantiles"]["0.5"], 1.0)]
    if not below:
        return (
            f"A copy-hour would cost more than the wage through {HORIZON_YEAR} in the median draw"
        )
    if below[0] == ratios[0]["year"]:
        return f"A copy-hour would cost less than the wage from {below[0]} on in the median draw"
    return f"A copy-hour would fall below the wage in {below[0]} in the median draw"


def _below(value: float | None, limit: float) -> bool:
    return value is not None and value <= limit


def _copies_title(rows: list[dict]) -> str:
    enough = [row["year"] for row in rows if (row["copies_q50"] or 0) >= MAIN_N]
    if not enough:
        return f"The world's hardware stays short of {count(MAIN_N)} copies in the median draw"
    return (
        f"The world's hardware can run {count(MAIN_N)} copies from {enough[0]} in the median draw"
    )
