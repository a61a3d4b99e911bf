"""Statements of earlier publications beside today's evidence."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.inputs.table import decimal_year
from forecast.pipeline.backtest.targets import TARGETS
from forecast.track_record.near_term import SCHEMA as PREDICTIONS
from forecast.track_record.near_term import Rule
from forecast.track_record.resolution import decided, running, scored

SCHEMA = "forecast.resolve/1"
FILE = "predictions.json"
RESOLVED, WAITING, NOT_DUE, VOID = "resolved", "waiting", "not due", "void"
VOID_AFTER = datetime.timedelta(days=730)  # days past due without a row: nothing will decide it


def resolve(reports_dir: Path, tables: Mapping[str, Any], as_of: datetime.date) -> dict[str, Any]:
    """Score every statement that the evidence decides, and keep the running record.

    Parameters
    ----------
    reports_dir : Path
        Folder of publications.
    tables : mapping of str to Table
        Rows known on the day.
    as_of : date
        The day; what is due later is not looked at.

    Returns
    -------
    dict
        `forecast.resolve/1`: schema, as_of, rows, counts, record.

    Raises
    ------
    InputError
        When there is no such folder, or a file of statements cannot be read.
    """
    if not reports_dir.is_dir():
        raise InputError("no such folder of reports", file=reports_dir)
    rows = [
        _row(path.parent.name, prediction, tables, as_of)
        for path, prediction in stated(reports_dir)
    ]
    done = [row for row in rows if row["status"] == RESOLVED]
    statuses = (RESOLVED, WAITING, NOT_DUE, VOID)
    return {
        "schema": SCHEMA,
        "as_of": as_of.isoformat(),
        "rows": rows,
        "counts": {each: sum(row["status"] == each for row in rows) for each in statuses},
        "record": running([row["score"] | {"p": row["p"]} for row in done]),
    }


def stated(reports_dir: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every statement of every publication, oldest publication first."""
    for path in sorted(reports_dir.glob(f"*/{FILE}")):
        try:
            document = json.loads(path.read_text("utf-8"))
            if document["schema"] != PREDICTIONS:
                raise ValueError(f"schema {document['schema']!r}")
            for prediction in document["predictions"]:
                yield path, prediction
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"these statements cannot be read ({error})", file=path, accepted=PREDICTIONS
            ) from None


def _row(
    publication: str, prediction: dict[str, Any], tables: Mapping[str, Any], as_of: datetime.date
) -> dict[str, Any]:
    rule, due = Rule.of(prediction["rule"]), datetime.date.fromisoformat(prediction["due_on"])
    value = decided(rule, _items(rule, tables), decimal_year) if due <= as_of else None
    return {
        "publication": publication,
        "name": prediction["name"],
        "text": prediction["text"],
        "unit": prediction["unit"],
        "due_on": prediction["due_on"],
        "status": _status(value, due, as_of),
        "p": prediction.get("p"),
        "quantiles": prediction.get("quantiles"),
        "value": value,
        "score": None if value is None else scored(prediction, value),
    }


def _items(rule: Rule, tables: Mapping[str, Any]) -> list[Any]:
    target = next((each for each in TARGETS if each.name == rule.target), None)
    return target.items(tables) if target else []  # a target given up decides nothing


def _status(value: float | None, due: datetime.date, as_of: datetime.date) -> str:
    if value is not None:
        return RESOLVED
    if due > as_of:
        return NOT_DUE
    return VOID if as_of - due > VOID_AFTER else WAITING
