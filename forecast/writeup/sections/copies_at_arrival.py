"""How many copies run on the day the first human-level model exists."""

from __future__ import annotations

from forecast.writeup.answers import HORIZON_YEAR, Document, row_where
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import count, interval, percent

BASES = {
    "training_cluster": "the cluster it was trained on",
    "lab": "all chips of its laboratory",
    "world": "the inference share of the world's chips",
}
USUAL, FAST = 1.0, 10.0  # multiples of the speed of a copy


def section(document: Document) -> Section | None:
    """Return copies at arrival on each basis, or None where the run does not hold them."""
    rows = document["answers"].get("Q5", [])
    if not rows:
        return None
    table = tuple(_row(rows, basis, told) for basis, told in BASES.items())
    bound = row_where(rows, basis="training_compute", speed=USUAL)
    notes = [
        "Given that a model comes: "
        f"{percent(rows[0]['p_no_arrival'])} of draws have none before {HORIZON_YEAR + 1}. "
        "A copy keeps the pace of one worker; ten times as fast needs hardware that serves every "
        "stream so fast, and more of it."
    ]
    if bound is not None:
        notes.append(
            "The arithmetic of the training cluster alone, which others have published, would "
            f"allow {_told(bound)} copies; memory, bandwidth and latency take the rest."
        )
    headers = ("on", "median", "90% interval", "ten times as fast, median")
    return Section(
        "copies_at_arrival",
        "Copies on the day of the first human-level model",
        table=Table(headers, table),
        notes=tuple(notes),
    )


def _row(rows: list[dict], basis: str, told: str) -> tuple[str, ...]:
    usual, fast = (row_where(rows, basis=basis, speed=speed) for speed in (USUAL, FAST))
    if usual is None or fast is None:
        return (told, "-", "-", "-")
    levels = usual["quantiles"]
    return (
        told,
        count(levels["0.5"]),
        interval(levels, "0.05", "0.95", show=count),
        count(fast["quantiles"]["0.5"]),
    )


def _told(row: dict) -> str:
    levels = row["quantiles"]
    return f"{count(levels['0.5'])} ({interval(levels, '0.05', '0.95', show=count)})"
