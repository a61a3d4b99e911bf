"""The headline under each scenario and each named view: median, middle half, chance of never."""

from __future__ import annotations

from forecast.writeup.answers import (
    HORIZON_YEAR,
    MAIN_N,
    MAIN_THETA,
    Document,
    first_date,
)
from forecast.writeup.page.chart import WIDTH, Chart, line, words
from forecast.writeup.page.html import element
from forecast.writeup.page.scales import Scale
from forecast.writeup.sections.scenarios import HEADERS, VIEW, cells, names_in, row_of, told
from forecast.writeup.wording import count, date, percent

LEFT, RIGHT = 176, 450  # px; the ends of the axis of years
FIRST, STEP = 46, 22  # px; height of the first row, and of each
MARKS_OF_YEARS = 20
OWN = "this forecast"
NOTE = (
    "Line: the middle half of the dates; dot: the median; lines that reach the right edge go on "
    f"after {HORIZON_YEAR}, and where there is no dot the median lies there. At the right: never."
)


def views_chart(document: Document) -> Chart | None:
    """One row for each named view of the arrival."""
    return _chart(document, VIEW, "views", "By whose forecasts of the arrival count", NOTE)


def scenarios_chart(document: Document) -> Chart | None:
    """One row for each other scenario."""
    return _chart(document, "scenario", "scenarios", "By scenario")


def _chart(document: Document, group: str, name: str, what: str, note: str = "") -> Chart | None:
    names = names_in(document, group)
    own = first_date(document, MAIN_N, MAIN_THETA)
    if not names or own is None:
        return None
    x = Scale(int(document["as_of"][:4]), HORIZON_YEAR + 1, LEFT, RIGHT)
    bottom = FIRST + STEP * len(names) + STEP / 2
    rows = [(OWN, own), *((told(each), row_of(document, each)) for each in names)]
    drawing = [_axis(x, bottom), _own_median(own, x, bottom)]
    drawing += [_row(FIRST + STEP * i, x, *row, i == 0) for i, row in enumerate(rows)]
    first, last = (row_of(document, names[place]) for place in (0, -1))
    return Chart(
        name,
        f"{what}: median {_median(first)} ({told(names[0])}) to {_median(last)} "
        f"({told(names[-1])})",
        f"For each of {len(names)} cases a line over the middle half of the dates of "
        f"{count(MAIN_N)} copies, a dot at the median and the chance of never.",
        "".join(drawing),
        (*HEADERS, "supposes"),
        tuple((told(n), *cells(document, n), row_of(document, n)["meaning"]) for n in names),
        note,
        int(bottom + 6),
    )


def _axis(x: Scale, bottom: float) -> str:
    first = int(-(-x.low // MARKS_OF_YEARS) * MARKS_OF_YEARS)
    marks = range(first, int(x.high), MARKS_OF_YEARS)
    grid = [line(x(year), FIRST - STEP / 2, x(year), bottom, "grid") for year in marks]
    years = [words(x(year), FIRST - STEP / 2 - 6, str(year), "axis", "middle") for year in marks]
    never = words(WIDTH - 4, FIRST - STEP / 2 - 6, "never", "axis", "end")
    return "".join([*grid, *years, never])


def _own_median(own: dict, x: Scale, bottom: float) -> str:
    median = own["quantiles"]["0.5"]
    return "" if median is None else line(x(median), FIRST, x(median), bottom, "wanted")


def _row(top: float, x: Scale, name: str, row: dict, is_own: bool) -> str:
    low, middle, high = (row["quantiles"][level] for level in ("0.25", "0.5", "0.75"))
    class_ = "c1" if is_own else "c0"
    parts = [words(LEFT - 8, top + 4, name, "direct c1" if is_own else "axis", "end")]
    if low is not None:
        end = RIGHT if high is None else x(high)
        parts.append(line(x(low), top, end, top, f"line strong {class_}"))
    if middle is not None:
        parts.append(element("circle", cx=f"{x(middle):g}", cy=f"{top:g}", r="5",
                             class_=f"bar {class_}"))  # fmt: skip
    parts.append(
        words(WIDTH - 4, top + 4, percent(row["p_never"], row.get("mcse") or 0.0), "axis", "end")
    )
    return "".join(parts)


def _median(row: dict) -> str:
    middle = row["quantiles"]["0.5"]
    return f"after {HORIZON_YEAR}" if middle is None else date(middle)
