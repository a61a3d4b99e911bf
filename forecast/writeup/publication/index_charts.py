"""How the headline moved from one publication to the next, drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forecast.writeup.answers import HORIZON_YEAR
from forecast.writeup.headline_numbers import SIZES
from forecast.writeup.page.chart import (
    BOTTOM,
    LEFT,
    SIDE,
    Chart,
    curve,
    line,
    side_labels,
    values_axis,
    words,
)
from forecast.writeup.page.html import element
from forecast.writeup.page.scales import Label, Scale, path
from forecast.writeup.wording import count, percent

TOP = 30.0  # px
MOST_DATES = 5  # dates told below the axis
YEARS = (2030.0, 2050.0, 2070.0, HORIZON_YEAR + 1.0)
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
CLASSES = {"8e9": "c0", "1e6": "c3"}

Rows = Sequence[Mapping[str, Any]]


def index_charts(rows: Rows) -> list[Chart]:
    """The median date and the chance of never by publication.

    Parameters
    ----------
    rows : sequence of mapping
        Rows of the ledger, oldest first.

    Returns
    -------
    list of Chart
        Empty where nothing is published.
    """
    if not rows:
        return []
    beyond = f">{HORIZON_YEAR}"
    year = Scale(float(rows[0]["date"][:4]), HORIZON_YEAR + 1, BOTTOM, TOP)
    return [
        _chart(
            rows,
            "median",
            f"Median date of {count(SIZES['8e9'])} copies: {_moved(rows, 'median_8e9', _year)}",
            f"The median date by publication, oldest at the left; at the upper edge: {beyond}.",
            year,
            YEARS,
            lambda value: beyond if value > HORIZON_YEAR else f"{value:.0f}",
            _year,
        ),
        _chart(
            rows,
            "p_never",
            f"Chance that {count(SIZES['8e9'])} copies do not come before {HORIZON_YEAR + 1}: "
            f"{_moved(rows, 'p_never_8e9', percent)}",
            "The chance of never by publication, oldest at the left.",
            Scale(0.0, 1.0, BOTTOM, TOP),
            SHARES,
            percent,
            percent,
        ),
    ]


def _chart(
    rows: Rows,
    name: str,
    title: str,
    described: str,
    y: Scale,
    marks: Sequence[float],
    mark: Label,
    shown: Any,
) -> Chart:
    x = Scale(0.0, max(1.0, len(rows) - 1.0), LEFT + 24, SIDE - 24)
    parts = [values_axis(y, marks, mark, ""), line(LEFT, BOTTOM, SIDE, BOTTOM, "grid")]
    parts += [
        words(x(place), BOTTOM + 18, rows[place]["date"], "axis", "middle") for place in told(rows)
    ]
    labels = []
    for tag, n in SIZES.items():
        values = [row[f"{name}_{tag}"] for row in rows]
        points = [(x(i), y(y.high if value is None else value)) for i, value in enumerate(values)]
        parts.append(curve(path(points), f"line {CLASSES[tag]}"))
        parts += [_dot(*point, CLASSES[tag]) for point in points]
        labels.append((f"{count(n)}: {shown(values[-1])}", points[-1][1], CLASSES[tag]))
    cells = tuple((row["id"], *(shown(row[f"{name}_{tag}"]) for tag in SIZES)) for row in rows)
    headers = ("publication", *(f"{count(n)} copies" for n in SIZES.values()))
    drawing = "".join([*parts, side_labels(labels)])
    return Chart(f"moved-{name}", title, described, drawing, headers, cells)


def told(rows: Rows) -> list[int]:
    """Places of the publications whose dates are told: the ends, and some between.

    Examples
    --------
    >>> told([{}] * 9)
    [0, 2, 4, 6, 8]
    """
    last, step = len(rows) - 1, max(1, -(-(len(rows) - 1) // (MOST_DATES - 1)))
    return sorted({*range(last, -1, -step)})


def _dot(x: float, y: float, class_: str) -> str:
    return element("circle", cx=f"{x:g}", cy=f"{y:g}", r="4.5", class_=f"bar {class_}")


def _moved(rows: Rows, name: str, shown: Any) -> str:
    ends = [shown(row[name]) for row in (rows[0], rows[-1])]
    return ends[1] if len(rows) == 1 or ends[0] == ends[1] else " to ".join(ends)


def _year(value: float | None) -> str:
    return f">{HORIZON_YEAR}" if value is None else str(int(value))
