"""Writing files so that a reader finds the old bytes or the new ones, never half of them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

UNFINISHED = ".part"  # end of the name of a file that is being written


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file by new content in one step.

    Parameters
    ----------
    path : Path
        The file to write; its folder is made when missing.
    content : bytes
        What it shall hold.

    Raises
    ------
    OSError
        When the folder cannot be written or the disk is full; the old file stays as it was
        and the temporary one is removed.

    Notes
    -----
    Temporary sibling, fsync, rename, fsync of the folder. What a killed process left behind
    is removed by the next write of the same file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_unfinished(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        _write_through(temporary, content)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def put_in_place(ready: Path, path: Path) -> None:
    """Rename a finished file over another one of the same folder, and make that last.

    Parameters
    ----------
    ready : Path
        Written and synced already.
    path : Path
        The file to replace.
    """
    os.replace(ready, path)
    _sync_folder(path.parent)


def remove_unfinished(path: Path) -> None:
    """Remove what writers of this file left behind when they were killed.

    Parameters
    ----------
    path : Path
        The finished file's name; temporaries of writers that still run are kept.
    """
    for leftover in path.parent.glob(f".{path.name}.*{UNFINISHED}"):
        writer = leftover.name.removesuffix(UNFINISHED).rpartition(".")[2]
        if not (writer.isdigit() and _is_running(int(writer))):
            leftover.unlink(missing_ok=True)


def sha256_of(content: bytes) -> str:
    """Fingerprint of some bytes, 64 hexadecimal digits.

    Parameters
    ----------
    content : bytes
        What to fingerprint.

    Returns
    -------
    str

    Examples
    --------
    >>> sha256_of(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content).hexdigest()


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened, and renames are durable
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return False  # this process writes one file at a time: its own leftover is stale
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
