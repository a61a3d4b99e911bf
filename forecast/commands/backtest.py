"""forecast backtest: forecasts as of past dates, scored by what came."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from forecast.errors import UsageError
from forecast.settings import Setting, today

NAME = "backtest"
HELP = "Refit as of past dates and score what came later, beside baselines and rivals."
ORIGINS = "2021-05-01,2022-01-01,2023-01-01,2024-01-01,2025-01-01"
SEED = 2026  # of the published scores
VINTAGES = ("published", "observable")
EPILOG = f"""\
examples:
  forecast backtest --origins {ORIGINS}
  forecast backtest --origins 2024-01-01 --targets flop_per_usd,stock --json

CRPS, log score and interval score are of the natural log; smaller is better. A
retrospective table uses the day a value was observable, and says so."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast backtest`."""
    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--origins", metavar="D,D,...", default=ORIGINS, help="days of forecasts")
    parser.add_argument("--targets", metavar="NAME,...", help="what to score (all)")
    parser.add_argument(
        "--vintage", choices=VINTAGES, help="how rows are dated (by table: what suits it)"
    )
    parser.add_argument("--seed", metavar="I", help=f"seed of the refits ({SEED})")
    parser.add_argument("--out", metavar="DIR", help="also write backtest.json and figures here")


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Run the backtest, write what was asked for, print the scores."""
    from forecast import console
    from forecast.pipeline.backtest.run import BacktestRequest, run_backtest
    from forecast.writeup.backtest import backtest_text, write_backtest
    from forecast.writeup.document import to_json

    seed = settings["seed"].value
    request = BacktestRequest(
        origins=origins_of(arguments.origins),
        targets=tuple(arguments.targets.split(",")) if arguments.targets else None,
        vintage=arguments.vintage,
        seed=SEED if seed is None else seed,
        priors_dir=settings["priors"].value,
    )
    with console.progress(settings["quiet"].value) as tell:
        document = run_backtest(request, tell)
    if arguments.out is not None:
        for path in write_backtest(document, Path(arguments.out)):
            console.note(f"written: {path}", settings["quiet"].value)
    text = to_json(document) if arguments.json else backtest_text(document, console.text_width())
    print(text)
    return 0


def origins_of(text: str) -> tuple[datetime.date, ...]:
    """Dates in a list with commas, in order and each once.

    Raises
    ------
    UsageError
        When one is no date, or lies in the future.
    """
    found = set()
    for part in text.split(","):
        try:
            day = datetime.date.fromisoformat(part.strip())
        except ValueError:
            raise UsageError(
                f"--origins: {part.strip()!r} is no date; accepted: such as 2024-01-01"
            ) from None
        if day >= today():
            raise UsageError(f"--origins: {day} has not been followed by anything yet")
        found.add(day)
    return tuple(sorted(found))
