"""The explorer: published numbers, moved by what the embedded draws say of the reader's beliefs."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import numpy as np

from forecast.writeup.answers import (
    MAIN_N,
    MAIN_THETA,
    Document,
    first_date,
    rows_where,
    values_of,
)
from forecast.writeup.page.chart import BOTTOM, LEFT, SIDE, TOP, WIDTH, values_axis, years_axis
from forecast.writeup.page.charts.chances import SHARES
from forecast.writeup.page.html import element, text
from forecast.writeup.page.scales import Scale
from forecast.writeup.wording import BEYOND, count, date, percent, significant

MAIN_PHI = 0.1
FEWEST_EFFECTIVE = 200  # draws; with fewer, a chance is off by more than three points
MEDIAN = "0.5"
CERTAINTIES = (("1", "as published"), ("0.5", "twice as sure"), ("0.25", "four times as sure"))
WIDE_VALUE = 1e5  # numbers from here on are told in words


def explorer(document: Document, draws: Any) -> str:
    """Controls, the answer they give, and the data they work on.

    Parameters
    ----------
    document : dict
        `forecast.run/1`.
    draws : ExplorerDraws
        Of the same run.

    Returns
    -------
    str
        HTML; without scripts it shows the published numbers and no controls.
    """
    controls = element(
        "form",
        element("div", _menus(draws), class_="menus"),
        *(_slider(slider, i) for i, slider in enumerate(draws.sliders)),
        element("button", "Back to the published beliefs", type="reset"),
        id="beliefs",
        hidden=True,
    )
    shown = element("div", _drawing(document), _answer(document), class_="seen")
    data = json.dumps(data_of(document, draws), separators=(",", ":")).replace("<", "\\u003c")
    return element("div", controls, shown, class_="explorer") + (
        f'<script type="application/json" id="draws">{data}</script>'
    )


def data_of(document: Document, draws: Any) -> dict[str, Any]:
    """What the script works on: published numbers, and draws as bytes in base 64."""
    answers = document["answers"]
    published = []
    for n in values_of(answers["Q1"], "n"):
        for theta in values_of(answers["Q1"], "theta"):
            rows = rows_where(answers["date_cdf"], n=n, theta=theta)
            stated = rows_where(answers["Q1"], n=n, theta=theta)
            found = first_date(document, n, theta)
            published.append(
                {
                    "n": n,
                    "theta": theta,
                    "cdf": [round(row["p"], 6) for row in rows],
                    "p": [[row["year"], row["p"], row["mcse"]] for row in stated],
                    "median": found["quantiles"][MEDIAN] if found else None,
                    "never": found["p_never"] if found else None,
                }
            )
    return {
        "published": published,
        "cdfFrom": answers["date_cdf"][0]["year"],
        "mainPhi": MAIN_PHI,
        "fewest": FEWEST_EFFECTIVE,
        "firstYear": draws.first_year,
        "cases": [list(case) for case in draws.cases],
        "draws": draws.years.shape[1],
        "packed": _packed(draws),
        "sliders": [{"name": each.name, "labels": _labels(each)} for each in draws.sliders],
        "scores": [round(score, 3) for score in _scores()],
        "frame": {"left": LEFT, "right": SIDE, "top": TOP, "bottom": BOTTOM},
    }


def _scores() -> list[float]:
    """Normal score in the middle of each of the places that a byte tells apart."""
    from scipy.special import ndtri

    return ndtri((np.arange(256) + 0.5) / 256).tolist()


def _packed(draws: Any) -> str:
    """Years by draw (its cases side by side, since they are much alike), then places by slider."""
    places = np.stack([each.places for each in draws.sliders])
    content = draws.years.T.tobytes() + places.tobytes()
    return base64.b64encode(zlib.compress(content, level=9)).decode("ascii")


def _labels(slider: Any) -> list[str]:
    return [value_text(float(value), slider.unit) for value in slider.medians]


def value_text(value: float, unit: str) -> str:
    """A value of an input as its slider tells it.

    Examples
    --------
    >>> value_text(2034.2, "year"), value_text(3.1e12, "parameter"), value_text(0.042, "1")
    ('2034', '3.1 trillion', '0.042')
    """
    if unit == "year" and value > 1000.0:
        return date(value) if value < 2101.0 else BEYOND
    return count(value) if value >= WIDE_VALUE else significant(value)


def _menus(draws: Any) -> str:
    sizes, thetas, phis = (sorted({case[i] for case in draws.cases}) for i in range(3))
    return (
        _menu("n", "Copies", [(f"{n:g}", count(n)) for n in sizes], f"{MAIN_N:g}")
        + _menu(
            "theta",
            "A copy-hour costs at most",
            [(f"{t:g}", _share(t, "the wage")) for t in reversed(thetas)],
            f"{MAIN_THETA:g}",
        )
        + _menu(
            "phi",
            "The bill is at most",
            [(f"{p:g}", _share(p, "world product")) for p in phis],
            f"{MAIN_PHI:g}",
        )
        + _menu("sure", "How sure you are of what you move", list(CERTAINTIES), "1")
    )


def _share(share: float, of: str) -> str:
    return of if share == 1.0 else f"{percent(share)} of {of}"


def _menu(name: str, told: str, choices: list[tuple[str, str]], chosen: str) -> str:
    options = "".join(
        element("option", text(shown), value=value, selected=True if value == chosen else None)
        for value, shown in choices
    )
    return element("label", text(told), element("select", options, id=f"menu-{name}"))


def _slider(slider: Any, i: int) -> str:
    middle = len(slider.medians) // 2
    told = slider.name.replace("_", " ")
    unit = "" if slider.unit in ("1", "year") else f" {slider.unit}"
    label = element(
        "label",
        element("b", text(told)),
        " median ",
        element("output", text(_labels(slider)[middle]), id=f"shown-{i}"),
        text(unit),
        for_=f"slide-{i}",
    )
    control = element(
        "input", type="range", min=0, max=len(slider.medians) - 1, step=1, value=middle,
        id=f"slide-{i}", aria_describedby=f"told-{i}",
    ).replace("</input>", "")  # fmt: skip
    basis = f"Default: {slider.grade}; {', '.join(slider.sources)}. {slider.meaning}"
    return element("div", label, control, element("small", text(basis), id=f"told-{i}"),
                   class_="slider")  # fmt: skip


def _drawing(document: Document) -> str:
    curve = rows_where(document["answers"]["date_cdf"], n=MAIN_N, theta=MAIN_THETA)
    years = [row["year"] for row in curve]
    x, y = Scale(years[0], years[-1], LEFT, SIDE), Scale(0.0, 1.0, BOTTOM, TOP)
    points = "L".join(f"{x(row['year']):g} {y(row['p']):g}" for row in curve)
    return element(
        "svg",
        element("title", "Chance that N copies are affordable before each year", id="ex-title"),
        element("desc", "The published line, and the line under your beliefs.", id="ex-desc"),
        years_axis(x),
        values_axis(y, SHARES, percent, "chance, before the year"),
        f'<path class="line c0" id="line-published" d="M{points}"/>',
        f'<path class="line c1 strong" id="line-yours" d="M{points}"/>',
        viewBox=f"0 0 {WIDTH} 300",
        role="img",
        aria_labelledby="ex-title ex-desc",
    )


def _answer(document: Document) -> str:
    rows = rows_where(document["answers"]["Q1"], n=MAIN_N, theta=MAIN_THETA)
    found = first_date(document, MAIN_N, MAIN_THETA)
    told = [
        (f"by the end of {row['year']}", percent(row["p"], row["mcse"]), f"p-{row['year']}")
        for row in rows
    ]
    if found is not None:
        never, median = found["p_never"], found["quantiles"][MEDIAN]
        told.append(("not before 2101", percent(never, rows[0]["mcse"]), "p-never"))
        told.append(("median date", date(median), "p-median"))
    body = "".join(
        element(
            "tr",
            element("th", text(name), scope="row"),
            element("td", text(value)),
            element("td", text(value), id=place),
        )
        for name, value, place in told
    )
    head = "<tr><th scope=col>Affordable</th><th scope=col class=n>published</th>"
    head += "<th scope=col class=n>yours</th></tr>"
    caption = element("caption", "Published and under your beliefs", class_="unseen")
    status = element("p", "", id="effective", class_="note", aria_live="polite")
    return element("table", caption, f"<thead>{head}</thead><tbody>{body}</tbody>") + status
