"""Published estimates of change in their own words, as yearly factors over calendar years."""

from __future__ import annotations

import re

from forecast.inputs.table import Row, decimal_year

LOOK_BACK_YEARS = 5.0  # year; period of an estimate that names only its end
SHORTEST_YEARS = 0.5  # year; of a period
ONLY_END = "to "  # how a period begins that names no beginning
DATE = re.compile(r"(mid-)?(20\d\d|19\d\d)(?:-(0[1-9]|1[0-2])(?!\d))?")


def is_a_rate(row: Row) -> bool:
    """Whether a yearly factor can be made of a row: a rate, or a total change with its period."""
    return row["measure"] != "level_or_ratio" or len(DATE.findall(row["period"] or "")) > 1


def yearly(row: Row, value: float | None, begin: float, end: float) -> float | None:
    """A published value as a factor per year; None where there is no value."""
    if value is None:
        return None
    if row["measure"] in ("doubling_time", "halving_time"):
        return float(2.0 ** (1.0 / value))
    if row["measure"] == "level_or_ratio":
        return float(value ** (1.0 / (end - begin)))
    return float(value)


def period(row: Row) -> tuple[float, float]:
    """Calendar years over which an estimate was made.

    Parameters
    ----------
    row : Row
        Its period, in words, and date of publication.

    Returns
    -------
    tuple of float and float, year
        A month stands at its middle, a first year at its beginning and a last at its end; no later
        than publication. Without a beginning, `LOOK_BACK_YEARS` before the end.
    """
    published = decimal_year(row["published_on"])
    text = row["period"] or ""
    found = DATE.findall(text)
    is_span = len(found) > 1 and not text.startswith(ONLY_END)
    end = min(_point(found[-1], at_end=True), published) if found else published
    begin = _point(found[0], at_end=False) if is_span else end - LOOK_BACK_YEARS
    return min(begin, end - SHORTEST_YEARS), end


def _point(told: tuple[str, str, str], at_end: bool) -> float:
    middle, year, month = told
    if middle:
        return float(year) + 0.5
    if month:
        return float(year) + (float(month) - 0.5) / 12
    return float(year) + at_end
