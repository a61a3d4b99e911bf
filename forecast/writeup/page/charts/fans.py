"""Fans by year: copies the world can run, and USD per copy-hour beside the wage."""

from __future__ import annotations

from collections.abc import Sequence

from forecast.writeup.answers import HORIZON_YEAR, MAIN_N, Document, values_of
from forecast.writeup.page.chart import (
    BOTTOM,
    LEFT,
    SIDE,
    TOP,
    Chart,
    curve,
    line,
    side_labels,
    values_axis,
    words,
    years_axis,
)
from forecast.writeup.page.scales import Label, Scale, band, decades, path
from forecast.writeup.wording import count, money

LEVELS = ("0.05", "0.25", "0.5", "0.75", "0.95")
FEWEST_COPIES = 1e5
TABLE_YEARS = (2027, 2030, 2035, 2040, 2050, 2075, 2100)
ROOM = 1.5  # factor between the outermost value and the edge of the plot
NONE = "no hardware serves a copy, at any price"

Points = list[tuple[float, float]]


def copies_chart(document: Document) -> Chart | None:
    """Copies that the world's hardware can run at once, against N and the people alive."""
    rows = _rows(document, "Q6")
    if not rows:
        return None
    people = {r["year"]: r["quantiles"]["0.5"] for r in document["answers"].get("population", [])}
    highest = max(row["quantiles"]["0.95"] or 0.0 for row in rows)
    x = _years(rows)
    y = Scale(FEWEST_COPIES, max(highest, MAIN_N) * ROOM, BOTTOM, TOP, is_log=True)
    marks = decades(y.low, y.high)
    sizes = values_of(document["answers"]["Q1"], "n")
    wanted = "".join(
        line(LEFT, y(n), SIDE, y(n), "wanted")
        + words(LEFT + 4, y(n) - 3, f"N = {count(n)}", "small")
        for n in sizes
    )
    alive = [(x(row["year"]), y(people[row["year"]])) for row in rows if row["year"] in people]
    crossed = [r["year"] for r in rows if (r["quantiles"]["0.5"] or 0.0) >= MAIN_N]
    title = (
        f"In the median draw the world's hardware could run {count(MAIN_N)} copies by {crossed[0]}"
        if crossed
        else f"In the median draw the world's hardware stays short of {count(MAIN_N)} copies"
    )
    return Chart(
        "copies",
        title,
        "A fan that rises from millions to trillions of copies, with lines for each N and for the "
        "human population.",
        years_axis(x)
        + values_axis(y, marks, count, "copies at once")
        + _fan(rows, x, y, nothing=y.low)
        + wanted
        + (curve(path(alive), "line c2") if alive else "")
        + side_labels(
            [*_ends(rows, y, y.low), *([("people alive", alive[-1][1], "c2")] * bool(alive))]
        ),
        ("start of year", "5%", "25%", "median", "75%", "95%"),
        _table(rows, lambda v: count(v) if v else "none"),
        f"If a human-level model existed, whatever it costs. At the lower edge: {NONE}.",
    )


def cost_chart(document: Document) -> Chart | None:
    """USD per copy-hour by year, beside the wage."""
    rows = _rows(document, "Q7")
    if not rows:
        return None
    wage = {r["year"]: r["quantiles"]["0.5"] for r in document["answers"].get("wage", [])}
    known = [v for row in rows for v in row["quantiles"].values() if v]
    x = _years(rows)
    y = Scale(min(known) / ROOM, max(*wage.values(), *known[:0], 1.0) * 300.0, BOTTOM, TOP, True)
    paid = [(x(row["year"]), y(wage[row["year"]])) for row in rows if row["year"] in wage]
    ratios = [r for r in document["answers"].get("Q8", []) if r["year"] >= rows[0]["year"]]
    below = [r["year"] for r in ratios if (r["quantiles"]["0.5"] or 2.0) <= 1.0]
    title = (
        f"In the median draw a copy-hour would cost less than the wage by {below[0]}"
        if below
        else f"In the median draw a copy-hour would cost more than the wage through {HORIZON_YEAR}"
    )
    return Chart(
        "cost",
        title,
        "A falling fan of the cost of one copy-hour, and an almost level line of the wage.",
        years_axis(x)
        + values_axis(y, decades(y.low, y.high), _usd, "USD of 2025 per copy-hour")
        + _fan(rows, x, y, nothing=y.high)
        + (curve(path(paid), "line c2") if paid else "")
        + side_labels([*_ends(rows, y, y.high), *([("wage", paid[-1][1], "c2")] * bool(paid))]),
        ("start of year", "5%", "25%", "median", "75%", "95%"),
        _table(rows, lambda v: money(v) if v is not None else "not served"),
        f"As if the model existed at the start of each year. At the upper edge: {NONE}.",
    )


def _rows(document: Document, question: str) -> list[dict]:
    start = int(document["as_of"][:4]) + 1
    return [row for row in document["answers"].get(question, []) if row["year"] >= start]


def _years(rows: list[dict]) -> Scale:
    return Scale(rows[0]["year"], rows[-1]["year"], LEFT, SIDE)


def _line(rows: list[dict], level: str, x: Scale, y: Scale, nothing: float) -> Points:
    return [(x(row["year"]), y(row["quantiles"][level] or nothing)) for row in rows]


def _fan(rows: list[dict], x: Scale, y: Scale, nothing: float) -> str:
    lines = [_line(rows, level, x, y, nothing) for level in LEVELS]
    return (
        curve(band(lines[4], lines[0]), "wide")
        + curve(band(lines[3], lines[1]), "narrow")
        + curve(path(lines[2]), "line c0 strong")
    )


def _ends(rows: list[dict], y: Scale, nothing: float) -> list[tuple[str, float, str]]:
    last = rows[-1]["quantiles"]
    names = ("5%", "25%", "median", "75%", "95%")
    return [
        (name, y(last[level] or nothing), "c0") for name, level in zip(names, LEVELS, strict=True)
    ]


def _table(rows: Sequence[dict], shown: Label) -> tuple[tuple[str, ...], ...]:
    wanted = [row for row in rows if row["year"] in TABLE_YEARS]
    return tuple(
        (str(row["year"]), *(shown(row["quantiles"][level]) for level in LEVELS)) for row in wanted
    )


def _usd(value: float) -> str:
    return f"USD {money(value)}" if value >= 0.01 else money(value)
