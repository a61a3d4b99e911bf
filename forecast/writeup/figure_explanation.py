"""The picture of `forecast explain --out`: prior against posterior of one quantity."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.ticker import FuncFormatter, NullFormatter

from forecast.errors import UsageError
from forecast.files import write_atomically
from forecast.writeup.figure_style import DPI, MAIN_COLOUR, SOFT, STYLE, new_figure
from forecast.writeup.sections.replaced import number

KINDS = (".svg", ".png")
LOG_RATIO = 10.0  # a wider range of positive values is drawn on a log scale


def write_explanation_figure(result: dict[str, Any], path: Path) -> None:
    """Draw 5 %, median and 95 % of prior and posterior into a file.

    Raises
    ------
    UsageError
        When the file is neither .svg nor .png, or nothing is known to draw.
    """
    if path.suffix not in KINDS:
        raise UsageError(f"--out {path} must end in {' or '.join(KINDS)}")
    pairs = [(name, result[name]) for name in ("posterior", "prior") if result[name]]
    if not pairs:
        raise UsageError(f"{result['name']} has neither prior nor posterior quantiles to draw")
    figure = new_figure(f"{result['name']} [{result['unit']}]", "5 %, median and 95 %")
    axes = figure.axes[0]
    for place, (name, values) in enumerate(pairs):
        colour = MAIN_COLOUR if name == "posterior" else SOFT
        axes.plot([values["q05"], values["q95"]], [place, place], color=colour, lw=3, alpha=0.5)
        axes.plot([values["q50"]], [place], "o", color=colour, ms=9)
        axes.annotate(number(values["q50"]), (values["q50"], place), (0, 9), **_above())
    low, high = min(v["q05"] for _, v in pairs), max(v["q95"] for _, v in pairs)
    if low > 0 and high / low > LOG_RATIO:
        axes.set_xscale("log")
        axes.xaxis.set_minor_formatter(NullFormatter())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.set_yticks(range(len(pairs)), [name for name, _ in pairs])
    axes.set_ylim(-0.7, len(pairs) - 0.3)
    with matplotlib.rc_context(STYLE):
        stream = io.BytesIO()
        figure.savefig(stream, format=path.suffix[1:], dpi=DPI, facecolor="white")
    write_atomically(path, stream.getvalue())


def _above() -> dict[str, Any]:
    return {"textcoords": "offset points", "ha": "center", "fontsize": 9}
