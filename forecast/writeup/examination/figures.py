"""Observations beside their predictions, and ranks of draws by chain."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from forecast.writeup.figure_style import COLOURS, INK, MAIN_COLOUR, SOFT, name_axis, new_figure

MOST_RANKED = 12  # quantities whose ranks are drawn
PRIOR_ROOM = 3.0  # posterior-predictive widths of the axis beyond which a prior band is cut


def draw_rows(checked: Any, source: str) -> Figure:
    """Rows in order of what was predicted: intervals before and after the data, and what was seen.

    Parameters
    ----------
    checked : RowCheck
    source : str
        The line under the figure.

    Returns
    -------
    Figure
    """
    found = checked.coverage[0.9]["found"]
    figure = new_figure(
        f"{checked.name}: {100 * found:.0f}% of {len(checked.observed)} rows lie in their 90% "
        "interval",
        source,
    )
    axes = figure.axes[0]
    order = np.argsort(checked.posterior[2], kind="stable")
    x = np.arange(len(order))
    low, _, middle, _, high = checked.posterior[:, order]
    axes.vlines(x, *checked.prior[[0, 4]][:, order], color=SOFT, lw=0.6, alpha=0.4)
    axes.vlines(x, low, high, color=MAIN_COLOUR, lw=1.4, alpha=0.6)
    axes.plot(x, middle, "_", color=MAIN_COLOUR, ms=4)
    outside = (checked.observed[order] < low) | (checked.observed[order] > high)
    axes.plot(x[~outside], checked.observed[order][~outside], ".", color=INK, ms=4)
    axes.plot(x[outside], checked.observed[order][outside], "D", color=COLOURS[3], ms=4)
    span = max(float(np.ptp(checked.observed)), float(np.median(high - low)), 1e-9)
    axes.set_ylim(checked.observed.min() - PRIOR_ROOM * span / 2,
                  checked.observed.max() + PRIOR_ROOM * span / 2)  # fmt: skip
    axes.set_xticks([])
    axes.set_xlabel("rows in order of what is predicted; grey: before the data, diamonds: outside")
    name_axis(axes, "value, as the likelihood sees it")
    return figure


def draw_ranks(ranks: dict[str, np.ndarray], block: str, source: str) -> Figure:
    """Rank histograms by chain: level where chains have mixed.

    Parameters
    ----------
    ranks : dict of str to array (chain, bin)
    block, source : str

    Returns
    -------
    Figure
    """
    names = list(ranks)[:MOST_RANKED]
    figure = new_figure(f"{block}: ranks of draws by chain are level where chains mixed", source)
    axes = figure.axes[0]
    for i, name in enumerate(names):
        counts = ranks[name]
        expected = counts.sum() / counts.size
        for chain, colour in zip(counts, COLOURS, strict=False):
            edges = np.linspace(0.0, 1.0, len(chain) + 1)
            axes.stairs(i + 0.35 * (chain / expected - 1.0), edges, baseline=None, color=colour)
    axes.set_yticks(range(len(names)), [name.replace("_", " ") for name in names], fontsize=7)
    axes.set_ylim(-0.8, len(names) - 0.2)
    axes.set_xlim(0.0, 1.0)
    axes.set_xlabel("rank among the draws of all chains")
    axes.set_position((0.34, 0.165, 0.64, 0.675))
    return figure
