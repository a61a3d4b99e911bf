"""forecast fit: fit posterior blocks and show their diagnostics."""

from __future__ import annotations

import argparse
from dataclasses import replace

from forecast.commands.run import request_of
from forecast.settings import Setting

NAME = "fit"
HELP = "Fit the posterior (all blocks, or those named) and show its diagnostics."
SCHEMA = "forecast.fit/1"
GATE_REFUSED = 4
COLUMNS = {
    "block": "block",
    "draws": "draws",
    "max_rhat": "max R-hat",
    "min_ess": "min ESS",
    "divergences": "divergences",
    "min_bfmi": "min E-BFMI",
    "tree_depth_share": "depth hits",
    "seconds": "seconds",
    "gate_passed": "gate",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast fit`."""
    parser.add_argument("blocks", metavar="BLOCK", nargs="*", help="blocks to fit (all)")
    parser.add_argument(
        "--ship", action="store_true", help="write the result to posterior/ in the priors folder"
    )
    parser.add_argument(
        "--weights",
        action="store_true",
        help="weigh the shapes of the trends anew, by cross-validation (takes minutes)",
    )
    parser.add_argument("--as-of", metavar="DATE", help="use only what was published by this day")
    parser.add_argument("--seed", metavar="I", help="drawn, recorded and printed when left out")


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Fit, print the table, and return 4 when the gate refuses."""
    from forecast import console
    from forecast.pipeline import fit_posterior

    request = replace(request_of(settings, ()), scenario=None)  # fits know no scenario
    extra = {
        keyword: True
        for keyword, is_asked in (("ship", arguments.ship), ("weigh", arguments.weights))
        if is_asked
    }
    with console.progress(settings["quiet"].value) as tell:
        report = fit_posterior(request, tuple(arguments.blocks) or None, tell, **extra)
    result = {"schema": SCHEMA, "seed": request.seed, "as_of": request.as_of.isoformat(), **report}
    _show(result, arguments.json, console.text_width())
    if result["gate"]["passed"]:
        return 0
    console.note("forecast: the gate refused this posterior", quiet=False)
    return GATE_REFUSED


def _show(result: dict, as_json: bool, width: int) -> None:
    from forecast.writeup.document import to_json

    print(to_json(result) if as_json else fit_text(result, width))


def fit_text(result: dict, width: int) -> str:
    """Return the diagnostics as text: a table of blocks, then what failed."""
    from forecast.writeup.section import Section, Table, section_text

    shown = [key for key in COLUMNS if any(key in block for block in result["blocks"])]
    rows = tuple(tuple(_cell(block.get(key)) for key in shown) for block in result["blocks"])
    failures = result["gate"].get("failures") or []
    told = [_failure_sentence(failure) for failure in failures] or ["The gate passed."]
    headers = tuple(COLUMNS[key] for key in shown)
    section = Section(
        "fit",
        f"Posterior as of {result['as_of']}, seed {result['seed']}",
        table=Table(headers, rows),
        notes=tuple(told),
    )
    return section_text(section, width)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "passed" if value else "REFUSED"
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:.3f}"
    return "-" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _failure_sentence(failure: dict) -> str:
    return (
        f"REFUSED: {failure['what']} of {failure['name']} is {_cell(failure['value'])}; "
        f"bound: {_cell(failure['bound'])}."
    )
