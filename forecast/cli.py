"""The command line: reads arguments, calls a command, turns errors into exit codes.

Nothing heavy is imported here, so that `forecast --help` answers at once.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
import traceback
import warnings
from typing import NoReturn

from forecast import __version__
from forecast.commands import COMMANDS
from forecast.errors import ForecastError
from forecast.settings import read_switch, resolve

SHELLS = ("bash", "zsh", "tcsh", "fish")  # whose completion can be printed
DONE, UNEXPECTED, INTERRUPTED = 0, 1, 130
OBJECTS_BEFORE_CYCLES = 1_000_000  # made before cycles are looked for: most live to the end


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Print the error on one line and leave with exit code 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")

    def parse_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def,override]
        """Parse; what no option takes are columns, for a command that takes columns."""
        arguments, rest = self.parse_known_args(args, namespace)
        if rest and not getattr(arguments.command, "TAKES_COLUMNS", False):
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        arguments.columns = rest
        return arguments


class Completion(argparse.Action):
    """Print the completion of a shell and leave."""

    def __call__(self, parser, namespace, values, option_string=None):  # type: ignore[no-untyped-def]
        """Print it; the shell reads it from its own configuration."""
        import shtab

        print(shtab.complete(parser, values))
        parser.exit()


def main(argv: list[str] | None = None) -> int:
    """Run a command and return its exit code.

    Parameters
    ----------
    argv : list of str, optional
        The arguments; those of the process when left out.

    Returns
    -------
    int
        0 done, 1 unexpected, 2 usage, 3 bad input, 4 gate refused, 5 our own output is wrong,
        6 locked, 130 interrupted.
    """
    _open_missing_streams()
    gc.set_threshold(OBJECTS_BEFORE_CYCLES)
    warnings.formatwarning = _one_line
    try:
        arguments = build_parser().parse_args(argv)
        code = _execute(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _close_stdout()
        return DONE
    except KeyboardInterrupt:
        code = _report("interrupted", INTERRUPTED)
        # A process of our own: its threads may be long at compiled code. Fits have processes
        # that must be put away.
        if argv is None and "multiprocessing" not in sys.modules:
            _end_at_once(code)
        return code
    except ForecastError as error:
        return _report(str(error), error.exit_code)
    except OSError as error:
        return _report(_os_sentence(error), UNEXPECTED)
    except Exception as error:  # the last resort: one line, not a traceback
        told = f"unexpected {type(error).__name__}: {error}"
        return _report(f"{told} (FORECAST_DEBUG=1 shows where)", UNEXPECTED)


def build_parser() -> Parser:
    """Return the parser of every command that is built."""
    common = _common_options()
    parser = Parser(
        prog="forecast",
        description="When do billions of copies of a human-level AI model become affordable?",
        epilog="forecast COMMAND --help tells more.",
    )
    parser.add_argument("--version", action="version", version=f"forecast {__version__}")
    parser.add_argument(
        "--completion", choices=SHELLS, action=Completion, help="print what lets a shell complete"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    for command in COMMANDS:
        own = commands.add_parser(
            command.NAME,
            help=command.HELP,
            description=command.HELP,
            parents=[common],
            allow_abbrev=False,
        )
        command.add_arguments(own)
        own.set_defaults(command=command)
    return parser


def _common_options() -> Parser:
    common = Parser(add_help=False)
    common.add_argument("--version", action="version", version=f"forecast {__version__}")
    common.add_argument("--priors", metavar="DIR", help="folder of cards and evidence")
    common.add_argument("--json", action="store_true", help="print one JSON object")
    common.add_argument(
        "--quiet", action="store_const", const=True, help="no progress and no notes on stderr"
    )
    return common


def _execute(arguments: argparse.Namespace) -> int:
    settings = resolve(vars(arguments), os.environ)
    cache_dir = settings["cache_dir"]
    if cache_dir.value is not None:
        os.environ["FORECAST_CACHE_DIR"] = str(cache_dir.value)
    return arguments.command.execute(arguments, settings)


def _one_line(message: Warning | str, *where: object, **more: object) -> str:
    """A warning as a reader wants it: no category, no line of our source."""
    del where, more
    return f"forecast: {message}\n"


def _report(sentence: str, code: int) -> int:
    from forecast.writeup.escaping import terminal_text

    lines = [terminal_text(line) for line in sentence.splitlines()] or ["failed"]
    try:
        if _debug():
            traceback.print_exc(file=sys.stderr)
        print("\n".join([f"forecast: {lines[0]}", *lines[1:]]), file=sys.stderr)
    except OSError:
        pass  # stderr is closed: there is nobody to tell
    return code


def _debug() -> bool:
    try:
        return read_switch(os.environ.get("FORECAST_DEBUG", "0"))
    except ValueError:
        return False


def _os_sentence(error: OSError) -> str:
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}"


def _end_at_once(code: int) -> NoReturn:
    """End the process without waiting for its threads; nothing is being written any more."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _close_stdout() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not complain at exit."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_missing_streams() -> None:
    """A process may be started without stdout or stderr: what is printed then goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - lives as long as the process
