"""Whether two runs tell the same numbers, within the Monte Carlo error of both."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from forecast.writeup.numbers import KEYS

WITHIN = 5.0  # standard errors; of thousands of numbers the largest comes near four by chance
RELATIVE = 1e-6  # of numbers without a stated error, where the posterior is the same
NOT_RUN = frozenset({"Q16", "changed"})  # published with a run, not made by it

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Agreement:
    """How far two sets of numbers are apart.

    Parameters
    ----------
    n_numbers : int
        Numbers that were compared.
    n_without_error : int
        Of these, numbers that state no Monte Carlo error.
    largest : dict or None
        The number furthest apart in standard errors: name, before, after, standard_errors.
    differing : tuple of dict
        Numbers that do not agree: name, before, after, standard_errors (None without an error).
    """

    n_numbers: int
    n_without_error: int
    largest: dict[str, Any] | None
    differing: tuple[dict[str, Any], ...]


def agreement(before: Iterable[Row], after: Iterable[Row], *, refitted: bool) -> Agreement:
    """Compare numbers by what identifies them.

    Parameters
    ----------
    before, after : iterable of mapping
        Rows as of `number_rows` or of a numbers.csv that was read.
    refitted : bool
        Whether posterior draws differ; numbers that state no error are then not judged.

    Returns
    -------
    Agreement
    """
    old, new = _by_name(before), _by_name(after)
    told = [_compared(name, old.get(name), new.get(name)) for name in [*old, *(new.keys() - old)]]
    with_error = [each for each in told if each["standard_errors"] is not None]
    return Agreement(
        len(told),
        len(told) - len(with_error),
        max(with_error, key=lambda each: each["standard_errors"], default=None),
        tuple(each for each in told if not _agrees(each, refitted)),
    )


def standard_errors(before: Row, after: Row) -> float | None:
    """Distance of two values in standard errors of their difference; None where none is stated.

    Examples
    --------
    >>> standard_errors({"value": 0.5, "mcse": 0.03}, {"value": 0.6, "mcse": 0.04})
    2.0
    """
    values = [_number(row.get("value")) for row in (before, after)]
    errors = [_number(row.get("mcse")) for row in (before, after)]
    if None in (*values, *errors):
        return None
    spread = math.hypot(*errors)  # type: ignore[arg-type]
    apart = abs(values[1] - values[0])  # type: ignore[operator]
    return round(apart / spread, 6) if spread else None


def _compared(name: str, old: Row | None, new: Row | None) -> dict[str, Any]:
    before, after = old or {}, new or {}
    return {
        "name": name,
        "before": _number(before.get("value")),
        "after": _number(after.get("value")),
        "standard_errors": standard_errors(before, after),
    }


def _agrees(told: dict[str, Any], refitted: bool) -> bool:
    before, after = told["before"], told["after"]
    if (before is None) != (after is None):
        return False
    if told["standard_errors"] is not None:
        return bool(told["standard_errors"] <= WITHIN)
    if before is None or refitted:
        return True
    return math.isclose(before, after, rel_tol=RELATIVE, abs_tol=RELATIVE)


def _by_name(rows: Iterable[Row]) -> dict[str, Row]:
    """Rows by their name; of several with one name each is told apart by its place."""
    seen: Counter[str] = Counter()
    found = {}
    for row in rows:
        if row["question"] in NOT_RUN:
            continue
        name = _name(row)
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} #{seen[name]}"] = row
    return found


def _name(row: Row) -> str:
    parts = [f"{key} {_plain(row[key])}" for key in KEYS if row.get(key) not in (None, "")]
    return ", ".join([row["question"], *parts, row["statistic"]])


def _plain(value: Any) -> str:
    """A number the same whether read from text or not."""
    try:
        return format(float(value), ".12g")
    except (TypeError, ValueError):
        return str(value).removeprefix("'")


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
