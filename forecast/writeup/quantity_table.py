"""The table of all quantities in `priors/README.md`: card, posterior, and share of the answer."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

LEVELS = (0.05, 0.5, 0.95)
HEADER = (
    *("quantity", "unit", "prior 5 / 50 / 95 %", "posterior", "moved", "width left"),
    *("grade", "data", "share"),
)
REGION = re.compile(r"<!-- table -->.*?<!-- /table -->", re.S)
PLAIN_FROM, PLAIN_TO = 1e-3, 1e5  # numbers outside are written with an exponent
LEAST_SHOWN = 0.005  # share of variance; below, the estimate is mostly noise


def with_table(
    text: str,
    cards: Mapping[str, Any],
    as_of: datetime.date,
    posterior: Mapping[str, Mapping[str, Any]],
    learned: Mapping[str, Mapping[str, Any]],
    shares: Mapping[str, float],
) -> str:
    """Return a text with the marked table made anew.

    Parameters
    ----------
    text : str
        Holds `<!-- table -->` and `<!-- /table -->`.
    cards : mapping of str to Card
    as_of : date
        Entries dated later are not seen.
    posterior : mapping of str to mapping
        By quantity that data inform: q05, q50, q95.
    learned : mapping of str to mapping
        By quantity that data inform: shift_sd, sd_ratio and conflict.
    shares : mapping of str to float
        By quantity: share of the variance of the headline date that it explains alone.

    Returns
    -------
    str
    """
    lines = [" | ".join(HEADER).join(("| ", " |")), "|" + "---|" * len(HEADER)]
    for name, card in cards.items():
        found = posterior.get(name)
        after = quantiles([found[key] for key in ("q05", "q50", "q95")]) if found else ""
        told = (after, *learned_cells(learned.get(name)))
        lines.append(_row(name, card, card.entry(as_of), told, shares.get(name, 0.0)))
    body = "\n".join(lines)
    return REGION.sub(f"<!-- table -->\n{body}\n<!-- /table -->", text)


def learned_cells(learned: Mapping[str, Any] | None) -> tuple[str, str]:
    """Return how far data moved a belief, and how much of its width they left.

    Examples
    --------
    >>> learned_cells({"shift_sd": -2.31, "sd_ratio": 0.4, "conflict": True})
    ('-2.3 sd (!)', '40 %')
    """
    if not learned:
        return "", ""
    mark = " (!)" if learned["conflict"] else ""
    shift = round(learned["shift_sd"], 1) + 0.0  # no minus nought
    return f"{shift:+.1f} sd{mark}", f"{100 * learned['sd_ratio']:.0f} %"


def _row(name: str, card: Any, entry: Any, after: tuple[str, ...], share: float) -> str:
    pooled = entry.distribution.family == "pool"
    before = (
        "pooled from published forecasts"
        if pooled
        else quantiles([float(entry.distribution.ppf(level)) for level in LEVELS])
    )
    link = f"[{name}]({card.topic}/{name}.toml)"
    told = f"{100 * share:.0f} %" if share >= LEAST_SHOWN else ""
    cells = (link, card.unit, before, *after, entry.grade, ", ".join(card.updated_by), told)
    return "| " + " | ".join(cells) + " |"


def quantiles(values: list[float]) -> str:
    """Return quantiles, short, with slashes between.

    Examples
    --------
    >>> quantiles([1.0, 2.5, 5e12])
    '1 / 2.5 / 5e12'
    """
    return " / ".join(number(value) for value in values)


def number(value: float) -> str:
    """Return a number with four significant digits, short.

    Examples
    --------
    >>> number(5e12), number(0.25), number(30.0), number(0.0)
    ('5e12', '0.25', '30', '0')
    """
    if value == 0 or PLAIN_FROM <= abs(value) < PLAIN_TO:
        return f"{value:.4g}"
    digits, exponent = f"{value:.3e}".split("e")
    return f"{digits.rstrip('0').rstrip('.')}e{int(exponent)}"
