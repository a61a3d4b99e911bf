"""forecast explore: the notebook in which one moves beliefs and sees the date move, as an app."""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from forecast.errors import UsageError
from forecast.locations import notebooks_folder
from forecast.settings import Setting

NAME = "explore"
HELP = "Open the notebook of your own view as an app in the browser."
NOTEBOOK = "05_your_own_view.py"
EXTRA = "notebooks"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `forecast explore`."""
    parser.add_argument("--port", metavar="N", help="port of the local page (chosen freely)")
    parser.add_argument("--no-browser", action="store_true", help="serve only; open nothing")


def execute(arguments: argparse.Namespace, settings: dict[str, Setting]) -> int:
    """Serve the notebook on this machine until interrupted."""
    del settings
    if arguments.json:
        raise UsageError("explore serves a page: --json does not apply")
    return subprocess.run(
        serve_command(arguments.port, headless=arguments.no_browser), check=False
    ).returncode


def serve_command(port: str | None, *, headless: bool) -> list[str]:
    """The command that serves the notebook.

    Parameters
    ----------
    port : str or None
    headless : bool
        Whether no browser is opened.

    Returns
    -------
    list of str

    Raises
    ------
    UsageError
        When the extra is not installed, the port is no number, or the notebook is missing.
    """
    if find_spec("marimo") is None:
        raise UsageError(f"needs the extra {EXTRA!r}: pip install 'billion-copies[{EXTRA}]'")
    if port is not None and not (port.isdigit() and 0 < int(port) < 65536):
        raise UsageError(f"--port {port}: accepted: a number from 1 to 65535")
    notebook = notebooks_folder() / NOTEBOOK
    if not Path(notebook).is_file():
        raise UsageError(f"the notebook {NOTEBOOK} is not installed here")
    more = [*(["--port", port] if port else []), *(["--headless"] if headless else [])]
    return [sys.executable, "-m", "marimo", "run", str(notebook), *more]
