"""forecast reproduce: a publication made again from its folder, number by number."""

from __future__ import annotations

import argparse
from pathlib import Path

from forecast.commands.publish import REPORTS
from forecast.settings import Setting

NAME = "reproduce"
HELP = "Make a publication again from its folder and say whether every number agrees."
AGREES, DIFFERS = 0, 7


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast reproduce`."""
    parser.add_argument("id", metavar="ID", help="name of its folder, as 2026-11-22-first-answer")
    parser.add_argument("--reports", metavar="DIR", default=REPORTS, help="where it is (reports)")


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Check, run again, compare; exit code 7 when it does not agree."""
    from forecast import console
    from forecast.pipeline.reproduce import reproduce
    from forecast.writeup.document import to_json
    from forecast.writeup.reproduce import reproduce_text, told

    with console.progress(settings["quiet"].value) as tell:
        done = reproduce(Path(arguments.reports), arguments.id, tell)
    result = told(done)
    print(to_json(result) if arguments.json else reproduce_text(result))
    return AGREES if done.agrees else DIFFERS
