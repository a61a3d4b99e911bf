"""What the answer owes to the shape of each trend."""

from __future__ import annotations

from forecast.writeup.answers import Document, row_where
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import count, date, percent

HEADERS = ("shape", "before the data", "weight", "chance", "median date", "never")
TRENDS = {
    "hardware_shape": "Hardware: FLOP, bandwidth, memory and power for the money",
    "stock_shape": "Shipments of chips before any cap",
    "algorithmic_shape": "Algorithms: parameters for a given capability",
    "context_shape": "Context: the window of a typical model",
}
SHAPES = {
    "exponential": "exponential, never slows",
    "slowing": "slows to a long-run rate",
    "ceiling": "ends at a ceiling or floor",
}


def section(document: Document) -> Section | None:
    """Return the headline under each shape, or None where the run does not hold them."""
    rows = document["answers"].get("by_shape") or []
    averaged = row_where(rows, trend="all")
    if averaged is None:
        return None
    table: list[tuple[str, ...]] = [("averaged over shapes", "", "", *_answer(averaged))]
    for trend, told in TRENDS.items():
        table.append((told,))
        table += [_row(row) for row in rows if row["trend"] == trend]
    return Section(
        "trend_shapes",
        f"{count(averaged['n'])} copies by {averaged['year']}, by the shape of each trend",
        table=Table(HEADERS, tuple(table)),
        notes=(
            "Every draw carries the shape its trend was fitted under. Weights are those of the "
            "mixture that best predicts what came after dates at which the history was cut, held "
            "near the weights of the card: a few years of data hardly tell the shapes apart.",
        ),
    )


def _row(row: dict) -> tuple[str, ...]:
    before, weight = percent(row.get("prior_weight")), percent(row["weight"])
    return (SHAPES[row["shape"]], before, weight, *_answer(row))


def _answer(row: dict) -> tuple[str, str, str]:
    median = date(row["quantiles"]["0.5"])
    return percent(row["p"], row["mcse"]), median, percent(row["p_never"])
