"""Checks of every text file and every table, whatever it is about."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from forecast.writeup.checks.folder import Folder
from forecast.writeup.escaping import spreadsheet_text

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
NOT_A_NUMBER = frozenset({"nan", "inf", "-inf", "+inf", "infinity", "-infinity"})
BIDIRECTIONAL = re.compile("[\u202a-\u202e\u2066-\u2069]")


def texts_are_utf8(folder: Folder) -> Iterator[str]:
    """Text files are UTF-8 without a mark at the start and without NUL."""
    for path in folder.texts:
        content = folder.files[path]
        if content.startswith(b"\xef\xbb\xbf") or b"\x00" in content:
            yield f"{path} has a byte order mark or NUL"
        content.decode("utf-8")


def lines_end_plainly(folder: Folder) -> Iterator[str]:
    """Lines end in a newline alone, the last one too."""
    for path in folder.texts:
        if b"\r" in folder.files[path] or not folder.files[path].endswith(b"\n"):
            yield f"{path} has carriage returns or no newline at its end"


def text_hides_nothing(folder: Folder) -> Iterator[str]:
    """No escape sequence and no bidirectional override in any text."""
    for path in folder.texts:
        text = folder.text(path)
        if "\x1b" in text or BIDIRECTIONAL.search(text):
            yield f"{path} has characters that hide what it says"


def no_path_of_this_machine(folder: Folder) -> Iterator[str]:
    """No file tells where on somebody's disk it was made."""
    homes = {str(Path.home()), str(Path.cwd())} - {"/", str(Path(Path.cwd().anchor))}
    for path in folder.texts:
        text = folder.text(path)
        if "file://" in text or any(f"{home}/" in text for home in homes):
            yield f"{path} names a path of this machine"


def tables_are_rectangular(folder: Folder) -> Iterator[str]:
    """Every row of a table has as many cells as its header, and there are rows."""
    for path in folder.tables:
        rows = [*csv.reader(io.StringIO(folder.text(path)))]
        if len(rows) < 2 or len({len(row) for row in rows}) != 1:
            yield f"{path} has no rows, or rows of different lengths"


def headers_are_unique(folder: Folder) -> Iterator[str]:
    """No table has two columns of one name, or one without a name."""
    for path in folder.tables:
        header = next(csv.reader(io.StringIO(folder.text(path))))
        if len(set(header)) != len(header) or "" in header:
            yield f"{path} has a column twice or without a name"


def cells_are_no_formulas(folder: Folder) -> Iterator[str]:
    """No text cell is one that a spreadsheet takes for a formula; numbers may be negative."""
    for path in folder.tables:
        for cell in _cells(folder, path):
            if not NUMBER.fullmatch(cell) and spreadsheet_text(cell) != cell:
                yield f"{path} has a cell that a spreadsheet would run: {cell[:30]!r}"


def cells_hold_no_nan(folder: Folder) -> Iterator[str]:
    """No cell holds NaN or infinity: what is not known or never comes is empty."""
    for path in folder.tables:
        bad = next((cell for cell in _cells(folder, path) if cell.lower() in NOT_A_NUMBER), None)
        if bad is not None:
            yield f"{path} holds {bad}"


def _cells(folder: Folder, path: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(folder.text(path))):
        yield from row


CHECKS = (
    texts_are_utf8,
    lines_end_plainly,
    text_hides_nothing,
    no_path_of_this_machine,
    tables_are_rectangular,
    headers_are_unique,
    cells_are_no_formulas,
    cells_hold_no_nan,
)
