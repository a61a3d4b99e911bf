"""Each test on its own: which of arrival, wage, bill and hardware holds back the answer."""

from __future__ import annotations

from forecast.writeup.answers import (
    CONTRAST_N,
    MAIN_N,
    MAIN_THETA,
    TESTS,
    Document,
    rows_where,
    values_of,
)
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import count, money, percent

MEANING = {
    "arrival": "human-level model exists",
    "wage": "copy-hour <= wage",
    "bill": "bill within world product",
    "hardware": "world stock can run N",
}
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
        sentences=tuple(filter(None, (bill_sentence(document),))),
        table=Table(("", *map(str, years)), tuple(table)),
    )


def _row(rows: list[dict], n: float, test: str, years: list[int]) -> tuple[str, ...]:
    by_year = {row["year"]: row for row in rows_where(rows, n=n, test=test)}
    cells = [
        percent(by_year[year]["p"], by_year[year].get("mcse") or 0.0) if year in by_year else "-"
        for year in years
    ]
    return (f"  {MEANING[test]}", *cells)


def bill_sentence(document: Document) -> str:
    """Say whether the yearly bill or the wage decides at the headline N."""
    rows = rows_where(document["answers"].get("Q1c", []), theta=MAIN_THETA, n=MAIN_N)
    by_test = {row["test"]: row["p"] for row in rows if row["year"] == COMPARED_YEAR}
    if not {"bill", "wage"} <= set(by_test):
        return ""
    limit = _limit_words(document)
    difference = by_test["wage"] - by_test["bill"]
    if abs(difference) < EQUAL:
        return f"At {count(MAIN_N)} copies the bill{limit} and the wage decide about alike."
    first, second = ("bill", "wage") if difference > 0 else ("wage", "bill")
    return (
        f"At {count(MAIN_N)} copies the {first}{limit if first == 'bill' else ''} is the harder "
        f"test: by the end of {COMPARED_YEAR} it holds with {percent(by_test[first], 0.001)}, "
        f"the {second} with {percent(by_test[second], 0.001)}."
    )


def _limit_words(document: Document) -> str:
    rows = rows_where(document["answers"].get("bill_limit", []), n=MAIN_N)
    if not rows:
        return ""
    row = min(rows, key=lambda item: item["year"])
    limit = money(row["quantiles"]["0.5"])
    return f" (at most about USD {limit} a copy-hour in {row['year']})"
