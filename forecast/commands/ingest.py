"""forecast ingest: new observations from a feed into the evidence."""

from __future__ import annotations

import argparse
import datetime
import math
from pathlib import Path
from typing import Any

from forecast.errors import InputError, UsageError
from forecast.settings import Setting, read_date

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
    from forecast.inputs.data_card_file import read_data_card
    from forecast.inputs.ingest.apply import dataset_folder, ingest
    from forecast.inputs.ingest.pair import CARD_NAME
    from forecast.inputs.ingest.rows import Edition, Reading
    from forecast.inputs.ingest.source import Source
    from forecast.writeup.ingest import show

    priors = settings["priors"].value
    feed = feed_named(arguments.feed)
    edition = Edition(today(), _published_on(arguments.published_on))
    source = None
    if arguments.source is not None:
        source = Source(arguments.source, _seconds(arguments.timeout))
    dataset = _dataset(feed, arguments.dataset)
    card = read_data_card(dataset_folder(priors, dataset) / CARD_NAME)
    mapping = Path(arguments.mapping) if arguments.mapping else None
    rows = feed.read(Reading(source, card, edition, mapping))
    where = arguments.source or rows.title
    outcome = ingest(
        priors,
        dataset,
        rows,
        edition,
        where,
        dry_run=arguments.dry_run,
        accept=arguments.accept,
    )
    about = {"schema": SCHEMA, "feed": feed.NAME, "source": where, "dry_run": arguments.dry_run}
    return show(about, outcome, edition, arguments.json, settings["quiet"].value)


def today() -> datetime.date:
    """The day in UTC: nothing is known later."""
    return datetime.datetime.now(datetime.UTC).date()


def feed_named(name: str) -> Any:
    """The feed of a name; UsageError names the nearest where there is none."""
    from forecast.inputs.feeds import FEEDS
    from forecast.quantities import did_you_mean

    feeds = {feed.NAME: feed for feed in FEEDS}
    wanted = name.replace("-", "_")
    if wanted not in feeds:
        near = did_you_mean(wanted, tuple(feeds))
        hint = f"; {near}" if near else ""
        raise UsageError(f"no such feed: {name[:80]!r}; there are {', '.join(feeds)}{hint}")
    return feeds[wanted]


def _dataset(feed: Any, wanted: str | None) -> str:
    if wanted is None and len(feed.DATASETS) != 1:
        raise UsageError(f"the feed {feed.NAME} needs --dataset NAME")
    if wanted is not None and feed.DATASETS and wanted not in feed.DATASETS:
        known = ", ".join(feed.DATASETS)
        raise UsageError(f"the feed {feed.NAME} knows the rows of {known}, not of {wanted[:80]!r}")
    return wanted or feed.DATASETS[0]


def _published_on(text: str | None) -> datetime.date | None:
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


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not (0 < seconds < math.inf):
        raise UsageError(f"--timeout takes seconds above 0; found {text[:40]!r}")
    return seconds
