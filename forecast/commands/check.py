"""forecast check: every problem of cards, scenarios and evidence, one a line."""

from __future__ import annotations

import argparse

from forecast.errors import InputError
from forecast.settings import Setting, today

NAME = "check"
HELP = "List every problem in cards, scenarios and evidence."
SCHEMA = "forecast.check/1"
BAD_INPUT = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast check`: none of its own."""
    del parser


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Check a folder of priors; exit code 3 when a run would stop at something."""
    from forecast.inputs.checking import survey_priors
    from forecast.writeup.judged import read_judged

    folder = settings["priors"].value
    if not folder.is_dir():
        raise InputError("is not a folder of priors", file=folder, accepted="a folder")
    survey = survey_priors(folder, today(), *needed())
    result = check_result(survey, str(folder), read_judged(folder))
    _show(result, arguments.json, settings["quiet"].value)
    return BAD_INPUT if result["counts"]["errors"] else 0


def needed() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the cards and of the tables that a run cannot do without."""
    from forecast.kernel.inputs import DERIVED, INPUT_NAMES
    from forecast.pipeline.sample import EXTRA_NAMES
    from forecast.posterior.blocks import BLOCKS
    from forecast.posterior.density import dataset_of, terms_of

    terms = (name for block in BLOCKS for name in terms_of(block))
    cards = dict.fromkeys((*INPUT_NAMES, *EXTRA_NAMES, *terms))
    tables = dict.fromkeys(dataset_of(name) for block in BLOCKS for name in block.likelihoods)
    return tuple(name for name in cards if name not in DERIVED), tuple(tables)


def check_result(survey, folder: str, judged: dict | None) -> dict:
    """Return what was found, as the JSON object of the command; judgement is None if unknown."""
    counts = survey.counts
    return {
        "schema": SCHEMA,
        "priors": folder,
        "ok": not survey.errors,
        "problems": [_problem(problem) for problem in survey.problems],
        "counts": {
            "errors": len(survey.errors),
            "notes": len(survey.notes),
            "cards": counts.cards,
            "tables": counts.tables,
            "rows": counts.rows,
        },
        "judgement": judged,
    }


def _problem(problem) -> dict:
    error = problem.error
    file = problem.file if error is None else error.file
    return {
        "level": "error" if problem.is_error else "note",
        "message": problem.message,
        "file": None if file is None else str(file),
        "line": error.line if error is not None else None,
        "field": error.field if error is not None else None,
    }


def _show(result: dict, as_json: bool, quiet: bool) -> None:
    from forecast.writeup.document import to_json
    from forecast.writeup.escaping import terminal_text
    from forecast.writeup.judged import judged_lines

    if as_json:
        print(to_json(result))
        return
    for problem in result["problems"]:
        if problem["level"] == "error" or not quiet:
            mark = "" if problem["level"] == "error" else "note: "
            print(terminal_text(mark + problem["message"]))
    if result["judgement"] and not quiet:
        print("\n".join(judged_lines(result["judgement"])))
    print(closing_line(result["counts"]))


def closing_line(counts: dict) -> str:
    """Return the last line: how much was looked at, and how much is wrong.

    Examples
    --------
    >>> closing_line({"errors": 1, "notes": 0, "cards": 60, "tables": 9, "rows": 812})
    'checked 60 cards and 812 rows in 9 tables: 1 problem, 0 notes'
    """
    problems = "1 problem" if counts["errors"] == 1 else f"{counts['errors']} problems"
    notes = "1 note" if counts["notes"] == 1 else f"{counts['notes']} notes"
    looked = f"{counts['cards']} cards and {counts['rows']} rows in {counts['tables']} tables"
    return f"checked {looked}: {problems}, {notes}"
