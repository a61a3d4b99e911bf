"""What holds N copies back: at the first affordable date, in 2035, inside a copy, in supply."""

from __future__ import annotations

from forecast.writeup.answers import CONTRAST_N, MAIN_N, MAIN_THETA, Document, rows_where
from forecast.writeup.section import Section
from forecast.writeup.wording import count, percent

WORDS = {
    "arrival": "human-level model",
    "wage": "wage",
    "bill": "yearly bill",
    "hardware": "world's hardware",
    "speed": "speed of a stream",
    "compute": "arithmetic",
    "bandwidth": "memory bandwidth",
    "network": "traffic between chips",
    "memory": "memory size",
    "money": "money for hardware",
    "power": "electric power",
    "supply": "packaging and memory supply",
    "none": "nothing",
}
SHOWN_YEAR = 2035
PLACES = {"copy": "Chips of one copy", "supply": "New hardware"}
NEVER = "no draw gets there"
NOTES = (
    f"{SHOWN_YEAR}: at the start of the year; nothing: all tests hold, or nothing caps supply. "
    "Speed of a stream: no hardware, at any price, generates as fast as asked.",
)


def section(document: Document) -> Section:
    """Return what binds, as shares of draws, largest first."""
    answers = document["answers"]
    sizes = answers.get("Q9", [])
    lines = [_size_line(sizes, n, at) for n in (MAIN_N, CONTRAST_N) for at in ("first", SHOWN_YEAR)]
    lines += [_place_line(answers.get("Q9b", []), place) for place in PLACES]
    told = tuple(filter(None, lines))
    return Section("binding", "What binds (share of draws)", told, notes=NOTES if told else ())


def _size_line(rows: list[dict], n: float, at: object) -> str:
    found = rows_where(rows, at=at, n=n, theta=MAIN_THETA)
    if not found:
        return ""
    when = "last test to be met" if at == "first" else f"in {at}"
    return f"{count(n)} copies, {when}: {shares_text(found[0]['shares'])}."


def _place_line(rows: list[dict], place: str) -> str:
    found = rows_where(rows, at=place, year=SHOWN_YEAR)
    if not found:
        return ""
    return f"{PLACES[place]} in {SHOWN_YEAR}: {shares_text(found[0]['shares'])}."


def shares_text(shares: dict) -> str:
    """Shares as "wage 60%, yearly bill 40%", largest first, empty ones left out."""
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    told = [f"{WORDS.get(name, name)} {percent(share)}" for name, share in ordered if share > 0]
    return ", ".join(told) or NEVER
