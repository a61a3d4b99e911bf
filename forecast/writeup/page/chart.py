"""A chart of the page: title as message, axes in plain words, direct labels, its table behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forecast.writeup.page.html import element, table, text
from forecast.writeup.page.scales import Label, Scale, spread

WIDTH, HEIGHT = 520, 300  # px of the drawing; it scales with the page
LEFT, RIGHT, TOP, BOTTOM = 74, 128, 26, 262  # px; the frame of the plot within the drawing
SIDE = WIDTH - RIGHT  # px; where the plot ends and direct labels begin
LABEL_GAP = 16.0  # px between direct labels
MARKS_OF_YEARS = 10  # years between marks on an axis of years


@dataclass(frozen=True)
class Chart:
    """A drawing and the table of what it draws.

    Parameters
    ----------
    name : str
        What files and anchors call it.
    title : str
        The message, as a sentence.
    described : str
        What the drawing shows, for those who do not see it.
    drawing : str
        Content of the SVG.
    headers, rows
        The table behind it.
    note : str
        What a reader must know to read it.
    height : int, px
    """

    name: str
    title: str
    described: str
    drawing: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    height: int = HEIGHT


def figure(chart: Chart) -> str:
    """A chart as HTML: heading, drawing with title and description, note, table."""
    ids = f"{chart.name}-title", f"{chart.name}-desc"
    drawing = element(
        "svg",
        element("title", text(chart.title), id=ids[0]),
        element("desc", text(chart.described), id=ids[1]),
        chart.drawing,
        viewBox=f"0 0 {WIDTH} {chart.height}",
        role="img",
        aria_labelledby=" ".join(ids),
    )
    behind = element(
        "details",
        element("summary", "The numbers"),
        table(chart.headers, chart.rows, f"Numbers of the chart: {chart.title}"),
    )
    note = element("p", text(chart.note), class_="note") if chart.note else ""
    heading = element("h3", text(chart.title))
    return element("figure", heading, drawing, note, behind, id=chart.name)


def words(
    x: float, y: float, content: str, class_: str = "", anchor: str = "start", **more: object
) -> str:
    """Words at a place of a drawing."""
    return element(
        "text", text(content), x=f"{x:g}", y=f"{y:g}", class_=class_ or None,
        text_anchor=None if anchor == "start" else anchor, **more,
    )  # fmt: skip


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    """A straight line."""
    return f'<path class="{class_}" d="M{x1:g} {y1:g}L{x2:g} {y2:g}"/>'


def curve(d: str, class_: str, **more: object) -> str:
    """A path of a class."""
    return element("path", class_=class_, d=d, **more)


def years_axis(x: Scale) -> str:
    """Marks below the plot at whole decades."""
    first = int(-(-x.low // MARKS_OF_YEARS) * MARKS_OF_YEARS)
    marks = range(first, int(x.high) + 1, MARKS_OF_YEARS)
    told = [year for year in marks if year % 20 == 0 or x.high - x.low < 40]
    grid = "".join(line(x(year), TOP, x(year), BOTTOM, "grid") for year in marks)
    return grid + "".join(words(x(y), BOTTOM + 18, str(y), "axis", "middle") for y in told)


def values_axis(y: Scale, marks: Sequence[float], label: Label, name: str) -> str:
    """Marks at the left with their labels, and what the axis counts above them."""
    parts = [line(LEFT, y(mark), SIDE, y(mark), "grid") for mark in marks]
    parts += [words(LEFT - 6, y(mark) + 4, label(mark), "axis", "end") for mark in marks]
    return "".join([*parts, words(4, 14, name, "axis")])


def side_labels(labels: Sequence[tuple[str, float, str]]) -> str:
    """Direct labels at the right end of their lines, moved apart where they would touch.

    Parameters
    ----------
    labels : sequence of (str, float, str)
        Words, height of the end of the line, and class that gives its colour.
    """
    places = spread([height for _, height, _ in labels], LABEL_GAP, TOP + 4.0, BOTTOM - 2.0)
    return "".join(
        line(SIDE, height, SIDE + 10, place, f"tie {class_}")
        + words(SIDE + 14, place + 4, told, f"direct {class_}")
        for (told, height, class_), place in zip(labels, places, strict=True)
    )
