"""What the analyst replaced with --set or a scenario, and by what."""

from __future__ import annotations

from forecast.writeup.answers import Document
from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section
from forecast.writeup.wording import significant

LARGE = 1e6  # numbers from here on are shown in powers of ten


def section(document: Document) -> Section | None:
    """Return the replacements, or None where every belief is the project's own."""
    replaced = document.get("replaced") or []
    if not replaced:
        return None
    return Section("replaced", "Replaced for this run", tuple(_sentence(item) for item in replaced))


def _sentence(item: dict) -> str:
    was = item.get("was") or {}
    told = f"{item['name']} is {item['by']}"
    if was.get("q50") is None:
        return terminal_text(told)
    middle, low, high = (number(was.get(key)) for key in ("q50", "q05", "q95"))
    return terminal_text(f"{told}; it was {middle} (90% interval {low} to {high})")


def number(value: float | None) -> str:
    """Quantity of any size as text; years keep their digits.

    Examples
    --------
    >>> number(2041.63), number(1.979e15), number(0.31)
    ('2041.6', '2.0e+15', '0.31')
    """
    if value is None:
        return "-"
    if 1900 <= value < 2200:
        return f"{value:.1f}"
    if value != 0 and not 1e-4 <= abs(value) < LARGE:
        return f"{value:.1e}"
    return significant(value, 3)
