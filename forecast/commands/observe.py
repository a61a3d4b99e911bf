"""forecast observe: one row of evidence by flags."""

from __future__ import annotations

import argparse

from forecast.settings import Setting, today

NAME = "observe"
HELP = "Add one observation to the evidence, its cells given by flags."
SCHEMA = "forecast.observe/1"
TAKES_COLUMNS = True  # flags that are no options of ours are columns of the data set
EXAMPLES = """\
Every column of the data set is a flag; --date is observed_on, --source is source_title.
What is not stated and follows from the rest is filled in and shown.

example:
  forecast observe compute_stock --date 2026-06-30 --quantity cumulative_h100e \\
    --scope "NVIDIA data-centre chips, shipped since 2022-01-01" --value 2.1e7 \\
    --source https://epoch.ai/data/ai-chip-sales --dry-run
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast observe`; columns are read from the data set."""
    parser.epilog = EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("dataset", metavar="DATASET", help="table of evidence")
    parser.add_argument("--dry-run", action="store_true", help="show the row, write nothing")
    parser.add_argument(
        "--accept",
        action="store_true",
        help="write a conflicting value too, as a revision published today",
    )


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Make the row, merge it, write, and tell; exit code 3 when it was refused."""
    from forecast.inputs.evidence import load_table
    from forecast.inputs.ingest.apply import ingest
    from forecast.inputs.ingest.intake import dataset_folder
    from forecast.inputs.ingest.observation import as_feed, observation, pairs_of_flags
    from forecast.inputs.ingest.rows import Edition
    from forecast.writeup.ingest import cells_json, show

    priors, edition = settings["priors"].value, Edition(today())
    dataset_folder(priors, arguments.dataset)
    stated = pairs_of_flags(arguments.columns)
    found = observation(stated, load_table(priors, arguments.dataset), edition)
    feed = as_feed(found)
    outcome = ingest(
        priors,
        arguments.dataset,
        feed,
        edition,
        "the row",
        dry_run=arguments.dry_run,
        accept=arguments.accept,
    )
    about = {
        "schema": SCHEMA,
        "row": cells_json(found.row.cells),
        "filled_in": cells_json(found.filled_in),
        "source": feed.title,
        "dry_run": arguments.dry_run,
    }
    return show(about, outcome, edition, arguments.json, settings["quiet"].value)
