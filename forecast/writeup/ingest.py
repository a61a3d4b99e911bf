"""What ingesting did, or would do, as text and as JSON."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping
from typing import Any

from forecast.writeup.document import to_json
from forecast.writeup.escaping import terminal_text

BAD_INPUT = 3
LISTED = 20  # rows of each kind in the text; JSON lists all
LONGEST_CELL = 60  # characters
QUIET_COLUMNS = ("licence", "source_url", "source_title", "verification", "published_on_basis")


def show(about: Mapping[str, Any], outcome: Any, edition: Any, as_json: bool, quiet: bool) -> int:
    """Print what was done and return the exit code.

    Parameters
    ----------
    about : mapping
        Schema, feed, source and whether it was only a trial.
    outcome : Outcome
        Of `inputs.ingest.apply.ingest`.
    edition : Edition
        When the copy was read.
    as_json : bool
        Print one JSON object.
    quiet : bool
        Of the text, only the counts.

    Returns
    -------
    int
        0, or 3 when rows are refused.
    """
    if as_json:
        print(to_json(outcome_json(about, outcome, edition)))
    else:
        for line in outcome_lines(about, outcome, quiet):
            print(terminal_text(line))
    if outcome.ok:
        return 0
    print(f"forecast: {_refusal(outcome)}", file=sys.stderr)
    return BAD_INPUT


def outcome_json(about: Mapping[str, Any], outcome: Any, edition: Any) -> dict[str, Any]:
    """Return the JSON object: counts, and every new, changed, conflicting and refused row.

    Parameters
    ----------
    about, outcome, edition
        As for `show`.
    """
    plan, key = outcome.plan, outcome.card.key
    return {
        **about,
        "dataset": outcome.dataset,
        "title": outcome.feed.title,
        "retrieved_on": edition.read_on.isoformat(),
        "ok": outcome.ok,
        "written": outcome.written,
        "n_rows": outcome.n_rows,
        "sha256": outcome.sha256,
        "counts": counts(outcome),
        "new": [{"line": row.line, "cells": cells_json(row.cells)} for row in plan.new],
        "changed": [_change_json(change, key) for change in plan.changed],
        "conflicts": [_change_json(change, key) for change in plan.conflicts],
        "renamed": dict(plan.renamed),
        "left_out": [{"reason": why, "n": n} for why, n in outcome.feed.left_out.most_common()],
        "problems": [_problem_json(problem) for problem in outcome.problems],
    }


def counts(outcome: Any) -> dict[str, int]:
    """Return how many rows the feed read, and what became of them."""
    plan, feed = outcome.plan, outcome.feed
    left_out = sum(feed.left_out.values())
    return {
        "read": len(feed.rows) + left_out + len(feed.problems),
        "left_out": left_out,
        "unchanged": plan.unchanged,
        "superseded": plan.superseded,
        "new": len(plan.new),
        "changed": len(plan.changed),
        "conflicts": len(plan.conflicts),
        "problems": len(outcome.problems),
    }


def cells_json(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return cells with dates as text and without empty ones.

    Examples
    --------
    >>> cells_json({"value": 2.0, "observed_on": datetime.date(2026, 1, 2), "note": None})
    {'value': 2.0, 'observed_on': '2026-01-02'}
    """
    return {
        name: cell.isoformat() if isinstance(cell, datetime.date) else cell
        for name, cell in cells.items()
        if cell is not None
    }


def _change_json(change: Any, key: tuple[str, ...]) -> dict[str, Any]:
    names = (*change.columns, "published_on")
    return {
        "line": change.now.line,
        "key": cells_json({name: change.was[name] for name in key}),
        "columns": list(change.columns),
        "was": cells_json({name: change.was.get(name) for name in names}),
        "now": cells_json({name: change.now.cells.get(name) for name in names}),
        "reason": change.reason or None,
    }


