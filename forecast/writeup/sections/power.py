"""The power that N copies at once would draw."""

from __future__ import annotations

from forecast.writeup.answers import CONTRAST_N, MAIN_N, Document, rows_where
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import count, percent, significant

WATTS_PER_GIGAWATT = 1e9
NOBODY = "none serves"


def section(document: Document) -> Section | None:
    """Return gigawatts by N and year, or None where the run does not hold them."""
    rows = document["answers"].get("Q19", [])
    if not rows:
        return None
    shown = [*rows_where(rows, n=CONTRAST_N), *rows_where(rows, n=MAIN_N)]
    headers = ("N copies at once", "year", "25%", "median GW", "75%", "more than AI may draw")
    return Section(
        "power",
        "Power that N copies at once would draw",
        table=Table(headers, tuple(_row(row) for row in shown), 2),
        notes=(
            "As if a human-level model existed at the start of the year. The last column is the "
            "share of draws in which N copies need more power than AI has then; power available "
            "is judgement.",
        ),
    )


def _row(row: dict) -> tuple[str, ...]:
    levels = row["quantiles"]
    watts = [gigawatts(levels[level]) for level in ("0.25", "0.5", "0.75")]
    return (count(row["n"]), str(row["year"]), *watts, percent(row["p_above_available"]))


def gigawatts(watts: float | None) -> str:
    """Return power in GW; where no hardware serves a copy, say so.

    Examples
    --------
    >>> gigawatts(2.13e12), gigawatts(None)
    ('2,100', 'none serves')
    """
    return NOBODY if watts is None else significant(watts / WATTS_PER_GIGAWATT)
