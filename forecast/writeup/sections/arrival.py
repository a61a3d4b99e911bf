"""When the first human-level model exists."""

from __future__ import annotations

from forecast.writeup.answers import HORIZON_YEAR, Document, largest_error
from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import date, interval, percent

SHOWN = 5  # forecasts of the pool; the rest are summed up
HEADERS = ("forecast", "group", "weight", "median")


def section(document: Document) -> Section:
    """Return the date of the first human-level model, and the forecasts that weigh most in it."""
    answer = document["answers"]["Q3"]
    quantiles, weights = answer["quantiles"], answer.get("weights") or []
    error = largest_error(document["answers"]["Q1"])
    basis = (
        "Pooled from published forecasts: opinions, not measurements."
        if weights
        else "Set for this run, not pooled from forecasts."
    )
    told = (
        f"Median {date(quantiles.get('0.5'))} (50% interval "
        f"{interval(quantiles, '0.25', '0.75')}, 90% interval "
        f"{interval(quantiles, '0.05', '0.95')}). Chance of none before {HORIZON_YEAR + 1}: "
        f"{percent(answer['p_never'], error)}. {basis}"
    )
    return Section(
        "arrival",
        "First human-level model",
        (told,),
        table=_table(weights),
        notes=(
            "Groups weigh alike before conditioning; a forecast loses the weight of what it put "
            "before today. Median: its own, given that the model has not come.",
        )
        if weights
        else (),
    )


def _table(weights: list[dict]) -> Table | None:
    """The heaviest forecasts of the pool, and a line for the rest; None where there is no pool."""
    if not weights:
        return None
    shown = sorted(weights, key=lambda row: -row["weight"])
    rows = [
        (
            *(terminal_text(row["forecast_id"]), terminal_text(row["group"])),
            *(percent(row["weight"]), date(row["median"])),
        )
        for row in shown[:SHOWN]
    ]
    if rest := shown[SHOWN:]:
        left = percent(sum(row["weight"] for row in rest))
        rows.append((f"{len(rest)} more", "", left, ""))
    return Table(HEADERS, tuple(rows), left_columns=2)
