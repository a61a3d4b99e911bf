"""The table of all quantities in `priors/README.md`, made from the cards."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

LEVELS = (0.05, 0.5, 0.95)
HEADER = ("quantity", "unit", "5 %", "50 %", "95 %", "grade", "data")
REGION = re.compile(r"<!-- table -->.*?<!-- /table -->", re.S)
PLAIN_FROM, PLAIN_TO = 1e-3, 1e5  # numbers outside are written with an exponent


def with_table(text: str, cards: Mapping[str, Any], as_of: datetime.date) -> str:
    """Return a text with the marked table made anew.

    Parameters
    ----------
    text : str
        Holds `<!-- table -->` and `<!-- /table -->`.
    cards : mapping of str to Card
    as_of : date
        Entries dated later are not seen.

    Returns
    -------
    str
    """
    lines = [" | ".join(HEADER).join(("| ", " |")), "|" + "---|" * len(HEADER)]
    lines += [_row(name, card, card.entry(as_of)) for name, card in cards.items()]
    body = "\n".join(lines)
    return REGION.sub(f"<!-- table -->\n{body}\n<!-- /table -->", text)


def _row(name: str, card: Any, entry: Any) -> str:
    if entry.distribution.family == "pool":
        cells = ["pooled from published forecasts", "", ""]
    else:
        cells = [number(float(entry.distribution.ppf(level))) for level in LEVELS]
    link = f"[{name}]({card.topic}/{name}.toml)"
    data = ", ".join(card.updated_by)
    return "| " + " | ".join((link, card.unit, *cells, entry.grade, data)) + " |"


def number(value: float) -> str:
    """Return a number with four significant digits, short.

    Examples
    --------
    >>> number(5e12), number(0.25), number(30.0)
    ('5e12', '0.25', '30')
    """
    if PLAIN_FROM <= abs(value) < PLAIN_TO:
        return f"{value:.4g}"
    digits, exponent = f"{value:.3e}".split("e")
    return f"{digits.rstrip('0').rstrip('.')}e{int(exponent)}"
