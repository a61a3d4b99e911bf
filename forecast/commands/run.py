"""forecast run: from beliefs and evidence to the answers."""

from __future__ import annotations

import argparse
import datetime
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecast.errors import GateRefused
from forecast.settings import Setting, today

if TYPE_CHECKING:
    from forecast.pipeline import Request

NAME = "run"
HELP = "Forecast when N copies become affordable."
DRAWN_SEED_LIMIT = 2**32
LEAST_DRAWS = 2  # one draw has no spread


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast run`."""
    parser.add_argument("--scenario", metavar="NAME", help="a named set of beliefs")
    parser.add_argument(
        "--as-of", metavar="DATE", help="use only what was published by this day (today)"
    )
    add_vintage(parser)
    parser.add_argument("--draws", metavar="K", help="Monte Carlo draws (200000)")
    parser.add_argument("--seed", metavar="I", help="drawn, recorded and printed when left out")
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        dest="sets",
        help='replace a belief, as "human_level_date=2030" or '
        '"wage_usd_per_hour=~lognormal(20,25,40)"; may be repeated',
    )
    parser.add_argument("--out", metavar="DIR", help="also write numbers, page and figures here")


def add_vintage(parser: argparse.ArgumentParser) -> None:
    """Add the option that says which date makes a row of evidence known."""
    parser.add_argument(
        "--vintage",
        metavar="WORD",
        help="published, or observable: rows of retrospective tables count from when their "
        "figures were public (published)",
    )


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Run the forecast, write the folder, print the answer."""
    from forecast import console
    from forecast.pipeline import run_forecast
    from forecast.writeup.document import check_document
    from forecast.writeup.folder import refuse_foreign, refuse_unwritable, write_folder

    quiet = settings["quiet"].value
    refuse_no_draws(settings["draws"].value)
    out = Path(arguments.out) if arguments.out is not None else None
    if out is not None:
        refuse_foreign(out)  # before the work, not after it
        refuse_unwritable(out)
    note_future(settings["as_of"].value, quiet)
    with console.progress(quiet) as tell:
        forecast = run_forecast(request_of(settings, tuple(arguments.sets)), tell)
    check_document(forecast.document)
    console.note(provenance_sentence(forecast), quiet)
    if out is not None:
        write_folder(forecast.document, out)
        console.note(f"written: {out}", quiet)
    show(forecast.document, arguments.json)
    return 0


def note_future(as_of: datetime.date, quiet: bool) -> None:
    """Say on stderr that a date ahead brings no knowledge with it."""
    from forecast import console

    if as_of > today():
        told = f"as of {as_of}: a day to come, so what is published after {today()} is lacking"
        console.note(told, quiet)


def refuse_no_draws(draws: int) -> None:
    """Raise GateRefused where there is too little to make chances of."""
    if draws < LEAST_DRAWS:
        raise GateRefused(
            f"--draws {draws}: too few for a forecast; accepted: {LEAST_DRAWS} or more"
        )


def request_of(settings: dict[str, Setting], sets: tuple[str, ...]) -> Request:
    """Return the request that settings and replacements amount to; a missing seed is drawn."""
    from forecast.pipeline import Request

    seed = settings["seed"].value
    return Request(
        as_of=settings["as_of"].value,
        scenario=settings["scenario"].value,
        sets=sets,
        draws=settings["draws"].value,
        seed=secrets.randbelow(DRAWN_SEED_LIMIT) if seed is None else seed,
        priors_dir=settings["priors"].value,
        vintage=settings["vintage"].value,
    )


def provenance_sentence(forecast: Any) -> str:
    """Say on stderr where each posterior block came from: that is no part of the answer."""
    blocks = getattr(forecast, "provenance", None) or []
    told = ", ".join(f"{block['block']} {block['source']}" for block in blocks)
    return f"posterior: {told}" if told else f"seed {forecast.document['seed']}"


def show(document: dict, as_json: bool) -> None:
    """Print the document as JSON or as the first screen."""
    from forecast import console
    from forecast.writeup.document import to_json
    from forecast.writeup.first_screen import first_screen

    print(to_json(document) if as_json else first_screen(document, console.text_width()))
