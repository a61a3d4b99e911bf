"""The few numbers of a forecast that are watched from one publication to the next."""

from __future__ import annotations

from typing import Any

from forecast.writeup.answers import (
    CONTRAST_N,
    HORIZON_YEAR,
    MAIN_N,
    MAIN_THETA,
    Document,
    chance,
    first_date,
)
from forecast.writeup.wording import count, percent

YEARS = (2030, 2035, 2040, 2050)
SIZES = {"8e9": MAIN_N, "1e6": CONTRAST_N}


def headline_numbers(document: Document) -> dict[str, float | None]:
    """Median, chance of never and chances by year of 8 billion and of a million copies.

    Parameters
    ----------
    document : dict
        A `forecast.run/1` object.

    Returns
    -------
    dict of str to float or None
        A median of None is beyond the horizon.
    """
    found: dict[str, float | None] = {}
    for tag, n in SIZES.items():
        row = first_date(document, n, MAIN_THETA) or {"quantiles": {}, "p_never": None}
        found[f"median_{tag}"] = row["quantiles"].get("0.5")
        found[f"p_never_{tag}"] = row["p_never"]
        for year in YEARS:
            by = chance(document, n, MAIN_THETA, year)
            found[f"p_{tag}_by_{year}"] = by["p"] if by else None
    return found


def headline_text(numbers: dict[str, Any]) -> str:
    """The headline in a few words.

    Examples
    --------
    >>> headline_text({"median_8e9": 2069.5, "p_never_8e9": 0.33})
    '8 billion copies: median 2069, 33% never before 2101'
    """
    return f"{count(MAIN_N)} copies: {_told(numbers, '8e9')}"


def moved_text(before: dict[str, Any] | None, after: dict[str, Any]) -> str:
    """How the headline moved since an earlier publication, in words.

    Examples
    --------
    >>> old = {"median_8e9": 2069.5, "p_never_8e9": 0.33, "median_1e6": 2048.0, "p_never_1e6": 0.24}
    >>> moved_text(old, {**old, "median_8e9": 2071.2})
    '8 billion: median 2069 to 2071, never 33%; 1 million: median 2048, never 24%'
    >>> moved_text(None, old)
    'the first one'
    """
    if before is None:
        return "the first one"
    told = []
    for tag, n in SIZES.items():
        median = _change(*(_year(row.get(f"median_{tag}")) for row in (before, after)))
        never = _change(*(percent(row.get(f"p_never_{tag}")) for row in (before, after)))
        told.append(f"{count(n)}: median {median}, never {never}")
    return "; ".join(told)


def _told(numbers: dict[str, Any], tag: str) -> str:
    median, never = _year(numbers[f"median_{tag}"]), percent(numbers[f"p_never_{tag}"])
    return f"median {median}, {never} never before {HORIZON_YEAR + 1}"


def _year(value: float | None) -> str:
    return f"after {HORIZON_YEAR}" if value is None else str(int(value))


def _change(before: str, after: str) -> str:
    return before if before == after else f"{before} to {after}"
