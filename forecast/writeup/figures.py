"""All figures of a forecast: each as SVG and PNG, with a CSV twin of the numbers it shows."""

from __future__ import annotations

from pathlib import Path

from forecast.files import write_atomically
from forecast.writeup.answers import Document
from forecast.writeup.figure_curves import draw_date, draw_gap
from forecast.writeup.figure_fans import draw_copies, draw_cost
from forecast.writeup.figure_style import save_figure
from forecast.writeup.numbers import csv_text

FIGURES = (draw_date, draw_cost, draw_copies, draw_gap)


def draw_figures(document: Document, folder: Path) -> dict[str, str]:
    """Write every figure as SVG, PNG and CSV; return title by name."""
    titles = {}
    for draw in FIGURES:
        drawn = draw(document)
        save_figure(drawn.figure, folder, drawn.name)
        write_atomically(
            folder / f"{drawn.name}.csv", csv_text(drawn.rows[0], drawn.rows).encode("utf-8")
        )
        titles[drawn.name] = drawn.title
    return titles
