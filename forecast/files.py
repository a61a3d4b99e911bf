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
    sync_folder(path.parent)


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
    sync_folder(path.parent)


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


def sync_folder(folder: Path) -> None:
    """Make renames inside a folder durable.

    Parameters
    ----------
    folder : Path
    """
    if os.name != "posix":  # elsewhere a folder cannot be opened, and renames are durable
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def exchange(first: Path, second: Path) -> None:
    """Swap two folders; on Linux in one step, so that neither name is ever missing.

    Parameters
    ----------
    first, second : Path
        Both exist, side by side.

    Raises
    ------
    OSError
        When a rename is refused; both stay, or are put back.
    """
    if not _exchange_at_once(first, second):
        aside = first.with_name(f"{first.name}.aside")
        os.rename(second, aside)
        try:
            os.rename(first, second)
        except BaseException:
            os.rename(aside, second)
            raise
        os.rename(aside, first)


def _exchange_at_once(first: Path, second: Path) -> bool:
    """Whether the system could swap two names; only Linux has the call."""
    import ctypes

    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here, both = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return rename(here, os.fsencode(first), here, os.fsencode(second), both) == 0


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
