"""What the data taught: prior against posterior of the quantities they moved most."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from forecast.writeup.page.chart import WIDTH, Chart, line, words
from forecast.writeup.page.html import element
from forecast.writeup.page.scales import Scale
from forecast.writeup.wording import significant

KEY = "prior (thin), posterior (thick), each on the prior's scale"
SHOWN = 14
LEFT, STEP, FIRST = 250, 24, 26  # px
BEYOND = 0.35  # of the prior's 90 % range shown on either side of it


def chart(fitted: Mapping[str, Any]) -> Chart | None:
    """Prior and posterior 90 % ranges, each on the scale of its prior.

    Parameters
    ----------
    fitted : mapping of str to dict
        By quantity: `prior` and `posterior`, each with q05, q50, q95.

    Returns
    -------
    Chart or None
        None where nothing is fitted.
    """
    rows = sorted(
        (
            (name, each["prior"], each["posterior"])
            for name, each in fitted.items()
            if each["prior"]["q05"] is not None and each["prior"]["q95"] > each["prior"]["q05"]
        ),
        key=lambda row: _width(row[2], row[1]),
    )[:SHOWN]
    if not rows:
        return None
    drawing = "".join(_row(FIRST + i * STEP, *row) for i, row in enumerate(rows))
    key = words(WIDTH - 12, 12, KEY, "axis", "end")
    return Chart(
        "learned",
        f"The data narrowed {rows[0][0].replace('_', ' ')} most",
        "For each quantity a thin line for the prior's 90 % range and a thick one for the "
        "posterior's.",
        key + drawing,
        ("quantity", "prior 5 / 50 / 95 %", "posterior 5 / 50 / 95 %"),
        tuple((name, _three(prior), _three(posterior)) for name, prior, posterior in rows),
        f"The {len(rows)} fitted quantities whose range shrank most.",
        FIRST + STEP * len(rows),
    )


def _row(top: float, name: str, prior: Mapping[str, float], posterior: Mapping[str, float]) -> str:
    low, high = _place(prior["q05"], prior), _place(prior["q95"], prior)
    room = BEYOND * (high - low)
    x = Scale(low - room, high + room, LEFT, WIDTH - 12)
    ends = [x(_place(posterior[level], prior)) for level in ("q05", "q50", "q95")]
    return (
        words(LEFT - 8, top + 5, name.replace("_", " "), "small", "end")
        + line(x(low), top, x(high), top, "thin")
        + line(ends[0], top, max(ends[2], ends[0] + 1), top, "thick")
        + element("circle", cx=f"{ends[1]:g}", cy=f"{top:g}", r="4", class_="dot")
    )


def _place(value: float, prior: Mapping[str, float]) -> float:
    """Logs for quantities that are positive throughout, so that factors read alike."""
    return math.log(value) if prior["q05"] > 0.0 and value > 0.0 else value


def _width(posterior: Mapping[str, float], prior: Mapping[str, float]) -> float:
    spans = [_place(r["q95"], prior) - _place(r["q05"], prior) for r in (posterior, prior)]
    return spans[0] / spans[1]


def _three(quantiles: Mapping[str, float]) -> str:
    return " / ".join(_figure(quantiles[level]) for level in ("q05", "q50", "q95"))


def _figure(value: float) -> str:
    return f"{value:.3g}" if abs(value) >= 1e6 or 0 < abs(value) < 1e-3 else significant(value, 3)
