"""Which inputs the spread of the headline date comes from, and which of them are judgement."""

from __future__ import annotations

from forecast.writeup.answers import HORIZON_YEAR, MAIN_N, Document
from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section
from forecast.writeup.wording import count, joined, percent

SHOWN = 5  # inputs named; the rest explain less
JUDGED = ("guess", "expert")  # grades of a card that stand for judgement
OPINION = "human_level_date"  # pooled from published forecasts: informed, yet not measured


def section(document: Document) -> Section | None:
    """Return the largest first-order effects and what they rest on, or None without them."""
    rows = document["answers"].get("Q10", [])[:SHOWN]
    if not rows:
        return None
    told = (f"{', '.join(effect_text(row) for row in rows)}.", basis_sentence(rows))
    note = (
        f"Share of the variance of the date of {count(MAIN_N)} copies (never counts as "
        f"{HORIZON_YEAR + 1}) that each input explains alone; inputs that move together share it, "
        "so the shares must not be added."
    )
    return Section("drivers", "What drives the spread of the date", told, notes=(note,))


def effect_text(row: dict) -> str:
    """Name of an input with its share and what its belief rests on.

    Examples
    --------
    >>> row = {"name": "kv_ratio", "first_order": 0.02, "grade": "guess", "informed": False}
    >>> effect_text(row), effect_text({**row, "informed": True})
    ('kv_ratio 2% (guess)', 'kv_ratio 2% (fitted to data)')
    """
    informed = "pooled opinion" if row["name"] == OPINION else "fitted to data"
    basis = informed if row["informed"] else row["grade"]
    return terminal_text(f"{row['name']} {percent(row['first_order'])} ({basis})")


def basis_sentence(rows: list[dict]) -> str:
    """Say which of the inputs are judgement, which opinions and which fitted to data."""
    opinions = [row["name"] for row in rows if row["name"] == OPINION and row["informed"]]
    fitted = [row["name"] for row in rows if row["informed"] and row["name"] not in opinions]
    judged = [row["name"] for row in rows if not row["informed"] and row["grade"] in JUDGED]
    read = [row["name"] for row in rows if not row["informed"] and row["grade"] not in JUDGED]
    parts = [
        f"{joined(names)} {'is' if len(names) == 1 else 'are'} {what}"
        for names, what in (
            (opinions, "forecasters' opinion"),
            (judged, "judgement that no data inform"),
            (read, "read off sources, not fitted"),
        )
        if names
    ]
    told = f"fitted to data: {joined(fitted)}" if fitted else "none of these is fitted to data"
    return terminal_text(f"{'; '.join([*parts, told])}.")
