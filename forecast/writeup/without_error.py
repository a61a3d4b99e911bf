"""Which published numbers have no Monte Carlo error, and why: those that no draws estimate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NO_NUMBER, GIVEN, SCORE, SET, EXACT, OPEN = (
    *("no number", "given", "score", "set", "formula alone", "next to draws without a value"),
)
SCORES = ("Q15", "Q16")
GIVEN_BY_OTHERS = ("expected", "observed", "theirs", "prior_weight")  # how statistics begin
REASONS = {  # of single statistics
    ("by_shape", "weight"): SET,
    ("by_scenario", "effective_draws"): SET,
    ("Q20", "computed"): EXACT,  # claims that are arithmetic
    ("published_trends", "off_by"): EXACT,  # 1 where ours lies inside
}
MCSE_MEANS = (
    "Monte Carlo error, in the unit of the value. Empty where there is no number, and where no "
    "draws estimate it: a figure of others or of a card, a score over rows of data, what a mixture "
    "was set to or an error rests on, the result of a formula alone; and where a quantile lies so "
    "near to draws without a value that its error has no upper end."
)


def why_no_error(row: Mapping[str, Any]) -> str | None:
    """Why a row of numbers.csv has no Monte Carlo error.

    Parameters
    ----------
    row : mapping
        As `number_rows` yields it, without an error.

    Returns
    -------
    str or None
        None for a number that should have one.

    Examples
    --------
    >>> why_no_error({"question": "Q22", "statistic": "theirs", "value": 3e5})
    'given'
    >>> why_no_error({"question": "Q22", "statistic": "q50", "value": 3e5}) is None
    True
    """
    question, statistic = row["question"], row["statistic"]
    if row["value"] is None:
        return NO_NUMBER
    if question in SCORES:
        return SCORE
    if statistic.startswith(GIVEN_BY_OTHERS):
        return GIVEN
    open_end = OPEN if statistic.startswith("q0.") else None
    return REASONS.get((question, statistic), open_end)
