"""forecast compare: what moved between two forecasts, split into beliefs, data and code."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from forecast.commands.run import request_of
from forecast.errors import UsageError
from forecast.settings import Setting

NAME = "compare"
HELP = "Split what moved between two forecasts into beliefs, data sets and code."
REPORTS = "reports"
LEAST_DRAWS = 1_000  # fewer leave nothing in the shares whose differences are the error


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast compare`."""
    what = 'a publication by name or folder, or "now" for today\'s priors'
    parser.add_argument("before", metavar="A", help=what)
    parser.add_argument("after", metavar="B", help=what)
    parser.add_argument("--reports", metavar="DIR", default=REPORTS, help="publications (reports)")
    parser.add_argument("--as-of", metavar="DATE", help='date of "now" (today)')
    parser.add_argument("--draws", metavar="K", help="draws of each mixture (20000)")
    parser.add_argument("--out", metavar="DIR", help="also write compare.json and the picture here")


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Compare, write what was asked for, print the parts."""
    from forecast import console
    from forecast.writeup.compare import compare_text, write_compare
    from forecast.writeup.document import to_json

    quiet = settings["quiet"].value
    refuse_few_draws(settings["draws"].value)
    with console.progress(quiet) as tell:
        document = found(arguments, settings, tell)
    if arguments.out is not None:
        for path in write_compare(document, Path(arguments.out)):
            console.note(f"written: {path}", quiet)
    text = to_json(document) if arguments.json else compare_text(document, console.text_width())
    print(text)
    return 0


def refuse_few_draws(draws: int) -> None:
    """Raise UsageError where there are too few draws to tell a part from its error."""
    if draws < LEAST_DRAWS:
        raise UsageError(f"--draws {draws}: accepted: {LEAST_DRAWS:,} or more")


def found(
    arguments: argparse.Namespace, settings: dict[str, Setting], tell: Any = None
) -> dict[str, Any]:
    """Return the `forecast.compare/1` object of what was asked."""
    from forecast.pipeline.compare import compare, side_in, side_now
    from forecast.pipeline.compare.side import NOW, asked_like
    from forecast.pipeline.compare.since import MIXTURE_DRAWS

    asked = (arguments.before, arguments.after)
    if asked == (NOW, NOW):
        raise UsageError('name a publication: "now" and "now" are the same')
    request = request_of(settings, ())
    with tempfile.TemporaryDirectory() as place:
        sides = {
            name: side_in(_folder(name, Path(arguments.reports)), Path(place) / str(k))
            for k, name in enumerate(asked)
            if name != NOW
        }
        other = next(iter(sides.values())).request
        today = side_now(asked_like(request, other))
        before, after = (sides.get(name, today) for name in asked)
        draws = settings["draws"]
        k = MIXTURE_DRAWS if draws.origin == "built in" else draws.value
        return compare(before, after, today, k, tell)


def _folder(name: str, reports: Path) -> Path:
    """The folder of a publication: by its id, else a path."""
    by_id = reports / name
    return by_id if by_id.is_dir() else Path(name)
