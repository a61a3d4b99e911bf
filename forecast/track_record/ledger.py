"""The ledger of publications: a row each, in the order they were made; rows are never changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.files import write_atomically

FILE = "ledger.csv"
KEYS = ("date", "id", "run_id", "summary_sha256")  # what identifies a publication
HASHES = ("cards", "evidence", "code", "posterior")
HEADLINE = (
    *("median_8e9", "p_never_8e9", "p_8e9_by_2030", "p_8e9_by_2035", "p_8e9_by_2040"),
    *("p_8e9_by_2050", "median_1e6", "p_never_1e6", "p_1e6_by_2030", "p_1e6_by_2035"),
    *("p_1e6_by_2040", "p_1e6_by_2050"),
)
COLUMNS = (*KEYS, *HASHES, *HEADLINE, "reason")


def read_ledger(reports: Path) -> list[dict[str, Any]]:
    """Rows of the ledger, oldest first; none where there is no ledger yet.

    Parameters
    ----------
    reports : Path
        The folder of publications.

    Returns
    -------
    list of dict
        Headline numbers as floats, None where a cell is empty.

    Raises
    ------
    InputError
        When the file is not a ledger.
    """
    path = reports / FILE
    if not path.is_file():
        return []
    rows = [*csv.reader(io.StringIO(path.read_text("utf-8")))]
    if not rows or tuple(rows[0]) != COLUMNS:
        raise InputError("is not a ledger of publications", file=path, accepted=",".join(COLUMNS))
    return [_read(path, line, cells) for line, cells in enumerate(rows[1:], start=2)]


def append_rows(reports: Path, rows: list[Mapping[str, Any]]) -> None:
    """Add rows at the end of the ledger, whole or not at all.

    Parameters
    ----------
    reports : Path
    rows : list of mapping
        With the columns of the ledger; text cells as `spreadsheet-safe` text.

    Raises
    ------
    OSError
        When the file cannot be written; it stays as it was.
    """
    if not rows:
        return
    path = reports / FILE
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    if not path.is_file():
        writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(["" if row.get(name) is None else row[name] for name in COLUMNS])
    before = path.read_bytes() if path.is_file() else b""
    if before and not before.endswith(b"\n"):  # an editor may have cut it off
        before += b"\n"
    write_atomically(path, before + stream.getvalue().encode())


def is_in(ledger: list[dict[str, Any]], row: Mapping[str, Any]) -> bool:
    """Whether a publication stands in the ledger.

    Parameters
    ----------
    ledger : list of dict
    row : mapping

    Returns
    -------
    bool
    """
    key = (row["id"], row["summary_sha256"])
    return any((each["id"], each["summary_sha256"]) == key for each in ledger)


def _read(path: Path, line: int, cells: list[str]) -> dict[str, Any]:
    if len(cells) != len(COLUMNS):
        raise InputError(
            "a row of the ledger has another number of cells",
            file=path,
            line=line,
            found=len(cells),
            accepted=str(len(COLUMNS)),
        )
    row: dict[str, Any] = dict(zip(COLUMNS, cells, strict=True))
    for name in HEADLINE:
        try:
            row[name] = float(row[name]) if row[name] else None
        except ValueError:
            raise InputError(
                "is not a number", file=path, line=line, field=name, found=row[name]
            ) from None
    return row