def _problem_json(problem: Any) -> dict[str, Any]:
    return {
        "message": str(problem),
        "file": str(problem.file) if problem.file is not None else None,
        "line": problem.line,
        "field": problem.field,
    }


def outcome_lines(about: Mapping[str, Any], outcome: Any, quiet: bool) -> list[str]:
    """Return the text: rows that change something, then one line of counts.

    Parameters
    ----------
    about, outcome, quiet
        As for `show`.
    """
    filled = [] if quiet else _filled_lines(about.get("filled_in") or {})
    return [*filled, *row_lines(outcome, quiet), *closing_lines(about, outcome, quiet)]


def row_lines(outcome: Any, quiet: bool) -> list[str]:
    """Return rows that change something, one a line; quiet: those that are refused."""
    plan, key = outcome.plan, outcome.card.key
    lines: list[str] = []
    if not quiet:
        lines += _limited([f"new: {row_text(row.cells, outcome.card)}" for row in plan.new])
        lines += _limited([f"changed: {change_text(change, key)}" for change in plan.changed])
        lines += [f"left out: {_rows(n)}, {why}" for why, n in outcome.feed.left_out.most_common()]
        lines += _limited([f"renamed: {a} is {b} here" for a, b in plan.renamed.items()])
    lines += [f"conflict: {change_text(change, key)}" for change in plan.conflicts]
    return [*lines, *(f"refused: {problem}" for problem in outcome.problems)]


def row_text(cells: Mapping[str, Any], card: Any) -> str:
    """Return a row on one line: its key, then what it says, without where it was read."""
    shown = (name for name in card.column_names if name not in (*card.key, *QUIET_COLUMNS))
    told = cells_json({name: cells.get(name) for name in shown})
    named = " | ".join(_cell(cells.get(name)) for name in card.key if name not in QUIET_COLUMNS)
    return f"{named}: " + ", ".join(f"{name} {_cell(value)}" for name, value in told.items())


def change_text(change: Any, key: tuple[str, ...]) -> str:
    """Return a change on one line: the key, and each value before and after."""
    named = " | ".join(_cell(change.was[name]) for name in key)
    moved = ", ".join(
        f"{name} {_cell(change.was.get(name))} -> {_cell(change.now.cells.get(name))}"
        for name in (*change.columns, "published_on")
    )
    return f"{named}: {moved}" + (f" ({change.reason})" if change.reason else "")


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.10g}"
    text = "-" if value is None else str(value)  # a date is its ISO form
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 3] + "..."


def _limited(lines: list[str]) -> list[str]:
    more = len(lines) - LISTED
    return lines if more <= 0 else [*lines[:LISTED], f"... and {more} more (--json)"]


def _filled_lines(filled: Mapping[str, Any]) -> list[str]:
    return [f"filled in: {name} {_cell(value)}" for name, value in filled.items()]


def closing_lines(about: Mapping[str, Any], outcome: Any, quiet: bool) -> list[str]:
    """Return what it comes to: counts, whether files changed, what follows."""
    told = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts(outcome).items() if n)
    lines = [f"{outcome.feed.title} -> {outcome.dataset}: {told or 'nothing read'}"]
    if outcome.written:
        lines.append(f"written: {outcome.n_rows} rows now, sha256 {outcome.sha256[:12]}")
        fitted = not outcome.card.is_by_hand
        lines += ["the next run refits what reads this table"] if fitted and not quiet else []
    elif about["dry_run"]:
        lines.append("nothing written (--dry-run)")
    else:
        lines.append("nothing written")
    return lines


def _refusal(outcome: Any) -> str:
    n_problems, n_conflicts = len(outcome.problems), len(outcome.plan.conflicts)
    if n_problems:
        return f"{_rows(n_problems)} refused; nothing was written"
    return (
        f"{_rows(n_conflicts)} in conflict; nothing was written "
        "(correct the source, or --accept the new values as revisions of today)"
    )


def _rows(n: int) -> str:
    return f"{n} row{'' if n == 1 else 's'}"
