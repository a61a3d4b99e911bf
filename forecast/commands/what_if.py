"""forecast what-if: what would follow if something were known; what it would take."""

from __future__ import annotations

import argparse
from typing import Any

from forecast.commands.run import add_vintage, refuse_no_draws, request_of
from forecast.errors import UsageError
from forecast.settings import Setting

NAME = "what-if"
HELP = "Answer as if something were known, or find what a goal would take."
SCHEMA = "forecast.what-if/1"
SOLVE_DRAWS = 40_000  # each value tried takes a pass over them
MOST_DRAWS = 100_000  # kept whole; a chance is then good to 0.002
EXAMPLES = """\
examples:
  forecast what-if human_level_date=2030
  forecast what-if context_tokens_in_use=1e5..1e6 --n 1e6
  forecast what-if --solve size_at_human_level --for "8e9 by 2035 >= 0.5"
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast what-if`."""
    parser.epilog = EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "conditions",
        nargs="*",
        metavar="NAME=VALUE",
        help="a value, or an interval NAME=LOW..HIGH; several hold together",
    )
    parser.add_argument("--n", default="8e9", help="copies at once (8e9)")
    parser.add_argument("--theta", default="1", help="share of the wage (1)")
    parser.add_argument("--solve", metavar="NAME", help="find the value of this quantity")
    parser.add_argument(
        "--for", dest="goal", metavar="GOAL", help='for which "8e9 by 2035 >= 0.5" holds'
    )
    parser.add_argument("--scenario", metavar="NAME", help="a named set of beliefs")
    parser.add_argument("--as-of", metavar="DATE", help="use only what was published by this day")
    add_vintage(parser)
    parser.add_argument("--draws", metavar="K", help="draws, up to 100000; 40000 to solve")
    parser.add_argument("--seed", metavar="I", help="drawn, recorded and printed when left out")
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        dest="sets",
        help="replace a belief first, as `forecast run` does; may be repeated",
    )


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Condition or solve, and print what was found."""
    from forecast import console
    from forecast.writeup.document import to_json
    from forecast.writeup.what_if import what_if_text

    refuse_no_draws(settings["draws"].value)
    if bool(arguments.solve) != bool(arguments.goal):
        raise UsageError("--solve NAME and --for GOAL belong together")
    if bool(arguments.solve) == bool(arguments.conditions):
        raise UsageError("give conditions such as human_level_date=2030, or --solve with --for")
    document = found(arguments, settings)
    if arguments.json:
        print(to_json(document))
    else:
        print(what_if_text(document, console.text_width()))
    return 0


def found(arguments: argparse.Namespace, settings: dict[str, Setting]) -> dict[str, Any]:
    """Return the `forecast.what-if/1` object of what was asked."""
    from forecast import console
    from forecast.inputs.conditions import parse_condition, parse_goal
    from forecast.inputs.questions import Case
    from forecast.pipeline.gathered import gather
    from forecast.pipeline.solve import solve
    from forecast.pipeline.what_if import answer

    conditions = tuple(parse_condition(text) for text in arguments.conditions)
    goal = parse_goal(arguments.goal) if arguments.goal else None
    case = Case(_positive("--n", arguments.n), _positive("--theta", arguments.theta))
    request = request_of(settings, tuple(arguments.sets))
    draws = min(request.draws, SOLVE_DRAWS if goal else MOST_DRAWS)
    with console.progress(settings["quiet"].value) as tell:
        gathered = gather(request, draws, tell)
    nothing = dict.fromkeys(("conditions", "unconditional", "conditioned", "replaced"))
    told = nothing if goal else answer(gathered, conditions, case)
    return {
        "schema": SCHEMA,
        "as_of": request.as_of.isoformat(),
        "scenario": request.scenario,
        "seed": request.seed,
        "draws": draws,
        "n": goal.n if goal else case.n,
        "theta": goal.theta if goal else case.theta,
        **told,
        "solve": solve(gathered, arguments.solve, goal) if goal else None,
    }


def _positive(flag: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 < value < float("inf"):
        raise UsageError(f"{flag} takes a number above 0; found {text[:40]!r}")
    return value
