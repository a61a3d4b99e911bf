"""When the first human-level model exists."""

from __future__ import annotations

from forecast.writeup.answers import HORIZON_YEAR, Document, largest_error
from forecast.writeup.section import Section
from forecast.writeup.wording import date, interval, percent


def section(document: Document) -> Section:
    """Return the date of the first human-level model."""
    answer = document["answers"]["Q3"]
    quantiles = answer["quantiles"]
    error = largest_error(document["answers"]["Q1"])
    told = (
        f"Median {date(quantiles.get('0.5'))} (50% interval "
        f"{interval(quantiles, '0.25', '0.75')}, 90% interval "
        f"{interval(quantiles, '0.05', '0.95')}). Chance of none before {HORIZON_YEAR + 1}: "
        f"{percent(answer['p_never'], error)}. Pooled from published forecasts: opinions, not "
        "measurements."
    )
    return Section("arrival", "First human-level model", (told,))
