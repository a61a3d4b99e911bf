"""Our numbers beside published ones, on their definitions."""

from __future__ import annotations

from collections.abc import Callable

from forecast.writeup.answers import Document, values_of
from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import interval, short_count

BYTES_PER_GIGABYTE = 1e9


def section(document: Document) -> Section | None:
    """Return published answers beside ours, or None where the run does not hold them."""
    rows = document["answers"].get("Q22", [])
    if not rows:
        return None
    body: list[tuple[str, ...]] = []
    for source in values_of(rows, "source"):
        body.append((terminal_text(source),))
        body += [_row(row) for row in rows if row["source"] == source]
    return Section(
        "published",
        "Beside published answers",
        table=Table(("copies on", "theirs", "ours", "80% interval", "inside"), tuple(body)),
        notes=(
            "Ours with their definition: their chips, model, speed and date, our equations for "
            "the rest; what was matched stands with each row in numbers.csv. Decoding reaches a "
            "smaller share of peak than training, which the arithmetic of others takes as equal. "
            f"Inside: theirs in our interval.{_nobody(rows)}",
            *_ranges(rows),
        ),
    )


def _row(row: dict) -> tuple[str, ...]:
    show = _show(row)
    return (
        f"  {terminal_text(row['quantity'])}",
        show(row["theirs"]),
        show(row["q50"]),
        interval(row, "q10", "q90", show=show),
        "yes" if row["inside"] else "NO",
    )


def _show(row: dict) -> Callable[[float], str]:
    return gigabytes if row["unit"] == "bytes" else short_count


def gigabytes(value: float) -> str:
    """Return bytes as a number of gigabytes.

    Examples
    --------
    >>> gigabytes(1.13e19)
    '11 bn'
    """
    return short_count(value / BYTES_PER_GIGABYTE)


def _nobody(rows: list[dict]) -> str:
    if all(row["q90"] for row in rows):
        return ""
    return " 0: no mean chip of that date serves the model at that speed; they assume special ones."


def _ranges(rows: list[dict]) -> tuple[str, ...]:
    told = [
        f"{terminal_text(row['quantity'])} "
        f"{interval(row, 'theirs_low', 'theirs_high', show=_show(row))}"
        for row in rows
        if "theirs_low" in row
    ]
    return (f"Their own ranges: {'; '.join(told)}.",) if told else ()
