"""Rows of the ledger from the folders themselves, so that one that is missing can be made up."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from forecast.files import sha256_of
from forecast.track_record.ledger import append_rows, is_in, read_ledger
from forecast.writeup.escaping import spreadsheet_text
from forecast.writeup.headline_numbers import headline_numbers
from forecast.writeup.publication.contents import PAGE, PREDICTIONS, REPORT, SUMMARY
from forecast.writeup.publication.names import FOLDER, publications_in
from forecast.writeup.publication.place import HISTORY
from forecast.writeup.publication.records import CONFIG

PAGES = (REPORT, PAGE, "summary.md")  # what to open first; the last is what `run --out` writes
OPENED = (PAGE, REPORT, "README.md")
OTHERS = (HISTORY, "decisions")  # folders that are no report of how forecasts did
NO_REASON = ""  # of what was published before reasons were recorded


def ledger_row(folder: Path) -> dict[str, Any]:
    """The row of one publication.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    dict
        Hashes are empty for what was published before they were recorded.
    """
    content = (folder / SUMMARY).read_bytes()
    document = json.loads(content)
    config = _config(folder)
    return {
        "date": document["as_of"],
        "id": config.get("id", folder.name),
        "run_id": document["run_id"],
        "summary_sha256": sha256_of(content),
        "posterior": document["posterior_key"],
        **config.get("hashes", {}),
        **headline_numbers(document),
        "reason": spreadsheet_text(config.get("reason", NO_REASON)),
    }


def complete_ledger(reports: Path) -> list[dict[str, Any]]:
    """The ledger, after rows of publications that it lacked were added.

    Parameters
    ----------
    reports : Path

    Returns
    -------
    list of dict
        Every row, in the order of dates.
    """
    known = read_ledger(reports)
    found = [ledger_row(folder) for folder in publications_in(reports)]
    append_rows(reports, [row for row in found if not is_in(known, row)])
    return sorted(read_ledger(reports), key=lambda row: (row["date"], row["id"]))


def indexed(reports: Path, ledger: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of the ledger with the page to open and whether they were replaced.

    Parameters
    ----------
    reports : Path
    ledger : list of dict

    Returns
    -------
    list of dict
        What stands neither in its folder nor in the history is left out.
    """
    places = {sha: path for path in _folders(reports) for sha in [_summary_sha(path)]}
    rows = []
    for row in ledger:
        folder = places.get(row["summary_sha256"])
        if folder is not None:
            page = next(name for name in PAGES if (folder / name).is_file())
            path = (folder / page).relative_to(reports).as_posix()
            rows.append({**row, "page": path, "replaced": folder.parent != reports})
    return rows


def track_record_pages(reports: Path) -> dict[str, str]:
    """What tells how forecasts did: predictions of publications, and reports of another kind.

    Parameters
    ----------
    reports : Path

    Returns
    -------
    dict of str to str
        Path from the index, by what to call it.
    """
    told = {
        f"predictions of {folder.name}": f"{folder.name}/{PREDICTIONS}"
        for folder in publications_in(reports)
        if (folder / PREDICTIONS).is_file()
    }
    for folder in sorted(path for path in reports.iterdir() if path.is_dir()):
        own = folder.name.startswith(".") or folder.name in OTHERS or FOLDER.match(folder.name)
        page = next((name for name in OPENED if (folder / name).is_file()), None)
        if page is not None and not own:
            told[folder.name] = f"{folder.name}/{page}"
    return told


def _folders(reports: Path) -> list[Path]:
    history = reports / HISTORY
    old = sorted(history.iterdir()) if history.is_dir() else []
    return [*(path for path in old if (path / SUMMARY).is_file()), *publications_in(reports)]


def _summary_sha(folder: Path) -> str:
    return sha256_of((folder / SUMMARY).read_bytes())


def _config(folder: Path) -> dict[str, Any]:
    path = folder / CONFIG
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
