"""The running calibration of near-term statements: PIT of quantiles, and chances against shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from forecast.writeup.figure_style import MAIN_COLOUR, SECOND_COLOUR, SOFT, Drawn, new_figure

WIDTHS = (1.0, 1.0)


def draw_record(document: Mapping[str, Any]) -> Drawn:
    """Draw where values lay among their quantiles, and how often what was said happened."""
    record = document["record"]
    title = f"{record['n']} near-term statements decided so far"
    source = f"Billion Copies, statements resolved as of {document['as_of']}; on the line is right."
    figure = new_figure(title, source, WIDTHS)
    figure.subplots_adjust(wspace=0.25)
    quantiles, chances = figure.axes
    for axes in figure.axes:
        axes.plot([0, 1], [0, 1], color=SOFT, lw=1.0)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
    pits = np.sort(record["pits"])
    if len(pits):
        share = (np.arange(len(pits)) + 0.5) / len(pits)
        quantiles.plot(pits, share, "o-", color=MAIN_COLOUR, ms=4)
    quantiles.set_xlabel("place of the value among our quantiles")
    quantiles.set_title("share of values up to there", fontsize=9, loc="left", color=SOFT)
    for each in record["bins"]:
        chances.plot(each["p"], each["share"], "o", color=SECOND_COLOUR)
        chances.annotate(f" {each['n']}", (each["p"], each["share"]), fontsize=8)
    chances.set_xlabel("chance that we gave")
    chances.set_title("share that happened", fontsize=9, loc="left", color=SOFT)
    rows = [{"pit": float(pit)} for pit in pits]
    return Drawn("near_term_record", title, figure, rows)
