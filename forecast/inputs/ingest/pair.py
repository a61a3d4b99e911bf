"""Replacing data.csv and card.toml together: whoever is killed leaves the old pair or the new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from forecast.errors import LockHeld
from forecast.files import put_in_place, sha256_of, write_atomically

DATA_NAME, CARD_NAME, LOCK_NAME = "data.csv", "card.toml", ".ingest.lock"
NEXT = ".next"  # end of the name of a file that is ready and not in its place yet
WAIT_SECONDS = 10.0
_HASH = re.compile(r'^sha256 *= *"([0-9a-f]{64})"', re.M)


@contextmanager
def locked(evidence: Path, seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Keep other writers away from a folder of evidence.

    Parameters
    ----------
    evidence : Path
        `<priors>/evidence`.
    seconds : float
        How long to wait for them.

    Raises
    ------
    LockHeld
        If another one is still writing.
    """
    from filelock import FileLock, Timeout

    path = evidence / LOCK_NAME
    try:
        with FileLock(path, timeout=seconds):
            yield
    except Timeout:
        raise LockHeld(f"{path}: another run is writing evidence; try again") from None


def replace_pair(folder: Path, data: bytes, card: bytes) -> None:
    """Put new data and a new card in the place of the old, under the lock.

    Parameters
    ----------
    folder : Path
        `<priors>/evidence/<dataset>`.
    data, card : bytes
        Contents; the card states the sha256 of the data.

    Raises
    ------
    OSError
        If the folder cannot be written; the old pair then stands.

    Notes
    -----
    Both are written beside their places, the data last: from then on the change will be
    finished, by `settle` where this process dies. What counts is not a flag but whether the
    card names the hash of the data.
    """
    try:
        write_atomically(_next(folder, CARD_NAME), card)
        write_atomically(_next(folder, DATA_NAME), data)
    except BaseException:
        with suppress(OSError):
            _next(folder, CARD_NAME).unlink(missing_ok=True)
        raise
    settle(folder)


def settle(folder: Path) -> None:
    """Finish, or take back, what a killed writer left in a folder.

    Parameters
    ----------
    folder : Path
        `<priors>/evidence/<dataset>`; the caller holds the lock.
    """
    card, data = _next(folder, CARD_NAME), _next(folder, DATA_NAME)
    if not card.exists():
        data.unlink(missing_ok=True)
        return
    stated = _HASH.search(card.read_text())
    wanted = stated[1] if stated else ""
    if data.exists() and sha256_of(data.read_bytes()) == wanted:
        put_in_place(data, folder / DATA_NAME)
    if sha256_of((folder / DATA_NAME).read_bytes()) == wanted:
        put_in_place(card, folder / CARD_NAME)
    else:
        card.unlink()
    data.unlink(missing_ok=True)


def settle_if_left(folder: Path) -> None:
    """`settle` for readers: nothing to do but one look, unless a writer was killed.

    Parameters
    ----------
    folder : Path
        `<priors>/evidence/<dataset>`.
    """
    if _next(folder, CARD_NAME).exists():
        with suppress(LockHeld, OSError), locked(folder.parent, 0.0):
            settle(folder)


def _next(folder: Path, name: str) -> Path:
    return folder / f".{name}{NEXT}"
