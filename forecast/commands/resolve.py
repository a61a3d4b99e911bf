"""forecast resolve: statements of earlier publications, scored by the evidence."""

from __future__ import annotations

import argparse
from pathlib import Path

from forecast.settings import Setting

NAME = "resolve"
HELP = "Score near-term statements of earlier publications that are due."
REPORTS = "reports"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast resolve`."""
    parser.add_argument("--reports", metavar="DIR", default=REPORTS, help="publications (reports)")
    parser.add_argument("--as-of", metavar="DATE", help="use only what was published by this day")
    parser.add_argument("--out", metavar="DIR", help="also write resolve.json and the plot here")


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Resolve what is due, write what was asked for, print the record."""
    from forecast import console
    from forecast.inputs.evidence import load_evidence
    from forecast.pipeline.resolve import resolve
    from forecast.writeup.document import to_json
    from forecast.writeup.resolve import resolve_text, write_resolve

    as_of = settings["as_of"].value
    tables = load_evidence(settings["priors"].value, as_of)
    document = resolve(Path(arguments.reports), tables, as_of)
    if arguments.out is not None:
        for path in write_resolve(document, Path(arguments.out)):
            console.note(f"written: {path}", settings["quiet"].value)
    text = to_json(document) if arguments.json else resolve_text(document, console.text_width())
    print(text)
    return 0
