"""The claims of the 2021 essay, then and now."""

from __future__ import annotations

from forecast.writeup.answers import Document
from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import count, significant

NOT_SERVED = "not served"
SMALL = 1e4  # below, numbers are written out


def section(document: Document) -> Section | None:
    """Return the claims with what we compute, or None where the run does not hold them."""
    rows = document["answers"].get("Q20", [])
    if not rows:
        return None
    n_hold = sum(row["holds"] for row in rows)
    headers = ("claim", "it says", "we compute", "80% interval", "today", "holds")
    return Section(
        "essay",
        "The 2021 essay, claim by claim",
        sentences=(f"{n_hold} of {len(rows)} claims hold with our formulas and 2021 inputs.",),
        table=Table(headers, tuple(_row(row) for row in rows)),
        notes=(
            "The essay's 6 cents are a list price; ours of the same words is the cost of serving. "
            "Today asks the same of the mean accelerator in use now. A claim that something is "
            "dearer or cheaper is shown as a ratio to 1; each claim has a test in "
            "tests/published/.",
        ),
    )


def _row(row: dict) -> tuple[str, ...]:
    spread = [figure(row.get("q10")), figure(row.get("q90"))]
    interval = " to ".join(spread) if "q10" in row and spread[0] != spread[1] else ""
    today = figure(row["now"]["q50"]) if "now" in row else ""
    return (
        terminal_text(row["claim"].replace("_", " ")),
        f"{figure(row['expected'])} {row['unit']}" if row["unit"] != "1" else "more than one",
        figure(row["computed"]),
        interval,
        today,
        "yes" if row["holds"] else "NO",
    )


def figure(value: float | None) -> str:
    """Return a number in words where it is large, with two digits where it is small.

    Examples
    --------
    >>> figure(0.0117), figure(350e9), figure(547.0), figure(None)
    ('0.012', '350 billion', '550', 'not served')
    """
    if value is None:
        return NOT_SERVED
    return count(value) if value >= SMALL else significant(value)
