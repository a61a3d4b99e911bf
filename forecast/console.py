"""The terminal: how wide it is, whether it is plain, and progress on stderr."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from forecast.writeup.escaping import terminal_text

Progress = Callable[[str, int, int], None]
PLAIN_COLUMNS = 40  # columns; below, a progress bar has no room
TEXT_COLUMNS = 80  # columns, where nobody says otherwise


def text_width() -> int:
    """Return the columns to wrap text at: the terminal's, or 80 where output is no terminal."""
    stated = os.environ.get("COLUMNS", "")
    if not (stated.isdigit() or sys.stdout.isatty()):
        return TEXT_COLUMNS
    return shutil.get_terminal_size((TEXT_COLUMNS, 24)).columns


def is_plain() -> bool:
    """Return whether progress must be plain lines: no colour, no bars, no cursor movement."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    return (
        bool(os.environ.get("NO_COLOR"))
        or os.environ.get("TERM") == "dumb"
        or locale in ("C", "POSIX")
        or shutil.get_terminal_size().columns < PLAIN_COLUMNS
    )


def note(sentence: str, quiet: bool) -> None:
    """Print a note on stderr unless the user wants none."""
    if not quiet:
        print(terminal_text(sentence), file=sys.stderr)


@contextmanager
def progress(quiet: bool) -> Iterator[Progress | None]:
    """Give a function to tell progress to, or None where nobody watches.

    Parameters
    ----------
    quiet : bool
        Whether the user wants none.

    Yields
    ------
    callable or None
        Called with (stage, done, total); a total of 0 means not known.
    """
    if quiet or not sys.stderr.isatty():
        yield None
    elif is_plain():
        yield _plain_progress()
    else:
        with _bars() as tell:
            yield tell


def _plain_progress() -> Progress:
    seen: set[str] = set()

    def tell(stage: str, done: int, total: int) -> None:
        del done, total
        if stage not in seen:
            seen.add(stage)
            print(f"{terminal_text(stage)} ...", file=sys.stderr)

    return tell


@contextmanager
def _bars() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, int] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(terminal_text(stage), total=total or None)
            bars.update(tasks[stage], completed=done, total=total or None)  # type: ignore[arg-type]

        yield tell
