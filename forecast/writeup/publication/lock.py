"""One publication at a time: a lock of the operating system, which a crash cannot leave behind."""

from __future__ import annotations

import contextlib
import json
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from forecast.errors import LockHeld
from forecast.files import write_atomically

LOCK, HOLDER = ".publish.lock", ".publish.holder"
WAIT_SECONDS = 10.0  # s; how long to wait for another run


@contextlib.contextmanager
def locked(reports: Path, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the lock of a folder of publications.

    Parameters
    ----------
    reports : Path
        The folder; it is made when missing.
    wait_seconds : float, s

    Raises
    ------
    LockHeld
        When another run still holds it after that time; the message names the holder.
    """
    from filelock import FileLock, Timeout

    reports.mkdir(parents=True, exist_ok=True)
    lock = FileLock(reports / LOCK)
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise LockHeld(f"{reports} is being written by {holder(reports)}; try again") from None
    try:
        about = {"process": os.getpid(), "host": platform.node()}
        write_atomically(reports / HOLDER, json.dumps(about).encode())
        yield
    finally:
        (reports / HOLDER).unlink(missing_ok=True)
        lock.release()


def holder(reports: Path) -> str:
    """Who holds the lock, in words."""
    try:
        about = json.loads((reports / HOLDER).read_text("utf-8"))
        return f"process {int(about['process'])} on {about['host']!r}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
