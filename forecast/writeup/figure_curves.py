"""Figures of a chance that grows with time, with never beside it: date and gap."""

from __future__ import annotations

from matplotlib.axes import Axes

from forecast.writeup.answers import (
    CONTRAST_N,
    HORIZON_YEAR,
    MAIN_N,
    MAIN_THETA,
    Document,
    first_date,
    largest_error,
    row_where,
    rows_where,
    values_of,
)
from forecast.writeup.figure_style import (
    COLOURS,
    LABEL_GAP,
    MAIN_COLOUR,
    SIDE,
    SOFT,
    Drawn,
    name_axis,
    new_figure,
    outlined,
    source_line,
    spread_labels,
    start_of,
)
from forecast.writeup.wording import count, percent

HIGH = 0.94  # a label above this height would leave the chart
TITLE_YEARS = 10  # years; the wait named in the title of the gap
SHOWN_GAP_YEARS = 60  # years; the chart of the gap ends here


def draw_date(document: Document) -> Drawn:
    """Draw the chance that N copies are affordable before a year, and that they never are."""
    curves = rows_where(document["answers"]["date_cdf"], theta=MAIN_THETA)
    rows = [{"n": r["n"], "year": r["year"], "p": r["p"]} for r in curves]
    title = _date_title(document)
    note = f"a copy-hour at most the wage; never: not before {HORIZON_YEAR + 1}"
    figure = new_figure(title, source_line(document, note), width_ratios=SIDE)
    _cdf_axes(figure.axes[0], rows, "year", start_of(document))
    figure.axes[0].set_xlim(int(start_of(document)), HORIZON_YEAR + 1)
    _ceiling(figure.axes[0], document)
    name_axis(figure.axes[0], "chance that N copies are affordable before the year")
    _never_axes(figure.axes[1], document, rows)
    return Drawn("affordable_date", title, figure, rows)


def draw_gap(document: Document) -> Drawn:
    """Draw the chance that N copies are affordable so many years after human level."""
    rows = gap_rows(document)
    title = _gap_title(document)
    note = f"height at 0: affordable with the first model; never: not before {HORIZON_YEAR + 1}"
    figure = new_figure(title, source_line(document, note), width_ratios=SIDE)
    _cdf_axes(figure.axes[0], rows, "years")
    figure.axes[0].set_xlim(0, max(row["years"] for row in rows))
    figure.axes[0].set_xlabel("years after the first human-level model")
    name_axis(figure.axes[0], "chance that N copies are affordable by then, of all draws")
    _ceiling(figure.axes[0], document)
    _never_axes(figure.axes[1], document, rows)
    return Drawn("gap", title, figure, rows)


def gap_rows(document: Document) -> list[dict]:
    """Return the chance by years after human level, with no gap at all as year 0."""
    answers = document["answers"]
    rows = []
    for zero in rows_where(answers["Q4"], theta=MAIN_THETA):
        rows.append({"n": zero["n"], "years": 0, "p": zero["p_zero"]})
        rows += [
            {"n": row["n"], "years": row["years"], "p": row["p"]}
            for row in rows_where(answers["gap_cdf"], theta=MAIN_THETA, n=zero["n"])
            if 0 < row["years"] <= SHOWN_GAP_YEARS
        ]
    return rows


def _ceiling(axes: Axes, document: Document) -> None:
    """Draw the share of draws in which a human-level model comes at all: no line can pass it."""
    never = document["answers"]["Q3"]["p_never"]
    axes.axhline(1 - never, color=SOFT, lw=1.0, ls=(0, (4, 3)))
    above = 1 - never < HIGH
    told = axes.annotate(
        f"a human-level model comes before {HORIZON_YEAR + 1}: "
        f"{percent(1 - never, _error(document, MAIN_N))}",
        (0.01, 1 - never),
        xycoords=("axes fraction", "data"),
        xytext=(2, 4 if above else -4),
        textcoords="offset points",
        va="bottom" if above else "top",
    )
    told.set(color=SOFT, fontsize=8.5, path_effects=outlined())


def _cdf_axes(axes: Axes, rows: list[dict], x: str, start: float | None = None) -> None:
    for n, colour in _colours(rows):
        own = rows_where(rows, n=n)
        before = [] if start is None else [(start, 0.0)]
        points = [*before, *((row[x], row["p"]) for row in own)]
        axes.plot(*zip(*points, strict=True), color=colour, lw=2.2 if n == MAIN_N else 1.6)
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])


def _colours(rows: list[dict]) -> list[tuple[float, str]]:
    """Colour by N; the headline N keeps the colour of the main line of all figures."""
    others = [colour for colour in COLOURS if colour != MAIN_COLOUR]
    sizes = sorted(values_of(rows, "n"))
    paired = dict(zip([n for n in sizes if n != MAIN_N], others * len(sizes), strict=False))
    return [(n, MAIN_COLOUR if n == MAIN_N else paired[n]) for n in sizes]


def _never_axes(axes: Axes, document: Document, rows: list[dict]) -> None:
    """Label each line at its end, and show the share of draws in which it never happens."""
    coloured = _colours(rows)
    ends = [rows_where(rows, n=n)[-1]["p"] for n, _ in coloured]
    places = spread_labels(ends, 2.6 * LABEL_GAP, 0.08, 0.94)
    for (n, colour), end, place in zip(coloured, ends, places, strict=True):
        never = (first_date(document, n, MAIN_THETA) or {}).get("p_never") or 0.0
        axes.plot([0, 0.1], [end, place], color=colour, lw=0.8)
        axes.text(0.14, place, count(n), color=colour, va="bottom", fontweight="bold", fontsize=9)
        axes.text(
            0.14,
            place - 0.005,
            f"never {percent(never, _error(document, n))}",
            va="top",
            fontsize=8,
        )
        for width, alpha in ((0.8, 0.15), (0.8 * never, 0.9)):
            axes.barh(place - 0.062, width, 0.014, left=0.14, color=colour, alpha=alpha, lw=0)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.axis("off")


def _date_title(document: Document) -> str:
    row = first_date(document, MAIN_N, MAIN_THETA) or {"p_never": None}
    by = row_where(document["answers"]["date_cdf"], n=MAIN_N, theta=MAIN_THETA, year=2051)
    chance = percent(by["p"] if by else None, _error(document, MAIN_N))
    never = percent(row["p_never"], _error(document, MAIN_N))
    return (
        f"{count(MAIN_N).capitalize()} copies are affordable by the end of 2050 with chance "
        f"{chance}; never before {HORIZON_YEAR + 1} with {never}"
    )


def _gap_title(document: Document) -> str:
    gaps = document["answers"]["Q4"]
    main = row_where(gaps, n=MAIN_N, theta=MAIN_THETA)
    contrast = row_where(gaps, n=CONTRAST_N, theta=MAIN_THETA)
    if main is None or contrast is None:
        return "Years from the first human-level model to N affordable copies"
    at_once = percent(contrast["p_zero"], _error(document, CONTRAST_N))
    soon = percent(1 - main["p_over"][str(TITLE_YEARS)], _error(document, MAIN_N))
    return (
        f"{count(CONTRAST_N).capitalize()} copies are affordable with the first human-level model "
        f"in {at_once} of draws; {count(MAIN_N)} within {TITLE_YEARS} years of it in {soon}"
    )


def _error(document: Document, n: float) -> float:
    return largest_error(rows_where(document["answers"]["Q1"], n=n, theta=MAIN_THETA))
