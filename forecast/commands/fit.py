"""forecast fit: fit posterior blocks and show their diagnostics."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from forecast.commands.run import add_vintage, request_of
from forecast.errors import UsageError
from forecast.settings import Setting

NAME = "fit"
HELP = "Fit the posterior (all blocks, or those named) and show its diagnostics."
SCHEMA = "forecast.fit/1"
CALIBRATION_SCHEMA = "forecast.calibration/1"
GATE_REFUSED = 4
FEWEST_WORLDS = 10
BASES = {
    "current": "cross-validated on these rows",
    "older": "cross-validated before rows, cards or code changed; renew with --weights",
    "card": "those of the card, since no scores are stored that this fit may see",
}
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
    parser.add_argument(
        "--checks",
        metavar="DIR",
        help="fit, and write predictive checks, conflicts, influence, ranks and recovery here",
    )
    parser.add_argument(
        "--calibrate",
        metavar="N",
        help="simulate N worlds a block, fit each, and keep the ranks beside the posterior",
    )
    parser.add_argument("--as-of", metavar="DATE", help="use only what was published by this day")
    add_vintage(parser)
    parser.add_argument("--seed", metavar="I", help="drawn, recorded and printed when left out")


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Fit, print the table, and return 4 when the gate refuses."""
    from forecast import console
    from forecast.pipeline import fit_posterior

    request = replace(request_of(settings, ()), scenario=None)  # fits know no scenario
    if arguments.checks is not None or arguments.calibrate is not None:
        return execute_checks(arguments, settings, request)
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


def execute_checks(
    arguments: argparse.Namespace, settings: dict[str, Setting], request: Any
) -> int:
    """Examine or calibrate the blocks named, and print what was found."""
    from forecast import console
    from forecast.pipeline.examination import calibrate_posterior, examine_posterior
    from forecast.writeup.document import to_json
    from forecast.writeup.examination.page import page
    from forecast.writeup.examination.status import status_text

    blocks = tuple(arguments.blocks) or None
    with console.progress(settings["quiet"].value) as tell:
        if arguments.checks is not None:
            found = examine_posterior(request, blocks, Path(arguments.checks), tell)
            print(to_json(found) if arguments.json else page(found))
            return 0 if all(each["gate_passed"] for each in found["blocks"]) else GATE_REFUSED
        status = calibrate_posterior(request, blocks, worlds(arguments.calibrate), tell)
    result = {"schema": CALIBRATION_SCHEMA, "blocks": status}
    print(to_json(result) if arguments.json else status_text(status, console.text_width()))
    return 0 if all(each["is_inside"] for each in status.values()) else GATE_REFUSED


def worlds(text: str) -> int:
    """Number of simulated worlds, from the command line.

    Raises
    ------
    UsageError
        When it is not a whole number of at least `FEWEST_WORLDS`.
    """
    if not text.isdigit() or int(text) < FEWEST_WORLDS:
        raise UsageError(f"--calibrate {text}: accepted: a whole number, {FEWEST_WORLDS} or more")
    return int(text)


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
    told += [_shape_sentence(block) for block in result["blocks"] if block.get("shapes")]
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


def _shape_sentence(block: dict) -> str:
    weights = ", ".join(f"{each['shape']} {each['weight']:.0%}" for each in block["shapes"])
    return f"Shapes of {block['block']}: {weights}; {BASES[block['weights_basis']]}."
