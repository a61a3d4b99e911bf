"""forecast ingest: new observations from a feed into the evidence."""

from __future__ import annotations

import argparse
import datetime
import math
from pathlib import Path
from typing import Any

from forecast.errors import InputError, UsageError
from forecast.settings import Setting, read_date, today

NAME = "ingest"
HELP = "Add new observations from a feed to the evidence, or show what would be added."
SCHEMA = "forecast.ingest/1"
HELP_OF_FEEDS = """\
feeds:
  genai_prices       list prices of models, some dated (package genai-prices)
  litellm            list prices and context windows of models (file in the wheel of litellm)
  epoch_models       model sizes and training compute (CSV of Epoch AI)
  epoch_hardware     specifications of accelerators (CSV of Epoch AI)
  epoch_chip_counts  counts of AI chips sold, totals of a designer or by chip (CSV of Epoch AI)
  generic_csv        any CSV file, with --dataset and a --mapping of columns

"""
EXAMPLES = """\
examples:
  forecast ingest genai-prices --dry-run
  forecast ingest litellm litellm-1.109.1-py3-none-any.whl
  forecast ingest epoch_hardware https://epoch.ai/data/ml_hardware.csv
  forecast ingest generic_csv quotes.csv --dataset gpu_rental_prices --mapping quotes.toml
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast ingest`."""
    parser.epilog = HELP_OF_FEEDS + EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("feed", metavar="FEED", help="one of the feeds below")
    parser.add_argument(
        "source", metavar="FILE|URL", nargs="?", help="a file or an https address to read"
    )
    parser.add_argument("--dataset", metavar="NAME", help="table of evidence (the feed's own)")
    parser.add_argument(
        "--mapping", metavar="FILE", help="for generic_csv: TOML that says which column is which"
    )
    parser.add_argument(
        "--published-on", metavar="DATE", help="when this copy of the source was published (today)"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the changes, write nothing")
    parser.add_argument(
        "--accept",
        action="store_true",
        help="write conflicting values too, as revisions published today",
    )
    parser.add_argument(
        "--timeout", metavar="SECONDS", default="60", help="for a whole download (60)"
    )


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Read the feed, merge, write, and tell; exit code 3 when something was refused."""
    from forecast.inputs.ingest.apply import ingest_all
    from forecast.inputs.ingest.reading import read_feed
    from forecast.inputs.ingest.rows import Edition
    from forecast.writeup.ingest import show

    priors = settings["priors"].value
    edition = Edition(today(), published_on(arguments.published_on))
    fed = read_feed(
        priors,
        arguments.feed,
        edition,
        source_at(arguments.source, arguments.timeout),
        Path(arguments.mapping) if arguments.mapping else None,
        arguments.dataset,
    )
    dry_run, accept = arguments.dry_run, arguments.accept
    (outcome,) = ingest_all(priors, [fed], edition, dry_run=dry_run, accept=accept)
    about = {"schema": SCHEMA, "feed": fed.feed, "source": fed.where, "dry_run": dry_run}
    return show(about, outcome, edition, arguments.json, settings["quiet"].value)


def published_on(text: str | None) -> datetime.date | None:
    """The day a copy was published, None where nobody says; InputError where it cannot be."""
    if text is None:
        return None
    try:
        day = read_date(text)
    except ValueError:
        day = None
    if day is None or day > today():
        raise InputError(
            "cannot be read" if day is None else "lies in the future",
            field="--published-on",
            found=text[:80],
            accepted=f"a date up to {today()}",
        )
    return day


def source_at(where: str | None, timeout: str) -> Any:
    """The file or address to read, None where none is named; UsageError on a bad time-out."""
    from forecast.inputs.ingest.source import Source

    return None if where is None else Source(where, _seconds(timeout))


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not (0 < seconds < math.inf):
        raise UsageError(f"--timeout takes seconds above 0; found {text[:40]!r}")
    return seconds
