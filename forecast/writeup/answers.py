"""Finding rows in a forecast document; the write-up reads nothing but this plain dict."""

from __future__ import annotations

from typing import Any

MAIN_N = 8e9  # copies; the N of the headline
CONTRAST_N = 1e6  # copies; the N the headline is set against
MAIN_THETA = 1.0  # share of the wage that a copy-hour may cost
HORIZON_YEAR = 2100  # last whole year of the forecast
TESTS = ("arrival", "wage", "bill", "hardware")

Document = dict[str, Any]


def rows_where(rows: list[dict], **keys: object) -> list[dict]:
    """Return the rows whose values equal the keys given.

    Examples
    --------
    >>> rows_where([{"n": 1, "p": 0.2}, {"n": 2, "p": 0.3}], n=2)
    [{'n': 2, 'p': 0.3}]
    """
    return [row for row in rows if all(row.get(key) == value for key, value in keys.items())]


def row_where(rows: list[dict], **keys: object) -> dict | None:
    """Return the first row whose values equal the keys given, or None."""
    found = rows_where(rows, **keys)
    return found[0] if found else None


def values_of(rows: list[dict], key: str) -> list:
    """Return the different values of a key, in order of first appearance."""
    return list(dict.fromkeys(row[key] for row in rows if key in row))


def chance(document: Document, n: float, theta: float, year: int) -> dict | None:
    """Return the row of Q1: P(N copies affordable by the end of the year)."""
    return row_where(document["answers"]["Q1"], n=n, theta=theta, year=year)


def first_date(document: Document, n: float, theta: float) -> dict | None:
    """Return the row of Q2: first affordable date of N copies."""
    return row_where(document["answers"]["Q2"], n=n, theta=theta)


def largest_error(rows: list[dict]) -> float:
    """Return the largest Monte Carlo error among rows, 0 where none is stated."""
    return max((row.get("mcse") or 0.0 for row in rows), default=0.0)


def date_error_years(document: Document, n: float, theta: float, level: str) -> float:
    """Monte Carlo error of a date quantile, year.

    Notes
    -----
    error of the date = error of the probability / slope of the CDF there, with the slope over
    the year in which the quantile falls. Infinite where the slope is zero or not known, so that
    no month is ever shown without support.
    """
    answers = document["answers"]
    row = first_date(document, n, theta)
    value = row["quantiles"].get(level) if row else None
    if value is None:
        return float("inf")
    curve = rows_where(answers.get("date_cdf", []), n=n, theta=theta)
    p_by_year = {point["year"]: point["p"] for point in curve}
    slope = p_by_year.get(int(value) + 1, 0.0) - p_by_year.get(int(value), 0.0)
    error = largest_error(rows_where(answers["Q1"], n=n, theta=theta))
    return error / slope if slope > 0 else float("inf")
