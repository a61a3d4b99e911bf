"""The main table: chance that N copies are affordable by the end of a year."""

from __future__ import annotations

from forecast.writeup.answers import (
    HORIZON_YEAR,
    MAIN_N,
    MAIN_THETA,
    Document,
    first_date,
    largest_error,
    rows_where,
    values_of,
)
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import count, percent, points, wage_limit

READINGS = {"workers": "workers' work", "population": "= population"}


def section(document: Document) -> Section:
    """Return the table of chances by N, theta and year."""
    chances = document["answers"]["Q1"]
    years = sorted(values_of(chances, "year"))
    rows: list[tuple[str, ...]] = []
    for theta in values_of(chances, "theta"):
        rows.append((f"a copy-hour costs at most {wage_limit(theta)}",))
        rows += [_row(document, n, theta, years) for n in values_of(chances, "n")]
        rows += _reading_rows(document, theta, years) if theta == MAIN_THETA else []
    headers = ("N copies at once", *map(str, years), "never")
    return Section(
        "chances",
        "Chance that N copies are affordable by the end of a year",
        table=Table(headers, tuple(rows)),
        notes=_notes(document),
        figure="affordable_date",
    )


def _row(document: Document, n: float, theta: float, years: list[int]) -> tuple[str, ...]:
    rows = rows_where(document["answers"]["Q1"], n=n, theta=theta)
    found = first_date(document, n, theta)
    never = percent(found["p_never"], largest_error(rows)) if found else "-"
    return (f"  {count(n)}", *_cells(rows, years), never)


def _cells(rows: list[dict], years: list[int]) -> list[str]:
    by_year = {row["year"]: row for row in rows}
    return [
        percent(by_year[year]["p"], by_year[year].get("mcse") or 0.0) if year in by_year else "-"
        for year in years
    ]


def _reading_rows(document: Document, theta: float, years: list[int]) -> list[tuple[str, ...]]:
    rows = rows_where(document["answers"].get("Q1b", []), theta=theta)
    shown = []
    for reading in values_of(rows, "reading"):
        for n in _shown_sizes(rows_where(rows, reading=reading)):
            own = rows_where(rows, reading=reading, n=n)
            label = f"  {count(n)} {READINGS.get(reading, reading)}"
            shown.append((label, *_cells(own, years), ""))
    return shown


def _shown_sizes(rows: list[dict]) -> list[float]:
    sizes = values_of(rows, "n")
    return [MAIN_N] if MAIN_N in sizes else sorted(sizes)[-1:]


def _notes(document: Document) -> tuple[str, ...]:
    told = (
        f"All tests must hold together. Never: not before {HORIZON_YEAR + 1}. Monte Carlo error: "
        f"at most {points(largest_error(document['answers']['Q1']))} percentage points.",
    )
    if not document["answers"].get("Q1b"):
        return told
    return (
        *told,
        "Workers' work: N people's 2,000 hours a year, time-shared. = population: as many copies "
        "as people alive in that year.",
    )
