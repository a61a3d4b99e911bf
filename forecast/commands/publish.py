"""forecast publish: a folder in reports/ that anyone can read, check and make again."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecast.commands.run import (
    add_vintage,
    provenance_sentence,
    refuse_no_draws,
    request_of,
)
from forecast.errors import UsageError
from forecast.settings import Setting

if TYPE_CHECKING:
    from forecast.pipeline import Request
    from forecast.pipeline.publication.publish import Published

NAME = "publish"
HELP = "Publish a forecast: a folder of numbers, files, figures, report and page."
SCHEMA = "forecast.publish/1"
REPORTS = "reports"
NO_REASON = "no reason given"
LONGEST_REASON = 500  # characters
SAID_BY_RUN = {
    "scenario": "--scenario", "as_of": "--as-of", "draws": "--draws", "seed": "--seed",
    "sets": "--set",
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast publish`."""
    parser.add_argument("name", metavar="NAME", help="what it is called, after its date")
    parser.add_argument("--reports", metavar="DIR", default=REPORTS, help="where to (reports)")
    parser.add_argument("--reason", metavar="TEXT", default=NO_REASON, help="why it is made")
    parser.add_argument(
        "--run", metavar="FOLDER", help="publish the run in this folder, as `run --out` wrote it"
    )
    parser.add_argument(
        "--replace", action="store_true", help="put one of the same name into the history"
    )
    parser.add_argument(
        "--force", action="store_true", help="write a marked draft where the gate refuses"
    )
    add_vintage(parser)
    parser.add_argument("--scenario", metavar="NAME", help="a named set of beliefs")
    parser.add_argument("--as-of", metavar="DATE", help="use only what was published by this day")
    parser.add_argument("--draws", metavar="K", help="Monte Carlo draws (200000)")
    parser.add_argument("--seed", metavar="I", help="drawn, recorded and printed when left out")
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        dest="sets",
        help="replace a belief, as `forecast run` does; may be repeated",
    )


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Run, pass the gate, write the folder, say what came of it."""
    from forecast import console
    from forecast.pipeline import run_forecast
    from forecast.pipeline.publication import publication_material
    from forecast.pipeline.publication.publish import publish
    from forecast.writeup.document import check_document, to_json
    from forecast.writeup.publication.names import folder_in, publication_id

    quiet, reports = settings["quiet"].value, Path(arguments.reports)
    refuse_no_draws(settings["draws"].value)
    reason = checked_reason(arguments.reason)
    request = asked(arguments, settings)
    identifier = publication_id(arguments.name, request.as_of.isoformat())
    refuse_unusable(reports, folder_in(reports, identifier))
    with console.progress(quiet) as tell:
        forecast = run_forecast(request, tell)
    check_document(forecast.document)
    if arguments.run is not None:
        refuse_another_run(Path(arguments.run), forecast.document)
    console.note(provenance_sentence(forecast), quiet)
    done = publish(
        publication_material(forecast, reports, identifier),
        reports,
        identifier,
        reason,
        may_replace=arguments.replace,
        force=arguments.force,
    )
    result = told(done, forecast.document)
    print(to_json(result) if arguments.json else publish_text(result))
    return 0


def asked(arguments: argparse.Namespace, settings: dict[str, Setting]) -> Request:
    """The request: that of the run in a folder where one is named, else that of the flags."""
    from forecast.pipeline.publication.earlier_run import request_in

    if arguments.run is None:
        return request_of(settings, tuple(arguments.sets))
    given = [flag for name, flag in SAID_BY_RUN.items() if getattr(arguments, name)]
    if given:
        raise UsageError(f"--run says what was asked; leave out {', '.join(given)}")
    return request_in(Path(arguments.run), settings["priors"].value, settings["vintage"].value)


def refuse_another_run(folder: Path, document: dict[str, Any]) -> None:
    """Raise InputError unless the run in a folder comes out again, number for number."""
    from forecast.pipeline.publication.earlier_run import refuse_difference

    refuse_difference(folder, document)


def checked_reason(reason: str) -> str:
    """The reason on one line, without control characters."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in reason).split())
    if not plain or len(plain) > LONGEST_REASON:
        raise UsageError(f"--reason takes 1 to {LONGEST_REASON} characters; found {len(plain)}")
    return plain


def refuse_unusable(reports: Path, folder: Path) -> None:
    """Raise before the work where the folder could not be written after it."""
    from forecast.writeup.folder import refuse_unwritable

    refuse_unwritable(folder if reports.is_dir() else reports)
    if reports.exists() and not reports.is_dir():
        raise UsageError(f"--reports {reports} is not a folder")


def told(done: Published, document: dict[str, Any]) -> dict[str, Any]:
    """The `forecast.publish/1` object of what was published."""
    from forecast.writeup.checks import N_CHECKS
    from forecast.writeup.headline_numbers import headline_numbers

    return {
        "schema": SCHEMA,
        "id": done.id,
        "folder": str(done.folder),
        "state": done.state,
        "replaced": done.replaced,
        "run_id": document["run_id"],
        "as_of": document["as_of"],
        "seed": document["seed"],
        "draws": document["draws"],
        "files": len(done.files),
        "bytes": sum(len(content) for content in done.files.values()),
        "checks": N_CHECKS,
        "headline": headline_numbers(document),
        "offences": [
            {"what": o.what, "for": o.name, "found": o.found, "accepted": o.accepted}
            for o in done.offences
        ],
    }


def publish_text(result: dict[str, Any]) -> str:
    """What was published, in a few lines."""
    from forecast.writeup.escaping import terminal_text
    from forecast.writeup.headline_numbers import headline_text

    state = {"draft": "DRAFT, the gate refused it"}.get(result["state"], result["state"])
    lines = [
        f"{state}: {result['folder']}",
        f"  {headline_text(result['headline'])}",
        f"  {result['files']} files, {result['bytes'] / 1e6:.1f} MB, {result['checks']} checks "
        f"passed; run {result['run_id']}, seed {result['seed']}",
    ]
    return "\n".join(terminal_text(line.strip()) for line in lines)
