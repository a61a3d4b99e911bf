"""How long after the first human-level model N copies become affordable."""

from __future__ import annotations

from forecast.writeup.answers import (
    CONTRAST_N,
    HORIZON_YEAR,
    MAIN_N,
    MAIN_THETA,
    Document,
    largest_error,
    row_where,
    rows_where,
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
        sentences=tuple(filter(None, (given_sentence(document),))),
        table=Table((*headers, "never"), table),
        notes=(
            "A copy-hour at most the wage; shares of all draws. None: affordable at once. Never: "
            f"not before {HORIZON_YEAR + 1}, with or without a model; counted within every >.",
        ),
        figure="gap",
    )


def given_sentence(document: Document) -> str:
    """Tell "never, because no model comes" from "never, though one comes"."""
    gaps, error = document["answers"]["Q4"], largest_error(document["answers"]["Q1"])
    main, contrast = (row_where(gaps, n=n, theta=MAIN_THETA) for n in (MAIN_N, CONTRAST_N))
    if main is None or contrast is None or main.get("p_never_given_arrival") is None:
        return ""
    given, given_contrast = (percent(r["p_never_given_arrival"], error) for r in (main, contrast))
    return (
        f"In {percent(main['p_no_arrival'], error)} of draws no human-level model comes before "
        f"{HORIZON_YEAR + 1}. Given that one comes, {count(MAIN_N)} copies are never affordable "
        f"in {given} and {count(CONTRAST_N)} in {given_contrast}; the last column holds both."
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
