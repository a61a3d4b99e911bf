"""forecast update: new observations in, what changed refitted, and what moved."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from forecast.commands.publish import REPORTS, checked_reason
from forecast.commands.run import add_vintage, refuse_no_draws, request_of
from forecast.errors import UsageError
from forecast.settings import Setting, today

NAME = "update"
HELP = "Take in new observations, refit what they change, run, and show what moved."
SCHEMA = "forecast.update/1"
REFUSED = 3
MOST_WORDS = 3  # of a feed: name, source, mapping
EXAMPLES = """\
examples:
  forecast update
  forecast update --feed genai_prices --feed litellm --publish autumn
  forecast update --feed epoch_hardware https://epoch.ai/data/ml_hardware.csv --dry-run
  forecast update --feed generic_csv quotes.csv quotes.toml
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast update`."""
    parser.epilog = EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "--feed",
        metavar=("NAME", "FILE|URL"),
        nargs="+",
        action="append",
        default=[],
        dest="feeds",
        help="a feed of `forecast ingest`, what it reads, a mapping where it needs one; repeatable",
    )
    parser.add_argument("--dry-run", action="store_true", help="judge the feeds, write nothing")
    parser.add_argument(
        "--accept", action="store_true", help="write conflicting values too, as revisions of today"
    )
    parser.add_argument(
        "--timeout", metavar="SECONDS", default="60", help="for each download as a whole (60)"
    )
    parser.add_argument("--reports", metavar="DIR", default=REPORTS, help="publications (reports)")
    parser.add_argument("--publish", metavar="NAME", help="publish the run, last of all")
    parser.add_argument("--reason", metavar="TEXT", default="New observations", help="why")
    parser.add_argument("--scenario", metavar="NAME", help="a named set of beliefs")
    parser.add_argument("--as-of", metavar="DATE", help="use only what was published by this day")
    parser.add_argument("--draws", metavar="K", help="Monte Carlo draws (200000)")
    parser.add_argument("--seed", metavar="I", help="drawn, recorded and printed when left out")
    add_vintage(parser)


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Ingest, run, compare, publish: all of it happens, or nothing."""
    from forecast import console
    from forecast.inputs.ingest.rows import Edition
    from forecast.pipeline.update import taking_in

    quiet, dry_run = settings["quiet"].value, arguments.dry_run
    refuse_no_draws(settings["draws"].value)
    checked_reason(arguments.reason)
    request, edition = request_of(settings, ()), Edition(today(), None)
    asked = [_asked(words, arguments.timeout) for words in arguments.feeds]
    found: dict[str, Any] = {"blocks": [], "since": None, "numbers": [], "compare": None}
    found["published"] = None
    with taking_in(request, asked, edition, dry_run=dry_run, accept=arguments.accept) as taken:
        if taken.intake.ok and not dry_run:
            with console.progress(quiet) as tell:
                found |= _run(taken, request, arguments, tell)
    outcomes = taken.intake.outcomes
    feeds = [_told(*each) for each in zip(taken.fed, outcomes, strict=True)]
    result = {"schema": SCHEMA, "dry_run": dry_run, "feeds": feeds, **found}
    _show(result, outcomes, arguments.json, quiet)
    return 0 if taken.intake.ok else REFUSED


def _run(taken: Any, request: Any, arguments: argparse.Namespace, tell: Any) -> dict[str, Any]:
    """Run on the drafts; once that went well, the evidence changes, with the publication."""
    from forecast.pipeline.update import moved, rerun

    intake, reports = taken.intake, Path(arguments.reports)
    folder = _folder(arguments.publish, request, reports, bool(intake.drafts.changed))
    drafted = replace(request, priors_dir=intake.drafts.priors(request.priors_dir))
    forecast, blocks = rerun(drafted, taken.replaced, reports, tell)
    found = {"blocks": blocks, **moved(forecast, reports, tell), "published": None}
    if folder is None:
        intake.write()
        return found
    with intake.held_with(folder):
        return found | {"published": _publish(forecast, folder, arguments.reason)}


def _folder(name: str | None, request: Any, reports: Path, is_new: bool) -> Path | None:
    """Where the run is to be published; UsageError where new evidence would find it taken."""
    from forecast.writeup.publication.names import publication_id

    if name is None:
        return None
    folder = reports / publication_id(name, request.as_of.isoformat())
    if is_new and folder.exists():
        raise UsageError(f"{folder} holds another publication; take another name")
    return folder


def _asked(words: list[str], timeout: str) -> Any:
    """A feed from the words behind `--feed`."""
    from forecast.commands.ingest import source_at
    from forecast.pipeline.update import Asked

    if len(words) > MOST_WORDS:
        raise UsageError(f"--feed takes a name, a file or address, a mapping; found {words}")
    name, *rest = words
    source = source_at(rest[0], timeout) if rest else None
    return Asked(name, source, Path(rest[1]) if rest[1:] else None)


def _publish(forecast: Any, folder: Path, reason: str) -> str:
    from forecast.pipeline.publication import publication_material
    from forecast.pipeline.publication.publish import publish

    reports = folder.parent
    material = publication_material(forecast, reports, folder.name)
    return publish(material, reports, folder.name, reason).id


def _told(fed: Any, outcome: Any) -> dict[str, Any]:
    from forecast.writeup.ingest import counts

    return {
        "feed": fed.feed,
        "dataset": fed.dataset,
        "ok": outcome.ok,
        "written": outcome.written,
        **counts(outcome),
    }


def _show(result: dict[str, Any], outcomes: list[Any], as_json: bool, quiet: bool) -> None:
    """One JSON object; or rows that change something or stand in the way, and what moved."""
    from forecast import console
    from forecast.writeup.document import to_json
    from forecast.writeup.escaping import terminal_text
    from forecast.writeup.ingest import row_lines
    from forecast.writeup.update import update_text

    if as_json:
        print(to_json(result))
        return
    for line in (line for each in outcomes for line in row_lines(each, quiet)):
        print(terminal_text(line))
    print(update_text(result, console.text_width()))
