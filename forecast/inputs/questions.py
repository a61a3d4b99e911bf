"""What is asked: how many copies, at what share of a wage, by when; decisions, not beliefs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecast.constants import HOURS_PER_YEAR, WORK_HOURS_PER_YEAR

N_COPIES = (1e6, 1e8, 1e9, 8e9)
THETAS = (1.0, 0.1)  # share of a wage that may be spent on a copy-hour
PHI = 0.1  # share of world product that may be spent on all copies
YEARS = (2027, 2028, 2030, 2035, 2040, 2050, 2100)
BINDING_YEARS = (2030, 2035, 2040, 2050)  # years asked of what binds
QUANTILE_LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
TESTS = ("arrival", "wage", "bill", "hardware")
READINGS = ("at once", "workers")


@dataclass(frozen=True)
class Case:
    """One meaning of "affordable".

    Parameters
    ----------
    n : float or None
        Copies or workers wanted; None for the population at the date.
    theta : float
        Share of the wage.
    reading : str
        "at once" (all hours) or "workers" (2,000 hours a year, time-shared).
    tests : tuple of str
        Tests that count.
    phi : float
        Share of world product.
    """

    n: float | None
    theta: float
    reading: str = "at once"
    tests: tuple[str, ...] = TESTS
    phi: float = PHI


HEADLINE = Case(8e9, 1.0)

CASE_DTYPE = np.dtype(
    [
        ("log_n", "f8"), ("log_theta", "f8"), ("log_phi", "f8"), ("log_hours_per_year", "f8"),
        ("log_worker_share", "f8"), ("population", "?"), ("workers", "?"), ("counts_worst", "?"),
        ("arrival", "?"), ("wage", "?"), ("bill", "?"), ("hardware", "?"),
    ]
)  # fmt: skip


def all_cases() -> tuple[Case, ...]:
    """Every case of the standard answers: all tests, both readings, and each test alone.

    Returns
    -------
    tuple of Case
    """
    sizes: tuple[float | None, ...] = (*N_COPIES, None)
    together = [Case(n, theta) for n in sizes for theta in THETAS]
    workers = [Case(n, theta, "workers") for n in sizes for theta in THETAS]
    wage = [Case(1e6, theta, tests=("wage",)) for theta in THETAS]
    sized = [Case(n, 1.0, tests=(test,)) for test in ("bill", "hardware") for n in sizes]
    return (*together, *workers, *wage, *sized, Case(1e6, 1.0, tests=("arrival",)))


def binding_years(first_year: int) -> tuple[int, ...]:
    """Years asked of what binds that lie ahead of a first year.

    Parameters
    ----------
    first_year : int

    Returns
    -------
    tuple of int
    """
    return tuple(year for year in BINDING_YEARS if year > first_year)


def case_array(cases: tuple[Case, ...]) -> np.ndarray:
    """Cases as the kernel takes them.

    Parameters
    ----------
    cases : tuple of Case

    Returns
    -------
    array (case,) of CASE_DTYPE
    """
    rows = np.zeros(len(cases), dtype=CASE_DTYPE)
    for row, case in zip(rows, cases, strict=True):
        workers = case.reading == "workers"
        row["log_n"] = 0.0 if case.n is None else np.log(case.n)
        row["log_theta"], row["log_phi"] = np.log(case.theta), np.log(case.phi)
        row["log_hours_per_year"] = np.log(WORK_HOURS_PER_YEAR if workers else HOURS_PER_YEAR)
        row["log_worker_share"] = np.log(WORK_HOURS_PER_YEAR / HOURS_PER_YEAR)
        row["population"], row["workers"] = case.n is None, workers
        row["counts_worst"] = case.tests == TESTS and not workers
        for test in case.tests:
            row[test] = True
    return rows
