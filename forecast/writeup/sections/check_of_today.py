"""Whether the model reproduces today, in two sentences: tokens a day and their price."""

from __future__ import annotations

from forecast.writeup.answers import Document, row_where
from forecast.writeup.section import Section
from forecast.writeup.sections.nowcast import price
from forecast.writeup.wording import count, interval, money

PRICE = "usd_per_million_tokens_blended_3to1"


def section(document: Document) -> Section | None:
    """Return the check against today, or None where the run does not hold it."""
    rows = document["answers"].get("Q21", [])
    told = (_volume(rows), _price(rows))
    sentences = tuple(sentence for sentence in told if sentence)
    return Section("check_of_today", "", sentences) if sentences else None


def _volume(rows: list[dict]) -> str:
    row = row_where(rows, quantity="tokens_per_day")
    if row is None:
        return ""
    return (
        f"Check: for {int(row['year'])} the model says {count(row['q50'])} tokens a day, written "
        f"and read (80% interval {interval(row, 'q10', 'q90', show=count)}); published: at least "
        f"{count(row['observed'])}{_missed(row)}."
    )


def _price(rows: list[dict]) -> str:
    row = row_where(rows, quantity=PRICE)
    if row is None:
        return ""
    return (
        f"A million tokens of today's typical model, 3 read for 1 written, costs USD "
        f"{price(row['q50'])} to serve ({interval(row, 'q10', 'q90', show=price)}); the median "
        f"list price is {money(row['observed'])}{_missed(row)}."
    )


def _missed(row: dict) -> str:
    return "" if row["inside"] else ", OUTSIDE the interval (see reports/decisions)"
