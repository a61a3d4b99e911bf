"""What `forecast what-if` is asked: values and intervals of quantities, and goals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forecast.errors import UsageError

CONDITION_EXAMPLE = "human_level_date=2030 or context_tokens_in_use=1e5..1e6"
GOAL_EXAMPLE = '"8e9 by 2035 >= 0.5" or "8e9 at 0.1 by 2035 >= 0.5"'
LAST_GOAL_YEAR = 2100
GOAL = re.compile(
    r"\s*(?P<n>[0-9.e+]+)(?:\s+at\s+(?P<theta>[0-9.e+-]+))?\s+by\s+(?P<year>\d{4})"
    r"\s*>=\s*(?P<p>[0-9.e+-]+)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Condition:
    """A quantity supposed to be known: at a value (low = high) or within an interval."""

    name: str
    low: float
    high: float

    @property
    def is_value(self) -> bool:
        """Whether one value is asked, not an interval."""
        return self.low == self.high

    @property
    def text(self) -> str:
        """The condition as it is typed."""
        ends = f"{self.low:g}" if self.is_value else f"{self.low:g}..{self.high:g}"
        return f"{self.name}={ends}"


@dataclass(frozen=True)
class Goal:
    """A chance wanted: P(n copies affordable at theta by the end of a year) >= p."""

    n: float
    theta: float
    year: int
    p: float


def parse_condition(text: str) -> Condition:
    """A condition as typed, NAME=VALUE or NAME=LOW..HIGH.

    Parameters
    ----------
    text : str

    Returns
    -------
    Condition

    Raises
    ------
    UsageError
        When it is neither.

    Examples
    --------
    >>> parse_condition("load_factor=0.5..0.6")
    Condition(name='load_factor', low=0.5, high=0.6)
    """
    name, _, value = (part.strip() for part in text.partition("="))
    try:
        ends = [float(end) for end in value.split("..")]
    except ValueError:
        ends = []
    if not name or len(ends) not in (1, 2) or not ends[0] <= ends[-1] < float("inf"):
        raise UsageError(
            f"a condition is NAME=VALUE or NAME=LOW..HIGH, e.g. {CONDITION_EXAMPLE}; "
            f"found {text[:80]!r}"
        )
    return Condition(name, ends[0], ends[-1])


def parse_goal(text: str) -> Goal:
    """A goal as typed: "N by YEAR >= P", or "N at THETA by YEAR >= P".

    Parameters
    ----------
    text : str

    Returns
    -------
    Goal

    Raises
    ------
    UsageError
        When it cannot be read, or asks for a chance outside (0, 1) or a year past the horizon.

    Examples
    --------
    >>> parse_goal("8e9 by 2035 >= 0.5")
    Goal(n=8000000000.0, theta=1.0, year=2035, p=0.5)
    """
    found = GOAL.fullmatch(text)
    try:
        assert found is not None
        goal = Goal(
            float(found["n"]), float(found["theta"] or 1.0), int(found["year"]), float(found["p"])
        )
    except (AssertionError, ValueError):
        raise UsageError(f"--for reads {GOAL_EXAMPLE}; found {text[:80]!r}") from None
    if not (goal.n >= 1 and goal.theta > 0 and 0 < goal.p < 1 and goal.year <= LAST_GOAL_YEAR):
        raise UsageError(
            "--for needs at least 1 copy, theta above 0, a year up to "
            f"{LAST_GOAL_YEAR} and a chance between 0 and 1; found {text[:80]!r}"
        )
    return goal
