"""From counts to the answers Q1-Q9, in the shapes that scripts rely on.

"Never before the horizon" is an outcome of its own: a quantile that lies there is None.
"""

from __future__ import annotations

import numpy as np

from forecast.constants import HORIZON_YEAR
from forecast.timeline.first_date import BINDING_NAMES
from forecast.timeline.monte_carlo_error import mcse_of_probability
from forecast.timeline.summary import BINS_PER_YEAR, log10_quantile, quantile

COPIES = 1  # kind of curve
GAP_YEARS = (1, 3, 5, 10)
CURVE_LAST_YEAR = 2100
NEAR = 0.005  # 1; how far around a level a slope is measured


def levels_of(values: list[float | None], levels: tuple[float, ...]) -> dict[str, float | None]:
    """Quantiles keyed by level, written as in the contract ("0.05").

    Parameters
    ----------
    values : list of float or None
    levels : tuple of float

    Returns
    -------
    dict
    """
    return {f"{level:g}": value for level, value in zip(levels, values, strict=True)}


class Answers:
    """Answers read off a summary.

    Parameters
    ----------
    summary : Summary
        Counts over all draws.
    cases : tuple of Case
        In the order of the summary's first axis.
    population : float
        People in 2026, reported as n where the population is meant.
    questions : module
        `inputs.questions`: years, levels, tests.
    n_chains : int
        Chains of the posterior.
    first_year : int
        Year the counts start with.
    """

    def __init__(self, summary, cases, population, questions, n_chains, first_year):
        self.first_year = first_year
        self.summary, self.cases, self.questions = summary, cases, questions
        self.population, self.n_chains = population, n_chains
        self.levels = questions.QUANTILE_LEVELS
        self.binding_years = questions.binding_years(first_year)

    def indexed(self, tests, reading: str = "at once", sized: bool | None = None):
        """Index and case of some tests and reading; `sized` False picks the population."""
        for index, case in enumerate(self.cases):
            of_size = sized is None or sized == (case.n is not None)
            if case.tests == tests and case.reading == reading and of_size:
                yield index, case

    def probability(self, case: int, year: float) -> float:
        """P(first date < year), whole months from the start year."""
        months = max(round((year - self.first_year) * BINS_PER_YEAR), 0)
        return float(self.summary.date_counts[case, :months].sum() / self.summary.n_draws[case])

    def p_never(self, case: int) -> float:
        """P(no date before the horizon)."""
        return float(1.0 - self.summary.date_counts[case].sum() / self.summary.n_draws[case])

    def p_no_arrival(self) -> float:
        """P(no human-level model before the horizon)."""
        ((i, _),) = self.indexed(("arrival",))
        return self.p_never(i)

    def mcse(self, case: int, k: int) -> float:
        """Monte Carlo error of P(date by the end of the k-th year asked)."""
        return mcse_of_probability(
            self.summary.row_hits[case, k], self.summary.row_draws[case], self.n_chains
        )

    def date_quantiles(self, case: int) -> dict[str, float | None]:
        """Quantiles of the first date, year."""
        s = self.summary
        return levels_of(
            [
                quantile(s.date_counts[case], s.date_sums[case], s.n_draws[case], q)
                for q in self.levels
            ],
            self.levels,
        )

    def by_year(self, case: int, **keys) -> list[dict]:
        """Rows of P by the end of each year asked."""
        return [
            {
                **keys,
                "year": year,
                "p": self.probability(case, year + 1),
                "mcse": self.mcse(case, k),
            }
            for k, year in enumerate(self.questions.YEARS)
        ]

    def q1(self) -> list[dict]:
        """P(affordable by the end of a year), all tests, at once."""
        rows = self.indexed(self.questions.TESTS, sized=True)
        return [row for i, c in rows for row in self.by_year(i, n=c.n, theta=c.theta)]

    def q1b(self) -> list[dict]:
        """The same for workers who share copies, and for as many copies as people."""
        tests = self.questions.TESTS
        rows = []
        for i, c in self.indexed(tests, "workers", sized=True):
            rows += self.by_year(i, reading="workers", n=c.n, theta=c.theta)
        for i, c in self.indexed(tests, sized=False):
            rows += self.by_year(i, reading="population", n=self.population, theta=c.theta)
        return rows

    def q1c(self) -> list[dict]:
        """Each test alone."""
        rows = []
        for test in self.questions.TESTS:
            for i, c in self.indexed((test,), sized=True):
                thetas = (c.theta,) if test == "wage" else self.questions.THETAS
                sizes = self.questions.N_COPIES if test in ("arrival", "wage") else (c.n,)
                for n in sizes:
                    for theta in thetas:
                        rows += self.by_year(i, test=test, n=n, theta=theta)
        return rows

    def q2(self) -> list[dict]:
        """First affordable date."""
        return [
            {
                "n": c.n,
                "theta": c.theta,
                "quantiles": self.date_quantiles(i),
                "p_never": self.p_never(i),
                "p_window_closes": float(self.summary.closings[i] / self.summary.n_whole[i]),
            }
            for i, c in self.indexed(self.questions.TESTS, sized=True)
        ]

    def q3(self) -> dict:
        """Human-level date."""
        ((i, _),) = self.indexed(("arrival",))
        return {"quantiles": self.date_quantiles(i), "p_never": self.p_never(i)}

    def q4(self) -> list[dict]:
        """Gap between the human-level date and the first affordable date."""
        return [
            {"n": c.n, "theta": c.theta, **self._gap(i)}
            for i, c in self.indexed(self.questions.TESTS, sized=True)
        ]

    def _gap(self, i: int) -> dict:
        s = self.summary
        counts, sums, n = s.gap_counts[i], s.gap_sums[i], s.n_draws[i]
        over = {
            str(years): float(1.0 - counts[: years * BINS_PER_YEAR].sum() / n)
            for years in GAP_YEARS
        }
        p_zero, p_never, arrives = s.zero_gaps[i] / n, self.p_never(i), 1.0 - self.p_no_arrival()
        quantiles = [0.0 if q <= p_zero else quantile(counts, sums, n, q) for q in self.levels]
        return {
            "quantiles": levels_of(quantiles, self.levels),
            "p_never": p_never,
            "p_no_arrival": 1.0 - arrives,
            "p_never_given_arrival": (p_never - (1.0 - arrives)) / arrives if arrives else None,
            "p_zero": float(p_zero),
            "p_over": over,
        }

    def curve(self, kind: int) -> list[dict]:
        """Quantiles by year of one curve: 0 USD per copy-hour, 1 copies, 2 cost over wage.

        None where no hardware serves a copy at any price; the copies are 0 there. `slopes` are
        those of the quantile function.
        """
        rows = []
        for k, year in enumerate(range(self.first_year, CURVE_LAST_YEAR + 1)):
            counts = self.summary.curve_counts[kind, k]
            if counts.sum():
                values = [log10_quantile(counts, q) for q in self.levels]
                if kind == COPIES:
                    values = [0.0 if value is None else value for value in values]
                told = {"year": year, "quantiles": levels_of(values, self.levels)}
                rows.append(told | {"slopes": self._slopes(counts, kind)})
        return rows

    def _slopes(self, counts: np.ndarray, kind: int) -> dict[str, float]:
        """Slope of the quantile function at each level: the errors of its values hang on it."""
        none = 0.0 if kind == COPIES else None
        found = {}
        for level in self.levels:
            ends = [log10_quantile(counts, level + side * NEAR) for side in (-1.0, 1.0)]
            low, high = (none if end is None else end for end in ends)
            if low is not None and high is not None:
                found[f"{level:g}"] = (high - low) / (2.0 * NEAR)
        return found

    def q9(self) -> list[dict]:
        """What binds: at the first affordable date, and by year; theta 1 first."""
        s = self.summary
        rows = []
        cases = sorted(self.indexed(self.questions.TESTS, sized=True), key=lambda ic: -ic[1].theta)
        for i, c in cases:
            keys = {"n": c.n, "theta": c.theta}
            rows.append({"at": "first", **keys, "shares": shares(s.binding[i], BINDING_NAMES)})
            for k, year in enumerate(self.binding_years):
                rows.append({"at": year, **keys, "shares": shares(s.worst[i, k], BINDING_NAMES)})
        return rows

    def q9b(self, code_names: dict[str, tuple[str, ...]]) -> list[dict]:
        """What bounds the streams of a chip, and what caps the stock, by year."""
        rows = []
        for counts, (at, names) in zip(self.summary.code_counts, code_names.items(), strict=True):
            for of_year, year in zip(counts, self.binding_years, strict=True):
                rows.append({"at": at, "year": year, "shares": shares(of_year, names)})
        return rows

    def date_cdf(self) -> list[dict]:
        """P(date < year) for each whole year, all tests, at once."""
        return [
            {"n": c.n, "theta": c.theta, "year": year, "p": self.probability(i, year)}
            for i, c in self.indexed(self.questions.TESTS, sized=True)
            for year in range(self.first_year + 1, int(HORIZON_YEAR) + 1)
        ]

    def gap_cdf(self) -> list[dict]:
        """P(gap < years) for each whole number of years, all tests, at once."""
        cumulated = np.cumsum(self.summary.gap_counts, axis=1) / self.summary.n_draws[:, None]
        return [
            {
                "n": c.n,
                "theta": c.theta,
                "years": years,
                "p": float(cumulated[i, years * BINS_PER_YEAR - 1]),
            }
            for i, c in self.indexed(self.questions.TESTS, sized=True)
            for years in range(1, int(HORIZON_YEAR) - self.first_year + 1)
        ]


def shares(counts: np.ndarray, names: tuple[str, ...]) -> dict[str, float]:
    """Counts as shares of their sum, by name; all zero when nothing was counted.

    Parameters
    ----------
    counts : array (code,)
    names : tuple of str

    Returns
    -------
    dict
    """
    total = max(counts.sum(), 1)
    return {name: float(counts[k] / total) for k, name in enumerate(names)}
