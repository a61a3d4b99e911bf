"""A publication's folder on disk: made beside its place, checked there, then renamed into it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from forecast.errors import OutputError
from forecast.files import exchange, sha256_of, sync_folder, write_atomically
from forecast.writeup.checks import failed_checks
from forecast.writeup.publication.records import MANIFEST, is_whole

NEW = ".new-"  # in the name of a folder that is being written
HISTORY = "history"  # folder of publications that were replaced
SHOWN = 12  # failed checks in a message


def remove_stale(reports: Path, was_published: Callable[[Path], bool]) -> None:
    """Remove what killed runs left behind; only while the lock is held.

    Parameters
    ----------
    reports : Path
    was_published : function of a folder
        Whether the ledger knows it. Such a one was replaced by a run that was killed before it
        could put the old one into the history: that is done now.
    """
    for left in sorted(reports.glob(f".*{NEW}*")):
        if is_whole(read_folder(left)) and was_published(left):
            _to_history(left, reports, left.name[1:].partition(NEW)[0])
        else:
            shutil.rmtree(left, ignore_errors=True)


def write_new(files: Mapping[str, bytes], folder: Path) -> None:
    """Write a publication whole, or not at all.

    Parameters
    ----------
    files : mapping of str to bytes
        By path inside the folder.
    folder : Path
        Where it shall stand; one that stands there already goes to the history.

    Raises
    ------
    OutputError
        When what was written fails a check; nothing changes.
    OSError
        When the disk is full or read-only; nothing changes.
    """
    replaces = os.path.lexists(folder)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}{NEW}", dir=folder.parent))
    made = new.stat().st_ino
    try:
        new.chmod(0o755)
        for path, content in files.items():
            write_atomically(new / path, content)
        refuse_failed(read_folder(new))
        exchange(new, folder) if replaces else os.rename(new, folder)
    except BaseException:
        if new.exists() and new.stat().st_ino == made:  # else it holds what was replaced
            shutil.rmtree(new, ignore_errors=True)
        raise
    sync_folder(folder.parent)
    if replaces:
        _to_history(new, folder.parent, folder.name)


def read_folder(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path inside.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    dict of str to bytes
    """
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refuse_failed(files: Mapping[str, bytes]) -> None:
    """Raise OutputError with the checks that fail, where any does."""
    failed = failed_checks(files)
    if failed:
        lines = [f"{name}: {words}" for name, words in failed]
        more = [f"... and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
        raise OutputError("\n".join(["the publication fails its checks", *lines[:SHOWN], *more]))


def _to_history(old: Path, reports: Path, name: str) -> None:
    """Move a replaced publication to the history, named by what it holds."""
    kept = reports / HISTORY / f"{name}-{sha256_of((old / MANIFEST).read_bytes())[:8]}"
    kept.parent.mkdir(exist_ok=True)
    if kept.exists():
        shutil.rmtree(old, ignore_errors=True)
        return
    os.rename(old, kept)
    sync_folder(kept.parent)
