"""How the first date, and the gap after the first human-level model, are spread."""

from __future__ import annotations

from itertools import pairwise

from forecast.writeup.answers import (
    CONTRAST_N,
    HORIZON_YEAR,
    MAIN_N,
    MAIN_THETA,
    Document,
    first_date,
    row_where,
    rows_where,
)
from forecast.writeup.page.chart import BOTTOM, LEFT, SIDE, TOP, Chart, values_axis, words
from forecast.writeup.page.html import element
from forecast.writeup.page.scales import Scale, shares_up_to
from forecast.writeup.wording import count, date, percent, years

SPAN_YEARS = 5  # years a bar stands for
LAST = HORIZON_YEAR + 1
NEVER_WIDTH = 34.0  # px of the bar for never
GAP_EDGES = (0, 1, 3, 5, 10, 20, 40, 75)
AIR = 0.12  # share of a bar left empty


def date_chart(document: Document) -> Chart | None:
    """Bars of the chance that the first affordable date falls in a span of years; one for never."""
    curve = rows_where(document["answers"].get("date_cdf", []), n=MAIN_N, theta=MAIN_THETA)
    found = first_date(document, MAIN_N, MAIN_THETA)
    if not curve or found is None:
        return None
    p = {row["year"]: row["p"] for row in curve}
    first = min(p)
    edges = [first, *(y for y in range(first + 1, LAST) if y % SPAN_YEARS == 0), LAST]
    spans = list(pairwise(edges))
    chances = [p[b] - (p[a] if a != first else 0.0) for a, b in spans]
    names = [f"{a} to {b - 1}" for a, b in spans]
    return Chart(
        "date",
        f"Half of the draws lie between {date(found['quantiles']['0.25'])} and "
        f"{date(found['quantiles']['0.75'])}",
        "Bars of the chance that eight billion copies first become affordable in each span of "
        "years, and one bar for never.",
        _bars(chances, [str(a) if a % 20 == 0 else "" for a, _ in spans], found["p_never"]),
        ("first affordable", "chance"),
        _table(names, chances, found["p_never"]),
        f"{count(MAIN_N).capitalize()} copies at once, a copy-hour at most the wage; bars of "
        f"{SPAN_YEARS} years.",
    )


def gap_chart(document: Document) -> Chart | None:
    """Bars of the gap between the first human-level model and the first affordable date."""
    curve = rows_where(document["answers"].get("gap_cdf", []), n=MAIN_N, theta=MAIN_THETA)
    row = row_where(document["answers"]["Q4"], n=MAIN_N, theta=MAIN_THETA)
    other = row_where(document["answers"]["Q4"], n=CONTRAST_N, theta=MAIN_THETA)
    if not curve or row is None:
        return None
    p = {each["years"]: each["p"] for each in curve} | {0: row["p_zero"]}
    within = [(a, b) for a, b in pairwise(GAP_EDGES) if b in p]
    chances = [row["p_zero"], *(p[b] - p[a] for a, b in within)]
    names = ["none", *(f"{a}-{b}" for a, b in within)]
    title = f"{count(MAIN_N).capitalize()} copies come with the first model in "
    title += f"{percent(row['p_zero'])} of draws"
    title += f", {count(CONTRAST_N)} in {percent(other['p_zero'])}" if other else ""
    return Chart(
        "gap",
        title,
        "Bars of the chance of each length of the gap in years, and one bar for never.",
        _bars(chances, names, row["p_never"]),
        ("gap, years", "chance"),
        _table(names, chances, row["p_never"]),
        f"Years from the first human-level model to {count(MAIN_N)} copies; median "
        f"{years(row['quantiles']['0.5'])}. Never holds draws without such a model too.",
    )


def _table(names: list[str], chances: list[float], never: float) -> tuple[tuple[str, ...], ...]:
    told = [*zip(names, chances, strict=True), (f"not before {LAST}", never)]
    return tuple((name, percent(chance)) for name, chance in told)


def _bars(chances: list[float], names: list[str], never: float) -> str:
    """Bars with their names below; never stands apart at the right."""
    marks = shares_up_to(max(*chances, never))
    y = Scale(0.0, marks[-1], BOTTOM, TOP)
    step = (SIDE - LEFT) / len(chances)
    parts = [values_axis(y, marks, percent, "chance")]
    for i, (chance, name) in enumerate(zip(chances, names, strict=True)):
        left = LEFT + i * step
        parts.append(_bar(left + AIR * step / 2, y(chance), step * (1 - AIR), "c0"))
        parts.append(words(left + step / 2, BOTTOM + 18, name, "axis", "middle"))
    left = SIDE + 40.0
    parts.append(_bar(left, y(never), NEVER_WIDTH, "c3"))
    parts.append(words(left + NEVER_WIDTH / 2, BOTTOM + 18, "never", "axis", "middle"))
    parts.append(words(left + NEVER_WIDTH / 2, y(never) - 5, percent(never), "axis", "middle"))
    return "".join(parts)


def _bar(x: float, top: float, width: float, class_: str) -> str:
    height = max(0.0, BOTTOM - top)
    return element(
        "rect", x=f"{x:.1f}", y=f"{top:g}", width=f"{width:.1f}", height=f"{height:.1f}",
        class_=f"bar {class_}",
    )  # fmt: skip
