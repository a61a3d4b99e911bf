"""Rows as lines of a table of evidence, and the reader's judgement of them."""

from __future__ import annotations

import csv
import datetime
import io
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.inputs.csv_table import Parsed, parse_csv_table
from forecast.inputs.csv_text import split_records
from forecast.inputs.data_card import DataCard
from forecast.inputs.ingest.rows import FeedRow

LARGEST_WHOLE = 1e21  # above, a number is written with an exponent
FORMULA_STARTS = ("=", "+", "@", "\t")


def extended(data: bytes, card: DataCard, rows: Sequence[FeedRow], path: Path) -> bytes:
    """The file with rows added at its end; what stood there stays byte for byte.

    Parameters
    ----------
    data : bytes
        The file.
    card : DataCard
        Its columns.
    rows : sequence of FeedRow
        Cells by column; what is missing is empty.
    path : Path
        For messages.

    Returns
    -------
    bytes
    """
    header, _ = split_records(data, path)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        writer.writerow([cell_text(row.cells.get(name)) for name in header.cells])
    body = data.rstrip(b"\r\n")
    return body + b"\n" + text.getvalue().encode()


def cell_text(value: Any) -> str:
    """A value as the tables write it.

    Examples
    --------
    >>> cell_text(2.1e7), cell_text(0.25), cell_text(True), cell_text(None)
    ('21000000', '0.25', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        is_whole = value.is_integer() and abs(value) < LARGEST_WHOLE
        return str(int(value)) if is_whole else repr(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def judged(data: bytes, card: DataCard, today: datetime.date) -> Parsed:
    """What the reader of evidence makes of some content: nothing is written that it would refuse.

    Parameters
    ----------
    data : bytes
        A whole data.csv.
    card : DataCard
        Its columns.
    today : date
        Nothing may be published later.

    Returns
    -------
    Parsed
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.csv"
        path.write_bytes(data)
        return parse_csv_table(path, card, today=today)


def problems_of_feed(
    parsed: Parsed, n_known: int, rows: Sequence[FeedRow], where: str, path: Path
) -> list[InputError]:
    """Problems with the place where the reader finds them: the feed's line, or the table's.

    Parameters
    ----------
    parsed : Parsed
        The whole content.
    n_known : int
        Lines of the old content; those below are the feed's.
    rows : sequence of FeedRow
        In the order they were added.
    where : str
        The feed's source.
    path : Path
        The table.

    Returns
    -------
    list of InputError
    """
    found = [_placed(each, n_known, rows, where, path) for each in parsed.problems]
    return [*found, *_dangerous(rows, where)]


def _placed(
    problem: InputError, n_known: int, rows: Sequence[FeedRow], where: str, path: Path
) -> InputError:
    place: dict[str, Any] = {"file": path, "line": problem.line}
    accepted = problem.accepted
    if problem.line is not None and problem.line > n_known:
        # Each row of the feed is one line: a cell with a line break is refused beside this.
        row = rows[min(problem.line - n_known, len(rows)) - 1]
        place = {"file": where, "line": row.line}
        accepted = _about(row, accepted)
    return InputError(
        problem.message,
        **place,
        field=problem.field,
        found=problem.found,
        accepted=accepted,
        fix=problem.fix,
    )


def _about(row: FeedRow, accepted: str | None) -> str | None:
    """Where the source has no lines, the message names the thing."""
    name = next((row.cells[n] for n in ("model", "accelerator") if row.cells.get(n)), None)
    return f"{accepted}, for {name}" if row.line is None and name else accepted


def _dangerous(rows: Sequence[FeedRow], where: str) -> list[InputError]:
    """Text that a spreadsheet would run, or a terminal obey."""
    return [
        InputError(
            "text that begins like a formula or holds control characters",
            file=where,
            line=row.line,
            field=name,
            found=cell[:80],
            accepted="plain text on one line",
        )
        for row in rows
        for name, cell in row.cells.items()
        if isinstance(cell, str) and is_dangerous(cell)
    ]


def is_dangerous(text: str) -> bool:
    """Whether text begins like a formula, or holds control characters or line breaks.

    Examples
    --------
    >>> is_dangerous("=HYPERLINK(1)"), is_dangerous("GPT-4 (8k)")
    (True, False)
    """
    if text.lstrip().startswith(FORMULA_STARTS):
        return True
    return not text.isprintable() and any(unicodedata.category(c) in ("Cc", "Cf") for c in text)


def line_count(data: bytes) -> int:
    """Lines of a file without blank ones at its end."""
    return data.rstrip(b"\r\n").count(b"\n") + 1
