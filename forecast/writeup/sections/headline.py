"""The answer in two sentences: when 8 billion copies, and when a million, become affordable."""

from __future__ import annotations

from forecast.writeup.answers import (
    CONTRAST_N,
    HORIZON_YEAR,
    MAIN_N,
    MAIN_THETA,
    Document,
    date_error_years,
    first_date,
    largest_error,
    rows_where,
)
from forecast.writeup.section import Section
from forecast.writeup.wording import count, date, interval, percent

AVERAGED = "all"  # stands in the place of a trend for the mixture of shapes
LEAST_WEIGHT = 0.05  # of a shape that the headline speaks of; the others stand in the table
POWER, POWER_YEAR = "power_available_watts", 2035
SMALL_SHARE = 0.005  # share of draws in which closing windows are worth a sentence


def section(document: Document) -> Section:
    """Return the headline section of a forecast document."""
    sentences = [main_sentence(document), contrast_sentence(document), shape_sentence(document)]
    return Section("headline", "", tuple(s for s in sentences if s), figure="affordable_date")


def main_sentence(document: Document) -> str:
    """Say when N = 8 billion copies become affordable, with its uncertainty."""
    row = first_date(document, MAIN_N, MAIN_THETA)
    if row is None:
        return ""
    return (
        f"{count(MAIN_N).capitalize()} copies of a human-level AI model, all running at once and "
        f"each costing no more than a worker's wage, {_when(document, row)}{_closing(row)}"
    )


def contrast_sentence(document: Document) -> str:
    """Say the same of a million copies."""
    row = first_date(document, CONTRAST_N, MAIN_THETA)
    return "" if row is None else f"{count(CONTRAST_N)} copies {_when(document, row)}"


def shape_sentence(document: Document) -> str:
    """Say that the weights of trend shapes are judgement, and how much hangs on the greatest."""
    rows = rows_where(document["answers"].get("by_shape") or [], n=MAIN_N, theta=MAIN_THETA)
    alone = [row for row in rows if row["trend"] != AVERAGED and row["weight"] >= LEAST_WEIGHT]
    nevers = [row["p_never"] for row in alone]
    if len(nevers) < 2:
        return ""
    return (
        f"That hangs on how trends slow, weighted by judgement{_power_words(document)}: "
        f"under one shape of one trend alone (of a weight of {percent(LEAST_WEIGHT)} or more) "
        f"the chance that {count(MAIN_N)} never come runs from {percent(min(nevers))} to "
        f"{percent(max(nevers))}."
    )


def _power_words(document: Document) -> str:
    """That power limits hardware, where it does and only judgement says how much there is."""
    rows = rows_where(document["answers"].get("Q9b") or [], at="supply", year=POWER_YEAR)
    share = rows[0]["shares"].get("power", 0.0) if rows else 0.0
    is_judged = any(row["name"] == POWER for row in document["judgement"])
    if share < LEAST_WEIGHT or not is_judged:
        return ""
    return (
        f", and on the power AI may draw, judgement too (it limits new hardware of {POWER_YEAR} in "
        f"{percent(share)} of draws)"
    )


def _when(document: Document, row: dict) -> str:
    n, theta, quantiles = row["n"], row["theta"], row["quantiles"]
    error = largest_error(rows_where(document["answers"]["Q1"], n=n, theta=theta))
    never = percent(row["p_never"], error)
    if row["p_never"] == 1.0:
        return f"become affordable in none of the draws before {HORIZON_YEAR + 1}."
    return (
        f"{_median(document, row)} (50% interval {interval(quantiles, '0.25', '0.75')}, "
        f"90% interval {interval(quantiles, '0.05', '0.95')}). "
        f"Chance that it does not happen before {HORIZON_YEAR + 1}: {never}."
    )


def _median(document: Document, row: dict) -> str:
    middle = row["quantiles"].get("0.5")
    if middle is None:
        return f"become affordable only after {HORIZON_YEAR}, or never, in more than half of draws"
    shown = date(middle, date_error_years(document, row["n"], row["theta"], "0.5"))
    return f"become affordable in {shown} at the median"


def _closing(row: dict) -> str:
    share = row.get("p_window_closes") or 0.0
    if share < SMALL_SHARE:
        return ""
    return f" In {percent(share)} of draws the window closes again before {HORIZON_YEAR + 1}."
