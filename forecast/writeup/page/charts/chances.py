"""Chance that N copies are affordable before each year, one line an N."""

from __future__ import annotations

from forecast.writeup.answers import (
    HORIZON_YEAR,
    MAIN_N,
    MAIN_THETA,
    Document,
    chance,
    first_date,
    rows_where,
    values_of,
)
from forecast.writeup.page.chart import (
    BOTTOM,
    LEFT,
    SIDE,
    TOP,
    Chart,
    curve,
    side_labels,
    values_axis,
    years_axis,
)
from forecast.writeup.page.scales import Scale, path
from forecast.writeup.wording import count, percent

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
MESSAGE_YEAR = 2050


def chart(document: Document) -> Chart | None:
    """The chart, or None where the run has no curve of dates."""
    curves = rows_where(document["answers"].get("date_cdf", []), theta=MAIN_THETA)
    if not curves:
        return None
    sizes = sorted(values_of(curves, "n"), reverse=True)
    x, y = _scales(curves)
    lines, labels = [], []
    for place, n in enumerate(sizes):
        points = [(x(row["year"]), y(row["p"])) for row in rows_where(curves, n=n)]
        strong = " strong" if n == MAIN_N else ""
        lines.append(curve(path(points), f"line c{place}{strong}"))
        labels.append((count(n), points[-1][1], f"c{place}"))
    drawing = "".join(
        [years_axis(x), values_axis(y, SHARES, percent, "chance, before the year"), *lines]
    )
    return Chart(
        "chances",
        _title(document),
        "One rising line for each number of copies: the chance that all tests hold before a year.",
        drawing + side_labels(labels),
        ("N copies at once", *map(str, _years(document)), "never"),
        tuple(_row(document, n) for n in sizes),
        f"A copy-hour at most the wage. Lines end at the chance before {HORIZON_YEAR + 1}; the "
        "rest is never.",
    )


def _scales(rows: list[dict]) -> tuple[Scale, Scale]:
    years = [row["year"] for row in rows]
    return Scale(min(years), max(years), LEFT, SIDE), Scale(0.0, 1.0, BOTTOM, TOP)


def _title(document: Document) -> str:
    row, first = (
        chance(document, MAIN_N, MAIN_THETA, MESSAGE_YEAR),
        first_date(document, MAIN_N, MAIN_THETA),
    )
    if row is None or first is None:
        return "Chance that N copies are affordable"
    return (
        f"{count(MAIN_N).capitalize()} copies are affordable by the end of {MESSAGE_YEAR} with "
        f"chance {percent(row['p'], row['mcse'])}; never before {HORIZON_YEAR + 1} with "
        f"{percent(first['p_never'], row['mcse'])}"
    )


def _years(document: Document) -> list[int]:
    return sorted(values_of(document["answers"]["Q1"], "year"))


def _row(document: Document, n: float) -> tuple[str, ...]:
    rows = {r["year"]: r for r in rows_where(document["answers"]["Q1"], n=n, theta=MAIN_THETA)}
    cells = [percent(rows[year]["p"], rows[year]["mcse"]) for year in _years(document)]
    found = first_date(document, n, MAIN_THETA)
    never = percent(found["p_never"], rows[_years(document)[0]]["mcse"]) if found else ""
    return (count(n), *cells, never)
