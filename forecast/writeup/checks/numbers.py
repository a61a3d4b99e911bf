"""Checks of numbers.csv: complete, one number a row, each with unit and error."""

from __future__ import annotations

from collections.abc import Iterator

from forecast.writeup.checks.folder import Folder
from forecast.writeup.monte_carlo import FIRST
from forecast.writeup.numbers import CHANCES, COLUMNS, KEYS, numbers_csv

NUMBERS = "numbers.csv"
MOST_MCSE = 0.005  # 1


def numbers_have_their_columns(folder: Folder) -> Iterator[str]:
    """The header is the one that readers know."""
    header = folder.text(NUMBERS).splitlines()[0]
    if header != ",".join(COLUMNS):
        yield f"the header is {header}"


def numbers_are_those_of_the_summary(folder: Folder) -> Iterator[str]:
    """The table holds every number of the summary, and no other."""
    expected = numbers_csv(folder.summary)
    if folder.text(NUMBERS) != expected:
        pairs = zip(folder.text(NUMBERS).splitlines(), expected.splitlines(), strict=False)
        found = next((f"{a!r}, not {b!r}" for a, b in pairs if a != b), "rows are missing or extra")
        yield f"numbers.csv does not hold the numbers of summary.json: {found}"


def numbers_are_told_once(folder: Folder) -> Iterator[str]:
    """No number stands in two rows."""
    seen = set()
    for row in folder.csv(NUMBERS):
        key = (row["question"], *(row[name] for name in KEYS), row["statistic"])
        if key in seen:
            yield f"told twice: {[part for part in key if part]}"
        seen.add(key)


def numbers_have_units(folder: Folder) -> Iterator[str]:
    """Every number has a unit."""
    for row in folder.csv(NUMBERS):
        if not row["unit"]:
            yield f"no unit: {row['question']} {row['statistic']}"


def empty_numbers_say_why(folder: Folder) -> Iterator[str]:
    """A quantile without a value says what its absence means."""
    for row in folder.csv(NUMBERS):
        if not row["value"] and row["statistic"].startswith("q0.") and not row["note"]:
            yield f"empty without a reason: {row['question']} {row['statistic']}"


def chances_are_between_0_and_1(folder: Folder) -> Iterator[str]:
    """Every chance and share is between 0 and 1."""
    for row in _chances(folder):
        if not -1e-9 <= float(row["value"]) <= 1 + 1e-9:
            yield f"{row['question']} {row['statistic']} is {row['value']}"


def chances_have_a_small_error(folder: Folder) -> Iterator[str]:
    """Every chance has a Monte Carlo error, in a publication a small one."""
    most = 1.0 if folder.summary["publication"]["draft"] else MOST_MCSE
    for row in _chances(folder):
        bound = 1.0 if row["at"] == FIRST else most  # a share of the draws that have a first date
        if not row["mcse"] or not 0.0 <= float(row["mcse"]) <= bound:
            yield f"{row['question']} {row['statistic']} has the error {row['mcse'] or 'none'}"


def _chances(folder: Folder) -> Iterator[dict[str, str]]:
    for row in folder.csv(NUMBERS):
        is_chance = row["statistic"] == "p" or row["statistic"].startswith(CHANCES)
        if is_chance and row["value"]:
            yield row


CHECKS = (
    numbers_have_their_columns,
    numbers_are_those_of_the_summary,
    numbers_are_told_once,
    numbers_have_units,
    empty_numbers_say_why,
    chances_are_between_0_and_1,
    chances_have_a_small_error,
)
