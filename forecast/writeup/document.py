"""The forecast document as JSON, and the checks it must pass before anybody sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from forecast.errors import OutputError
from forecast.writeup.answers import Document

TOLERANCE = 1e-9
CHANCES = ("p", "p_never", "p_zero", "p_window_closes", "p_no_arrival", "first_order")


def to_json(value: Any, indent: int | None = 1) -> str:
    """Return JSON text, without NaN or infinity, ending without a newline.

    Raises
    ------
    OutputError
        When a number is NaN or infinite.
    """
    try:
        return json.dumps(value, indent=indent, allow_nan=False)
    except ValueError as error:
        raise OutputError(f"a published number is not finite: {error}") from None


def check_document(document: Document) -> None:
    """Raise OutputError unless chances, quantiles and their order make sense.

    Parameters
    ----------
    document : dict
        `Forecast.document`.

    Raises
    ------
    OutputError
        Naming the first answer that fails.
    """
    to_json(document)
    for name, rows in _answer_rows(document):
        for row in rows:
            _check_row(name, row)
    for name in ("Q1", "Q1b", "Q1c", "date_cdf"):
        _check_rising(name, document["answers"].get(name, []))


def _answer_rows(document: Document) -> Iterator[tuple[str, list[dict]]]:
    for name, answer in document["answers"].items():
        yield name, answer if isinstance(answer, list) else [answer]


def _check_row(name: str, row: dict) -> None:
    chances = [row[key] for key in CHANCES if key in row]
    given = row.get("p_never_given_arrival")  # null where no draw has a human-level model
    chances += [] if given is None else [given]
    weights = [each["weight"] for each in row.get("weights") or ()]
    if weights and abs(sum(weights) - 1) > TOLERANCE:
        raise OutputError(f"{name}: weights add to {sum(weights)}, not to 1")
    chances += [*weights, *(row.get("p_over") or {}).values(), *(row.get("shares") or {}).values()]
    if any(p is None or not -TOLERANCE <= p <= 1 + TOLERANCE for p in chances):
        raise OutputError(f"{name}: a chance outside 0 to 1 in {row}")
    if not _is_rising(row.get("quantiles") or {}):
        raise OutputError(f"{name}: quantiles fall in {row}")
    if name == "Q1" and row.get("mcse") is None:
        raise OutputError(f"{name}: a chance without its Monte Carlo error in {row}")


def _is_rising(quantiles: dict) -> bool:
    """Whether quantiles rise with their level; null is beyond every bound."""
    values = [quantiles[level] for level in sorted(quantiles, key=float)]
    numbers = [float("inf") if value is None else value for value in values]
    return all(after >= before for before, after in pairwise(numbers))


def _check_rising(name: str, rows: list[dict]) -> None:
    last: dict[tuple, dict] = {}
    for row in rows:
        key = tuple(row.get(part) for part in ("n", "theta", "reading", "test"))
        before = last.get(key)
        later = before is not None and row["year"] > before["year"]
        if later and row["p"] < before["p"] - TOLERANCE:  # type: ignore[index]
            raise OutputError(f"{name}: the chance falls from {before} to {row}")
        last[key] = row
