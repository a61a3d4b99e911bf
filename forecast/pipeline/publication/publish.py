"""From a finished run to a folder in `reports/`: gate, contents, checks, place, ledger, index."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forecast.errors import UsageError
from forecast.files import write_atomically
from forecast.pipeline.publication.backtest import backtest_rows
from forecast.pipeline.publication.ledger_rows import (
    complete_ledger,
    indexed,
    ledger_row,
    track_record_pages,
)
from forecast.track_record.ledger import is_in, read_ledger
from forecast.writeup.publication.contents import Edition, contents
from forecast.writeup.publication.edited import edited_entries, last_inputs
from forecast.writeup.publication.gate import Offence, offences, refuse
from forecast.writeup.publication.index import (
    FEED,
    INDEX,
    README,
    atom_feed,
    index_html,
    index_readme,
)
from forecast.writeup.publication.lock import locked
from forecast.writeup.publication.material import Material
from forecast.writeup.publication.names import DRAFT, folder_in
from forecast.writeup.publication.place import read_folder, remove_stale, write_new

PUBLISHED, UNCHANGED, DRAFTED = "published", "unchanged", "draft"


@dataclass(frozen=True)
class Published:
    """What came of a publication.

    Parameters
    ----------
    id : str
    folder : Path
    state : str
        "published", "unchanged" (it stood there already, byte for byte) or "draft".
    replaced : bool
        Whether another publication of this name went to the history.
    files : dict of str to bytes
    offences : tuple of Offence
        Why it is only a draft.
    """

    id: str
    folder: Path
    state: str
    replaced: bool
    files: dict[str, bytes]
    offences: tuple[Offence, ...]


def publish(
    material: Material,
    reports: Path,
    identifier: str,
    reason: str,
    *,
    may_replace: bool = False,
    force: bool = False,
) -> Published:
    """Publish a run: a folder, a row of the ledger, the index anew.

    Parameters
    ----------
    material : Material
    reports : Path
        The folder of publications.
    identifier : str
        Name of the new folder.
    reason : str
        Why it is made.
    may_replace : bool
        Whether a publication of this name may go to the history.
    force : bool
        Whether a draft is written where the gate refuses.

    Returns
    -------
    Published

    Raises
    ------
    GateRefused
        When a bound does not hold; nothing changes.
    UsageError
        When another publication has this name.
    OutputError
        When the files fail their checks; nothing changes.
    LockHeld
        When another run is writing.
    """
    with locked(reports):
        _recover(reports)
        found = [
            *offences(material),
            *edited_entries(last_inputs(reports), material.snapshot),
        ]
        if not force:
            refuse(found)
        name = identifier + (DRAFT if found else "")
        folder = folder_in(reports, name)
        history = _before(complete_ledger(reports), material.document["as_of"], identifier)
        edition = Edition(name, reason, tuple(found), tuple(history))
        files = contents(material, edition)
        state, replaced = _put(files, folder, may_replace or bool(found))
        if not found:
            write_index(reports)
    return Published(name, folder, DRAFTED if found else state, replaced, files, tuple(found))


def write_index(reports: Path) -> None:
    """Complete the ledger and make the index, its page and the feed anew.

    Parameters
    ----------
    reports : Path
    """
    rows, kept = indexed(reports, complete_ledger(reports)), track_record_pages(reports)
    made = {
        README: index_readme(rows, kept),
        INDEX: index_html(rows, kept, backtest_rows(reports)),
        FEED: atom_feed(rows),
    }
    for name, text in made.items():
        path = reports / name
        if not path.is_file() or path.read_bytes() != text.encode():
            write_atomically(path, text.encode())


def _recover(reports: Path) -> None:
    ledger = read_ledger(reports)
    remove_stale(reports, lambda folder: is_in(ledger, ledger_row(folder)))


def _before(ledger: list[dict[str, Any]], date: str, identifier: str) -> list[dict[str, Any]]:
    """Publications before one: of an earlier date, or of the same and an earlier name."""
    return [row for row in ledger if (row["date"], row["id"]) < (date, identifier)]


def _put(files: dict[str, bytes], folder: Path, may_replace: bool) -> tuple[str, bool]:
    if not folder.exists():
        write_new(files, folder)
        return PUBLISHED, False
    if read_folder(folder) == files:
        return UNCHANGED, False
    if not may_replace:
        raise UsageError(
            f"{folder} holds another publication of this name; take another name, or --replace to "
            "put that one into the history"
        )
    write_new(files, folder)
    return PUBLISHED, True
