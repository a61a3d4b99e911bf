"""How long after the first human-level model N copies become affordable."""

from __future__ import annotations

from forecast.writeup.answers import (
    HORIZON_YEAR,
    MAIN_THETA,
    Document,
    largest_error,
    rows_where,
    values_of,
)
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import count, interval, percent, years

OVER = ("1", "3", "5", "10")  # years


def section(document: Document) -> Section:
    """Return the gap between human level and N affordable copies."""
    rows = rows_where(document["answers"]["Q4"], theta=MAIN_THETA)
    error = largest_error(document["answers"]["Q1"])
    table = tuple(_row(row, error) for row in sorted(rows, key=lambda row: row["n"]))
    headers = ("N copies at once", "none", "median", "50% interval", *(f">{y} y" for y in OVER))
    return Section(
        "gap",
        "Years from the first human-level model to N affordable copies",
        table=Table((*headers, "never"), table),
        notes=(
            f"A copy-hour at most the wage. None: affordable at once. Never: not before "
            f"{HORIZON_YEAR + 1}, counted within every >; so are draws without such a model.",
        ),
        figure="gap",
    )


def _row(row: dict, error: float) -> tuple[str, ...]:
    over = [percent(row["p_over"].get(limit), error) for limit in OVER]
    quantiles = row["quantiles"]
    return (
        count(row["n"]),
        percent(row["p_zero"], error),
        years(quantiles.get("0.5")),
        interval(quantiles, "0.25", "0.75", show=years),
        *over,
        percent(row["p_never"], error),
    )


def sizes(document: Document) -> list[float]:
    """Return the N for which a gap is stated, in rising order."""
    return sorted(values_of(document["answers"]["Q4"], "n"))
