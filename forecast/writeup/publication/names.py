"""What a publication may be called, so that it cannot leave its folder or pass for another."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from forecast.errors import UsageError

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
FOLDER = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9][a-z0-9_-]{0,63}")
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{k}" for port in ("com", "lpt") for k in range(1, 10))}
)
DRAFT = "-draft"  # end of the name of what was written against the gate
ACCEPTED = "up to 64 of a-z, 0-9, _ and -, beginning with a letter or digit, such as first-answer"
SHOWN = 40  # characters of a refused name that are shown


def check_name(name: str) -> None:
    """Refuse a name that is not plain.

    Parameters
    ----------
    name : str

    Raises
    ------
    UsageError
        For anything but small letters, digits, `_` and `-`; for names of devices; and for names
        that are kept for drafts.
    """
    if not NAME.fullmatch(name) or name in DEVICES:
        raise UsageError(f"no name for a publication: {name[:SHOWN]!r}; accepted: {ACCEPTED}")
    if name.endswith(DRAFT):
        raise UsageError(f"names that end in {DRAFT} are kept for drafts; found {name[:SHOWN]!r}")


def publication_id(name: str, as_of: str) -> str:
    """Name of the folder of a publication: its date, then its name.

    Parameters
    ----------
    name : str
    as_of : str
        ISO date of the forecast.

    Returns
    -------
    str

    Examples
    --------
    >>> publication_id("first-answer", "2026-11-22")
    '2026-11-22-first-answer'
    """
    check_name(name)
    return f"{datetime.date.fromisoformat(as_of).isoformat()}-{name}"


def folder_in(reports: Path, identifier: str) -> Path:
    """The folder of a publication; refused where it would not lie right inside `reports`.

    Parameters
    ----------
    reports : Path
    identifier : str

    Returns
    -------
    Path

    Raises
    ------
    UsageError
        When a link or the name leads elsewhere.
    """
    folder = reports / identifier
    if folder.resolve().parent != reports.resolve():
        raise UsageError(f"{folder} does not lie in {reports}; remove the link")
    return folder


def publications_in(reports: Path) -> list[Path]:
    """Folders of publications, oldest first; drafts and other folders are left out.

    Parameters
    ----------
    reports : Path

    Returns
    -------
    list of Path
    """
    if not reports.is_dir():
        return []
    return sorted(
        path
        for path in reports.iterdir()
        if FOLDER.fullmatch(path.name)
        and not path.name.endswith(DRAFT)
        and (path / "summary.json").is_file()
    )
