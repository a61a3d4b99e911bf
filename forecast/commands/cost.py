"""forecast cost: what one copy, or one measured configuration, takes and costs."""

from __future__ import annotations

import argparse
from dataclasses import fields
from pathlib import Path
from typing import Any

from forecast.commands.run import add_vintage
from forecast.errors import InputError, UsageError
from forecast.settings import Setting

NAME = "cost"
HELP = "What one configuration of model and accelerators takes and costs, with its error."
EPILOG = """\
examples:
  forecast cost --model Llama-3.3-70B-Instruct --accelerator H100 --accelerators 4 \\
      --batch 16 --input-tokens 2035 --output-tokens 300
  forecast cost --model DeepSeek-V3 --accelerator H200 --weight-bits 8 --batch 64 \\
      --input-tokens 20000 --cached-share 0.9 --usd-per-chip-hour 2.5
  forecast cost --parameters 1e12 --active-parameters 5e10 --layers 60 --kv-heads 8 \\
      --head-dim 128 --weight-bits 8 --peak-flop 2e15 --bandwidth 3.35e12 --memory 80e9
  forecast cost --model "Llama-3.1-405B" --accelerator "RTX 4090" --weight-bits 4 \\
      --offload host
  forecast cost --model Llama-3.1-405B --accelerator H100 --accelerators 16384 \\
      --train-tokens 15.6e12
  forecast cost --table priors/evidence/serving/data.csv --baselines

A batch is read and then written together. A copy writes the tokens a second of
the cards tokens_per_second_per_stream and sampling_multiplier, at all hours.
Intervals hold 80 %, on a system the model has not been fitted to."""

FLAGS: tuple[tuple[str, str, str], ...] = (
    ("model", "NAME", "a model of priors/evidence/model_sizes"),
    ("accelerator", "NAME", "an accelerator of priors/evidence/accelerators"),
    ("parameters", "N", "stored parameters"),
    ("active-parameters", "N", "parameters used per token (all)"),
    ("layers", "N", "layers (by the usual proportions)"),
    ("kv-heads", "N", "key-value heads"),
    ("head-dim", "N", "width of a head"),
    ("weight-bits", "BITS", "bits a weight (16)"),
    ("kv-bits", "BITS", "bits a cached value (16)"),
    ("peak-flop", "FLOP/S", "dense peak of one accelerator at the precision of the weights"),
    ("bandwidth", "BYTE/S", "memory bandwidth of one accelerator"),
    ("memory", "BYTES", "memory of one accelerator"),
    ("accelerators", "N", "accelerators that hold the model (as few as hold it, a power of 2)"),
    ("batch", "N", "requests read and written together (1)"),
    ("input-tokens", "N", "tokens read a request (1000)"),
    ("output-tokens", "N", "tokens written a request (1000)"),
    ("cached-share", "SHARE", "share of the input found in a prefix cache (0)"),
    ("offload", "TIER", "stream what does not fit from host or nvme"),
    ("usd-per-chip-hour", "USD", "price of an accelerator-hour (from the cards)"),
    ("train-tokens", "N", "also the time and cost of training it on so many tokens"),
)
TEXT_FLAGS = ("model", "accelerator", "offload")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast cost`."""
    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    for name, metavar, told in FLAGS:
        parser.add_argument(f"--{name}", metavar=metavar, help=told)
    parser.add_argument(
        "--table",
        metavar="FILE.csv",
        help="rows in the columns of priors/evidence/serving/data.csv",
    )
    parser.add_argument(
        "--baselines", action="store_true", help="with --table: rules of thumb on the same rows"
    )
    parser.add_argument(
        "--leave-out",
        action="store_true",
        help="fit without each measured source in turn, predict it, and store the table",
    )
    parser.add_argument("--as-of", metavar="DATE", help="cards and rows known on this day (today)")
    add_vintage(parser)


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Work out one configuration or a table of them, and print it."""
    from forecast import console
    from forecast.writeup.cost import cost_text, table_text_of
    from forecast.writeup.document import to_json

    if arguments.leave_out:
        return _leave_out(arguments, settings)
    document = evaluate(arguments, settings)
    text = cost_text if arguments.table is None else table_text_of
    print(to_json(document) if arguments.json else text(document, console.text_width()))
    return 0


def evaluate(arguments: argparse.Namespace, settings: dict[str, Setting]) -> dict[str, Any]:
    """Return the document of the command.

    Raises
    ------
    UsageError
        When flags contradict each other or say too little.
    InputError
        When a number, a name or a table cannot be used.
    """
    from forecast.pipeline.cost.inputs import load_cost_inputs

    said = [name for name, _, _ in FLAGS if _value(arguments, name) is not None]
    if arguments.table is not None and said:
        raise UsageError(f"--table says everything itself: leave out --{said[0]}")
    if arguments.table is None and arguments.baselines:
        raise UsageError("--baselines needs --table")
    numbers = numbers_of(arguments)
    place = settings["priors"].value
    inputs = load_cost_inputs(place, settings["as_of"].value, settings["vintage"].value)
    if arguments.table is not None:
        from forecast.pipeline.cost.table import cost_table

        return cost_table(Path(arguments.table), inputs, baselines=arguments.baselines)
    from forecast.pipeline.cost.configuration import Configuration
    from forecast.pipeline.cost.one import cost

    known = {field.name for field in fields(Configuration)}
    return cost(Configuration(**{name: numbers[name] for name in known & numbers.keys()}), inputs)


def _leave_out(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Refit without each source, store the table, and print it."""
    from forecast import console
    from forecast.pipeline.cost.inputs import load_cost_inputs
    from forecast.pipeline.cost.left_out import leave_out, store
    from forecast.writeup.cost_error import left_out_text
    from forecast.writeup.document import to_json

    said = [name for name, _, _ in FLAGS if _value(arguments, name) is not None]
    if arguments.table is not None or arguments.baselines or said:
        raise UsageError("--leave-out is asked for alone")
    priors_dir = settings["priors"].value
    inputs = load_cost_inputs(priors_dir, settings["as_of"].value)
    with console.progress(settings["quiet"].value) as tell:
        document = leave_out(inputs, progress=tell)
    store(document, priors_dir)
    print(to_json(document) if arguments.json else left_out_text(document, console.text_width()))
    return 0


def numbers_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """Options that were given, as numbers where they are numbers.

    Raises
    ------
    InputError
        For one that is no number.
    """
    given = {name: _value(arguments, name) for name, _, _ in FLAGS}
    return {
        name.replace("-", "_"): text if name in TEXT_FLAGS else _number(name, text)
        for name, text in given.items()
        if text is not None
    }


def _value(arguments: argparse.Namespace, name: str) -> str | None:
    return getattr(arguments, name.replace("-", "_"))


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise InputError(
            "is not a number", field=f"--{name}", found=text, accepted="a number, as 8 or 80e9"
        ) from None
