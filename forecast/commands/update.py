"""forecast update: new observations in, what changed refitted, and what moved."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from forecast.commands.publish import REPORTS, checked_reason
from forecast.commands.run import add_vintage, refuse_no_draws, request_of
from forecast.settings import Setting

NAME = "update"
HELP = "Take in new observations, refit what they change, run, and show what moved."
SCHEMA = "forecast.update/1"
REFUSED = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast update`."""
    parser.add_argument(
        "--feed",
        metavar="NAME",
        action="append",
        default=[],
        dest="feeds",
        help="a feed that reads an installed package (genai_prices, litellm); may be repeated",
    )
    parser.add_argument("--dry-run", action="store_true", help="judge the feeds, write nothing")
    parser.add_argument("--reports", metavar="DIR", default=REPORTS, help="publications (reports)")
    parser.add_argument("--publish", metavar="NAME", help="publish the run, last of all")
    parser.add_argument("--reason", metavar="TEXT", default="New observations", help="why")
    parser.add_argument("--scenario", metavar="NAME", help="a named set of beliefs")
    parser.add_argument("--as-of", metavar="DATE", help="use only what was published by this day")
    parser.add_argument("--draws", metavar="K", help="Monte Carlo draws (200000)")
    parser.add_argument("--seed", metavar="I", help="drawn, recorded and printed when left out")
    add_vintage(parser)


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Ingest, run, compare, publish: each only when all before it went well."""
    from forecast import console
    from forecast.commands.ingest import feed_named, today
    from forecast.inputs.ingest.rows import Edition
    from forecast.pipeline.update import moved, read_feeds, rerun, take_in

    refuse_no_draws(settings["draws"].value)
    reports, reason = Path(arguments.reports), checked_reason(arguments.reason)
    request, edition = request_of(settings, ()), Edition(today(), None)
    fed = read_feeds(request.priors_dir, [feed_named(each) for each in arguments.feeds], edition)
    outcomes = take_in(request.priors_dir, fed, edition, dry_run=arguments.dry_run)
    result: dict[str, Any] = {
        "schema": SCHEMA,
        "dry_run": arguments.dry_run,
        "feeds": [_told(each, outcome) for each, outcome in zip(fed, outcomes, strict=True)],
        "blocks": [],
        "since": None,
        "numbers": [],
        "published": None,
    }
    refused = not all(each.ok for each in outcomes)
    if not refused and not arguments.dry_run:
        with console.progress(settings["quiet"].value) as tell:
            forecast = rerun(request, tell)
        result["blocks"] = [
            {"block": each["block"], "source": each["source"]} for each in forecast.provenance
        ]
        result |= moved(forecast.document, reports)
        if arguments.publish is not None:
            result["published"] = _publish(forecast, reports, arguments.publish, reason)
    _show(result, arguments.json, console.text_width())
    return REFUSED if refused else 0


def _publish(forecast: Any, reports: Path, name: str, reason: str) -> str:
    from forecast.pipeline.publication import publication_material
    from forecast.pipeline.publication.publish import publish
    from forecast.writeup.publication.names import publication_id

    identifier = publication_id(name, forecast.request.as_of.isoformat())
    material = publication_material(forecast, reports, identifier)
    return publish(material, reports, identifier, reason).id


def _told(fed: Any, outcome: Any) -> dict[str, Any]:
    from forecast.writeup.ingest import counts

    return {
        "feed": fed.feed,
        "dataset": fed.dataset,
        "ok": outcome.ok,
        "written": outcome.written,
        **counts(outcome),
    }


def _show(result: dict[str, Any], as_json: bool, width: int) -> None:
    from forecast.writeup.document import to_json
    from forecast.writeup.update import update_text

    print(to_json(result) if as_json else update_text(result, width))
