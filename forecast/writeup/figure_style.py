"""One visual language for all figures: colours, type, axes in plain words, direct labels."""

from __future__ import annotations

import datetime
import io
import math
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from forecast.files import write_atomically
from forecast.writeup.answers import Document
from forecast.writeup.wording import count, significant

# Okabe and Ito's palette keeps its colours apart for every kind of colour vision; the orange is
# darkened so that labels in it can be read on white.
COLOURS = ("#0072B2", "#009E73", "#B37C00", "#D55E00", "#CC79A7", "#56B4E9")
MAIN_COLOUR, SECOND_COLOUR, INK, SOFT = COLOURS[0], COLOURS[3], "#222222", "#6b6b6b"
SIZE_INCHES = (7.2, 4.3)
SIDE = (1.0, 0.25)  # widths of the chart and of the labels beside it
LABEL_GAP = 0.06  # share of the axis between two labels
DPI = 200
TITLE_CHARACTERS = 74  # characters; a title is wrapped here
SOURCE_CHARACTERS = 135  # characters; more would leave the figure
STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "text.color": INK,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.7,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e3e3e3",
    "grid.linewidth": 0.6,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "svg.fonttype": "none",
    "svg.hashsalt": "billion-copies",
}


@dataclass(frozen=True)
class Drawn:
    """A figure with its finding and the numbers it shows."""

    name: str
    title: str
    figure: Figure
    rows: list[dict]


def new_figure(title: str, source: str, width_ratios: tuple[float, ...] = (1.0,)) -> Figure:
    """Return a figure with its finding as title, a source line, and axes side by side."""
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=SIZE_INCHES)
        FigureCanvasAgg(figure)
        wrapped = textwrap.fill(title, TITLE_CHARACTERS)
        figure.text(0.02, 0.975, wrapped, fontsize=11.5, fontweight="bold", va="top")
        figure.text(0.02, 0.018, source, fontsize=7, color=SOFT, va="bottom")
        top = 0.84 if "\n" not in wrapped else 0.80
        figure.subplots(
            1,
            len(width_ratios),
            gridspec_kw={
                "width_ratios": width_ratios,
                "left": 0.125,
                "right": 0.985,
                "top": top,
                "bottom": 0.165,
                "wspace": 0.015,
            },
        )
    return figure


def source_line(document: Document, note: str) -> str:
    """Return the small line under a figure: where it comes from and what it holds for."""
    run = str(document["run_id"])[:12]
    told = f"Billion Copies forecast as of {document['as_of']}, run {run}; {note}."
    return textwrap.shorten(told, SOURCE_CHARACTERS)


def name_axis(axes: Axes, text: str) -> None:
    """Write what the vertical axis shows, level, above it."""
    axes.annotate(
        text,
        xy=(0, 1),
        xycoords="axes fraction",
        xytext=(-38, 7),
        textcoords="offset points",
        color=SOFT,
        fontsize=8.5,
    )


def powers_of_ten(axes: Axes, low: float, high: float, show, most: int = 8) -> None:
    """Make the vertical axis logarithmic from low to high with labels in plain words."""
    first, last = (math.floor(math.log10(end)) for end in (low, high))
    step = max(1, -(-(last - first + 1) // most))
    ticks = [10.0**power for power in range(step * (first // step), last + 2, step)]
    axes.set_yscale("log")
    axes.set_ylim(low, high)
    axes.yaxis.set_major_locator(FixedLocator([tick for tick in ticks if low <= tick <= high]))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: show(value)))


def usd_label(value: float) -> str:
    """Label of a money axis, without SI prefixes.

    Examples
    --------
    >>> usd_label(0.1), usd_label(1000.0), usd_label(1e-5)
    ('0.1', '1,000', '0.00001')
    """
    return significant(value)


def count_label(value: float) -> str:
    """Label of an axis of copies.

    Examples
    --------
    >>> count_label(1e9), count_label(1000.0)
    ('1 billion', '1,000')
    """
    return count(value)


def start_of(document: Document) -> float:
    """Return the date a forecast starts from, as a decimal year good for a plot."""
    day = datetime.date.fromisoformat(document["as_of"])
    return day.year + (day.timetuple().tm_yday - 1) / 366


def outlined() -> list[Any]:
    """Return the white outline that keeps a label readable on top of a fan or a line."""
    return [withStroke(linewidth=2.5, foreground="white")]


def spread_labels(positions: list[float], gap: float, low: float, high: float) -> list[float]:
    """Return positions moved apart so that neighbours are at least a gap away, order kept.

    Examples
    --------
    >>> spread_labels([0.5, 0.5], 0.25, 0.0, 1.0)
    [0.375, 0.625]
    """
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    groups: list[tuple[list[int], float]] = []
    for index in order:
        groups.append(([index], positions[index]))
        while len(groups) > 1 and _overlap(groups[-2], groups[-1], gap):
            groups[-2:] = [_merged(groups[-2], groups[-1])]
    moved = list(positions)
    for members, centre in groups:
        half = gap * (len(members) - 1) / 2
        middle = min(max(centre, low + half), high - half)
        for place, index in enumerate(members):
            moved[index] = middle - half + gap * place
    return moved


def _overlap(lower: tuple[list[int], float], upper: tuple[list[int], float], gap: float) -> bool:
    reach = gap * (len(lower[0]) + len(upper[0])) / 2
    return upper[1] - lower[1] < reach - 1e-12


def _merged(a: tuple[list[int], float], b: tuple[list[int], float]) -> tuple[list[int], float]:
    members = a[0] + b[0]
    return members, (a[1] * len(a[0]) + b[1] * len(b[0])) / len(members)


def figure_bytes(figure: Figure) -> dict[str, bytes]:
    """A figure as SVG and PNG, by kind; the same figure gives the same bytes."""
    found = {}
    with matplotlib.rc_context(STYLE):
        for kind, metadata in (("svg", {"Date": None}), ("png", {"Software": None})):
            stream = io.BytesIO()
            figure.savefig(stream, format=kind, dpi=DPI, facecolor="white", metadata=metadata)
            found[kind] = stream.getvalue()
    return found


def save_figure(figure: Figure, folder: Path, name: str) -> None:
    """Write a figure as SVG and PNG."""
    for kind, content in figure_bytes(figure).items():
        write_atomically(folder / f"{name}.{kind}", content)
