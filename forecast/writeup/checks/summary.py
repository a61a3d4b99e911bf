"""Checks of summary.json: its shape, its chances, and that "never" is never a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forecast.errors import OutputError
from forecast.writeup.answers import HORIZON_YEAR, chance
from forecast.writeup.checks.folder import Folder
from forecast.writeup.document import check_document

KEYS = (
    "schema", "run_id", "as_of", "scenario", "seed", "draws", "posterior_key", "price_year",
    "answers", "replaced", "posterior", "judgement", "publication",
)  # fmt: skip
QUESTIONS = ("Q1", "Q1b", "Q1c", "Q2", "Q3", "Q4", "Q6", "Q7", "Q8", "Q9", "Q10")
LEVELS = {"0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95"}
STATES = ("passed", "too few", "outside", "stale", "not run")  # of calibration
TOLERANCE = 1e-9


def summary_has_its_keys(folder: Folder) -> Iterator[str]:
    """Schema and every key that scripts rely on are there."""
    if folder.summary["schema"] != "forecast.run/1":
        yield f"schema is {folder.summary['schema']}"
    yield from (f"{key} is missing" for key in KEYS if key not in folder.summary)


def summary_answers_every_question(folder: Folder) -> Iterator[str]:
    """Every standing question has an answer."""
    answers = folder.summary["answers"]
    yield from (f"{name} has no answer" for name in QUESTIONS if not answers.get(name))


def summary_chances_make_sense(folder: Folder) -> Iterator[str]:
    """Chances lie between 0 and 1, rise with the year; quantiles rise with their level."""
    try:
        check_document(folder.summary)
    except OutputError as error:
        yield str(error)


def summary_levels_are_the_same_everywhere(folder: Folder) -> Iterator[str]:
    """Quantiles are told at the levels that scripts rely on."""
    for name in ("Q2", "Q4", "Q6", "Q7", "Q8"):
        for row in folder.summary["answers"][name]:
            if set(row["quantiles"]) != LEVELS:
                yield f"{name} tells quantiles at {sorted(row['quantiles'])}"


def never_complements_the_last_chance(folder: Folder) -> Iterator[str]:
    """P(by the horizon) + P(never) = 1."""
    for row in folder.summary["answers"]["Q2"]:
        by = chance(folder.summary, row["n"], row["theta"], HORIZON_YEAR)
        if by is not None and abs(by["p"] + row["p_never"] - 1.0) > 1e-6:
            yield f"{row['n']:g} copies: {by['p']} by {HORIZON_YEAR} and {row['p_never']} never"


def no_year_past_the_horizon(folder: Folder) -> Iterator[str]:
    """No quantile of a date is a year at or beyond the horizon: such a date is null."""
    answers = folder.summary["answers"]
    for row in [*answers["Q2"], answers["Q3"]]:
        for level, year in row["quantiles"].items():
            if year is not None and year >= HORIZON_YEAR + 1:
                yield f"quantile {level} is the year {year}"


def never_agrees_with_the_quantiles(folder: Folder) -> Iterator[str]:
    """A quantile is null exactly where its level lies above P(by the horizon)."""
    for row in folder.summary["answers"]["Q2"]:
        for level, year in row["quantiles"].items():
            never = float(level) > 1.0 - row["p_never"] + TOLERANCE
            if never != (year is None):
                yield f"{row['n']:g} copies: quantile {level} is {year}, never {row['p_never']}"


def summary_is_dated(folder: Folder) -> Iterator[str]:
    """The date is an ISO date and begins the publication's name."""
    as_of, name = folder.summary["as_of"], folder.summary["publication"]["id"]
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", as_of) or not name.startswith(f"{as_of}-"):
        yield f"as_of is {as_of}, the publication {name}"


def gate_passed_or_draft(folder: Folder) -> Iterator[str]:
    """What the gate refused is marked as a draft, in the name too; all else passed it."""
    publication = folder.summary["publication"]
    passed = publication["gate"]["passed"] and not publication["gate"]["offences"]
    passed = passed and all(row["gate_passed"] for row in folder.summary["posterior"]["blocks"])
    marks = {not passed, publication["draft"], publication["id"].endswith("-draft")}
    if len(marks) != 1:
        yield "a draft that does not say so, or a publication that says it is one"


def calibration_is_told(folder: Folder) -> Iterator[str]:
    """Every posterior block says whether it was calibrated; none is silent."""
    told = {row["block"]: row["status"] for row in folder.summary["publication"]["sbc"]}
    for block in folder.summary["posterior"]["blocks"]:
        if told.get(block["block"]) not in STATES:
            yield f"calibration of {block['block']} is not told"


CHECKS = (
    summary_has_its_keys,
    summary_answers_every_question,
    summary_chances_make_sense,
    summary_levels_are_the_same_everywhere,
    never_complements_the_last_chance,
    no_year_past_the_horizon,
    never_agrees_with_the_quantiles,
    summary_is_dated,
    gate_passed_or_draft,
    calibration_is_told,
)
