"""forecast predict: how new observations sit in what the posterior expects of them."""

from __future__ import annotations

import argparse
from pathlib import Path

from forecast.settings import Setting

NAME = "predict"
HELP = "Posterior predictive of the rows of a table, before they are taken in as evidence."
DEFAULT_SEED = 0  # the same question gets the same answer
EPILOG = """\
examples:
  forecast predict accelerators --table new_chips.csv
  forecast predict gpu_rental_prices --table quotes.csv --json
  forecast predict compute_stock --table priors/evidence/compute_stock/data.csv \\
      --as-of 2026-06-01

A table holds the columns of priors/evidence/DATASET/data.csv; the column that is
predicted may be empty. Intervals hold 80 %. A row of a group that was not seen (a
new maker, provider, owner) gets the spread between groups. With --as-of in the past,
what is not stored for that day is fitted first, which takes minutes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast predict`."""
    from forecast.commands.run import add_vintage
    from forecast.posterior.predictive import PREDICTIVES

    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("dataset", metavar="DATASET", help=", ".join(PREDICTIVES))
    parser.add_argument(
        "--table", metavar="FILE.csv", required=True, help="rows in the columns of the data set"
    )
    parser.add_argument("--as-of", metavar="DATE", help="use what was published by this day")
    add_vintage(parser)
    parser.add_argument("--scenario", metavar="NAME", help="a named set of beliefs")
    parser.add_argument("--seed", metavar="I", help="of draws and of what must be fitted (0)")


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Predict the rows of a table and print them."""
    from dataclasses import replace

    from forecast import console
    from forecast.commands.run import request_of
    from forecast.pipeline.predict import Question, predict
    from forecast.writeup.document import to_json
    from forecast.writeup.predict import predict_text

    request = request_of(settings, ())
    if settings["seed"].value is None:
        request = replace(request, seed=DEFAULT_SEED)
    question = Question(arguments.dataset, Path(arguments.table))
    with console.progress(settings["quiet"].value) as tell:
        document = predict(question, request, tell)
    text = to_json(document) if arguments.json else predict_text(document, console.text_width())
    print(text)
    return 0
