"""Each test on its own: which of arrival, wage, bill and hardware holds back the answer."""

from __future__ import annotations

from forecast.writeup.answers import (
    CONTRAST_N,
    MAIN_N,
    MAIN_THETA,
    TESTS,
    Document,
    largest_error,
    row_where,
    rows_where,
    values_of,
)
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import count, joined, money, percent

MEANING = {
    "arrival": "human-level model exists",
    "wage": "copy-hour <= wage",
    "bill": "bill within world product",
    "hardware": "world stock can run N",
}
COMPARED = {"hardware": "the world's hardware", "bill": "the yearly bill", "wage": "the wage"}
EQUAL = 0.01  # chances nearer than this are not called different
COMPARED_YEAR = 2035


def section(document: Document) -> Section:
    """Return the chance of each test alone by year, for the headline N and its contrast."""
    rows = rows_where(document["answers"].get("Q1c", []), theta=MAIN_THETA)
    years = sorted(values_of(rows, "year"))
    table: list[tuple[str, ...]] = []
    for n in (MAIN_N, CONTRAST_N):
        table.append((f"{count(n)} copies",))
        table += [_row(rows, n, test, years) for test in TESTS]
    return Section(
        "tests_alone",
        "Each test alone",
        sentences=tuple(filter(None, (hardest_sentence(document), limit_sentence(document)))),
        table=Table(("", *map(str, years)), tuple(table)),
        notes=("Chances by the end of each year.",),
    )


def _row(rows: list[dict], n: float, test: str, years: list[int]) -> tuple[str, ...]:
    by_year = {row["year"]: row for row in rows_where(rows, n=n, test=test)}
    cells = [
        percent(by_year[year]["p"], by_year[year].get("mcse") or 0.0) if year in by_year else "-"
        for year in years
    ]
    return (f"  {MEANING[test]}", *cells)


def hardest_sentence(document: Document) -> str:
    """Say which of wage, bill and hardware is the hardest to pass at the headline N."""
    rows = rows_where(document["answers"].get("Q1c", []), theta=MAIN_THETA, n=MAIN_N)
    by_test = {row["test"]: row for row in rows if row["year"] == COMPARED_YEAR}
    ordered = sorted((by_test[test]["p"], test) for test in COMPARED if test in by_test)
    if len(ordered) < len(COMPARED):
        return ""
    error = largest_error([by_test[test] for test in COMPARED])
    hardest = [test for p, test in ordered if p - ordered[0][0] < max(EQUAL, 2 * error)]
    verb = "is the hardest test" if len(hardest) == 1 else "are the hardest tests, about alike"
    told = [f"{COMPARED[test]} in {percent(p, error)}" for p, test in ordered]
    told[0] += " of draws"
    return (
        f"At {count(MAIN_N)} copies {joined([COMPARED[test] for test in hardest])} {verb} once "
        f"there is a model. Passed by the end of {COMPARED_YEAR}: {joined(told)}."
    )


def limit_sentence(document: Document) -> str:
    """Say what the bill allows for a copy-hour, against the wage."""
    answers = document["answers"]
    limit = row_where(answers.get("bill_limit", []), n=MAIN_N, year=COMPARED_YEAR)
    wage = row_where(answers.get("wage", []), year=COMPARED_YEAR)
    if limit is None or wage is None:
        return ""
    return (
        f"In {COMPARED_YEAR} a bill within world product allows {count(MAIN_N)} copies about USD "
        f"{money(limit['usd_per_copy_hour'])} per copy-hour; the wage is USD "
        f"{money(wage['quantiles']['0.5'])} an hour."
    )
