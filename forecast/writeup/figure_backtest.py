"""Figures of a backtest: skill by target, and where what came lay in our forecasts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from forecast.files import write_atomically
from forecast.writeup.figure_style import (
    MAIN_COLOUR,
    SECOND_COLOUR,
    SOFT,
    Drawn,
    name_axis,
    new_figure,
    save_figure,
)
from forecast.writeup.numbers import csv_text

SHOWN = {"persistence": MAIN_COLOUR, "loglinear": SECOND_COLOUR}
LOWEST = -1.0  # skill; what is worse is cut and its number written
BAR = 0.38  # of the distance between two targets
PALE = 0.35  # opacity of a target that rests on a leak


def write_figures(document: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write the figures as SVG, PNG and CSV, and return their PNG files."""
    written = []
    for draw in (draw_skill, draw_pit):
        drawn = draw(document)
        save_figure(drawn.figure, folder, drawn.name)
        text = csv_text(drawn.rows[0], drawn.rows)
        write_atomically(folder / f"{drawn.name}.csv", text.encode())
        written.append(folder / f"{drawn.name}.png")
    return written


def draw_skill(document: Mapping[str, Any]) -> Drawn:
    """Draw the skill of our forecast over each baseline, by target; leaks pale and not counted."""
    rows = [
        {"target": row["target"], "over": row["model"], "skill": row["skill_of_ours"]}
        for row in document["summary"]
        if row["model"] in SHOWN and row["skill_of_ours"] is not None
    ]
    leaks = {each["target"] for each in document["targets"] if each["leaks"]}
    counted = [row for row in rows if row["target"] not in leaks]
    better = sum(row["skill"] > 0 for row in counted)
    title = f"Closer than the simple forecasts in {better} of {len(counted)} comparisons"
    note = "skill = 1 - CRPS ours / CRPS theirs, on logs" + "; pale: a leak, not counted" * bool(
        leaks
    )
    figure = new_figure(title, _source(document, note))
    _bars(figure, rows, leaks)
    return Drawn("backtest_skill", title, figure, rows)


def _bars(figure: Figure, rows: list[dict[str, Any]], leaks: set[str]) -> None:
    axes, targets = figure.axes[0], list(dict.fromkeys(row["target"] for row in rows))
    for row in rows:
        offset = BAR / 2 if row["over"] == "persistence" else -BAR / 2
        place = len(targets) - 1 - targets.index(row["target"]) + offset
        strength = PALE if row["target"] in leaks else 1.0
        axes.barh(place, max(row["skill"], LOWEST), BAR, color=SHOWN[row["over"]], alpha=strength)
        if row["skill"] < LOWEST:
            axes.text(-0.5, place, f"{row['skill']:.1f}", color="white", va="center", size=7)
    axes.axvline(0.0, color=SOFT, lw=1.0)
    axes.set_xlim(LOWEST, 1.0)
    axes.set_xticks([-1.0, -0.5, 0.0, 0.5])
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    for place, name in enumerate(reversed(targets)):
        axes.text(LOWEST, place, f" {name.replace('_', ' ')}", va="center", size=8.5)
    for place, (name, colour) in enumerate(SHOWN.items()):
        at = (1.0 - 0.2 * (len(SHOWN) - 1 - place), 1.02)
        axes.text(*at, f"over {name}", color=colour, ha="right", transform=axes.transAxes)
    axes.set_xlabel("skill: above zero we were closer")


def draw_pit(document: Mapping[str, Any]) -> Drawn:
    """Draw the PIT histogram of all our forecasts with the band of a calibrated one."""
    pit = next(each for each in document["calibration"] if each["target"] == "all")["pit"]
    bins = len(pit["counts"])
    rows = [
        {"from": i / bins, "to": (i + 1) / bins, "cases": n, "low": pit["low"], "high": pit["high"]}
        for i, n in enumerate(pit["counts"])
    ]
    outside = sum(not pit["low"] <= row["cases"] <= pit["high"] for row in rows)
    title = f"What came, placed in our forecasts: {outside} of {bins} bins outside the band"
    note = "band: 90 % for independent cases, which these are not"
    figure = new_figure(title, _source(document, note))
    _histogram(figure, rows)
    return Drawn("backtest_pit", title, figure, rows)


def _histogram(figure: Figure, rows: list[dict[str, Any]]) -> None:
    axes = figure.axes[0]
    width = rows[0]["to"] - rows[0]["from"]
    axes.axhspan(rows[0]["low"], rows[0]["high"], color=SOFT, alpha=0.2, lw=0)
    axes.bar(
        [row["from"] for row in rows],
        [row["cases"] for row in rows],
        width * 0.96,
        align="edge",
        color=MAIN_COLOUR,
    )
    axes.set_xlim(0, 1)
    axes.grid(axis="x", visible=False)
    axes.set_xlabel("share of our draws below what came")
    name_axis(axes, "cases")


def _source(document: Mapping[str, Any], note: str) -> str:
    days = document["origins"]
    return f"Billion Copies backtest, origins {days[0]} to {days[-1]}; {note}."
