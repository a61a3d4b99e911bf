"""Replacing data.csv and card.toml of data sets together: killed at any moment, all old or all new.

A journal decides. New files are written beside the old ones; once all of them are there, a journal
that names the data sets is written. Before it stands nothing has happened; from then on the change
will be finished, by the next command where this one dies. A change that is published together with
its forecast holds once the publication stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from forecast.errors import LockHeld
from forecast.files import put_in_place, write_atomically

DATA_NAME, CARD_NAME = "data.csv", "card.toml"
LOCK_NAME, JOURNAL = ".ingest.lock", ".ingest.journal"
NEXT = ".next"  # end of the name of a file that is ready and not in its place yet
WAIT_SECONDS = 10.0


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


def stage(
    evidence: Path, contents: Mapping[str, tuple[bytes, bytes]], once: Path | None = None
) -> None:
    """Write new data and new cards beside the old, and the journal; `settle` puts them in place.

    Parameters
    ----------
    evidence : Path
        `<priors>/evidence`, under the lock.
    contents : mapping of str to tuple of bytes
        data.csv and card.toml by data set.
    once : Path, optional
        The change holds once this exists, and not before: what is published with it.

    Raises
    ------
    OSError
        If a folder cannot be written; everything then stands as before.
    """
    try:
        for dataset, pair in contents.items():
            for name, content in zip((DATA_NAME, CARD_NAME), pair, strict=True):
                write_atomically(_next(evidence / dataset, name), content)
        journal = {"datasets": [*contents], "once": once and str(once.absolute())}
        write_atomically(evidence / JOURNAL, json.dumps(journal).encode())
    except BaseException:
        with suppress(OSError):
            (evidence / JOURNAL).unlink(missing_ok=True)
            settle(evidence)
        raise


def settle(evidence: Path) -> None:
    """Finish what was staged and holds; take back what does not.

    Parameters
    ----------
    evidence : Path
        `<priors>/evidence`; the caller holds the lock.
    """
    decided = _decided(evidence)
    for ready in sorted(evidence.glob(f"*/.*{NEXT}")):
        if ready.parent.name in decided:
            put_in_place(ready, ready.with_name(ready.name[1:].removesuffix(NEXT)))
        else:
            ready.unlink()
    (evidence / JOURNAL).unlink(missing_ok=True)


def settle_if_left(evidence: Path) -> None:
    """`settle` for readers: nothing to do but one look, unless a change holds and is not in place.

    Parameters
    ----------
    evidence : Path
        `<priors>/evidence`. A writer that is alive is waited for.
    """
    if _decided(evidence):
        with suppress(LockHeld, OSError), locked(evidence, WAIT_SECONDS):
            settle(evidence)


def _decided(evidence: Path) -> list[str]:
    """Data sets whose staged files hold."""
    try:
        journal = json.loads((evidence / JOURNAL).read_bytes())
    except FileNotFoundError:
        return []
    is_pending = journal["once"] is not None and not Path(journal["once"]).exists()
    return [] if is_pending else journal["datasets"]


def _next(folder: Path, name: str) -> Path:
    return folder / f".{name}{NEXT}"
