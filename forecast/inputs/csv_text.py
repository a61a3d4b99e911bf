"""From a CSV file to numbered records of text: nothing shifted, nothing guessed."""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from forecast.errors import InputError, cause_of
from forecast.quantities import did_you_mean

MAX_BYTES = 8 * 1024 * 1024  # tables of evidence have thousands of rows, not millions
MAX_CELL_CHARACTERS = 20_000
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Record:
    """The cells of one line, which is the first of several if a cell holds line breaks."""

    line: int
    cells: tuple[str, ...]


def read_records(path: Path) -> tuple[Record, tuple[Record, ...]]:
    """Header and rows of a CSV file.

    Parameters
    ----------
    path : Path
        An ordinary file of UTF-8 text; a byte order mark, CRLF and trailing blank lines are fine.

    Returns
    -------
    Record, tuple of Record
        The header, and the rows; their widths are not compared yet.

    Raises
    ------
    InputError
        If the file is a link, pipe or folder, too large, in another encoding, badly quoted or
        holds no rows.
    """
    return split_records(_bytes(path), path)


def split_records(
    data: bytes, path: Path | str, max_cell: int = MAX_CELL_CHARACTERS
) -> tuple[Record, tuple[Record, ...]]:
    """Header and rows of CSV that has been read already.

    Parameters
    ----------
    data : bytes
        UTF-8 text.
    path : Path or str
        Where it came from, for messages.
    max_cell : int
        The longest cell that may stand, in characters.

    Returns
    -------
    Record, tuple of Record
        The header, and the rows; their widths are not compared yet.

    Raises
    ------
    InputError
        If it is in another encoding, badly quoted or holds no rows.
    """
    records = list(_records(_text(data, path), path, max_cell))
    while records and _is_blank(records[-1]):
        records.pop()
    if not records[1:]:
        raise InputError(
            "no rows",
            file=path,
            found="a header only" if records else "an empty file",
            accepted="a header line and at least one row",
        )
    return records[0], tuple(records[1:])


def check_header(header: Record, expected: tuple[str, ...], path: Path, keep_extra: bool) -> None:
    """Refuse a header that is not the columns of the card, in whatever order.

    Parameters
    ----------
    header : Record
        The first line.
    expected : tuple of str
        Names on the card.
    path : Path
        The file, for the message.
    keep_extra : bool
        Whether columns that the card does not know may stand.

    Raises
    ------
    InputError
        For a column that stands twice, is unknown (with the nearest name) or missing.
    """
    names = header.cells
    repeated = [name for i, name in enumerate(names) if name in names[:i]]
    unknown = [] if keep_extra else [name for name in names if name not in expected]
    missing = [name for name in expected if name not in names]
    for message, found in (
        ("column stands twice", repeated),
        ("unknown column", unknown),
        ("column missing", missing),
    ):
        if found:
            likely = did_you_mean(found[0], set(expected) - set(names)) if unknown else None
            raise InputError(
                message,
                file=path,
                line=header.line,
                field=found[0][:80],
                found=", ".join(names)[:400],
                accepted="the columns " + ", ".join(expected),
                fix=likely,
            )


def _is_blank(record: Record) -> bool:
    """Whether a line holds nothing; separators alone are a row without values, not a blank."""
    return not record.cells or (len(record.cells) == 1 and not record.cells[0].strip())


def _text(data: bytes, path: Path | str) -> str:
    """The bytes as text."""
    if data[:2] in _UTF16_MARKS or b"\0" in data:
        raise InputError(
            "the file is not UTF-8 text",
            file=path,
            line=data.split(b"\0")[0].count(b"\n") + 1,
            found="UTF-16" if data[:2] in _UTF16_MARKS else "a NUL byte",
            accepted="UTF-8",
            fix="save the file again in UTF-8",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "the file is not UTF-8 text",
            file=path,
            line=data.count(b"\n", 0, error.start) + 1,
            found=f"byte 0x{data[error.start]:02x}",
            accepted="UTF-8",
            fix="save the file again in UTF-8; it may be Latin-1 (Windows-1252)",
        ) from None


def _bytes(path: Path) -> bytes:
    """The file's bytes, once kind and size are known to be harmless."""
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            found = "a symbolic link" if stat.S_ISLNK(status.st_mode) else "a folder or device"
            raise InputError(
                "not an ordinary file",
                file=path,
                found="a pipe" if stat.S_ISFIFO(status.st_mode) else found,
                accepted="the file itself",
            )
        if status.st_size > MAX_BYTES:
            raise InputError(
                "the file is too large",
                file=path,
                found=f"{status.st_size} bytes",
                accepted=f"at most {MAX_BYTES} bytes",
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"cannot read the file: {cause_of(error)}", file=path) from None


def _records(text: str, path: Path | str, max_cell: int) -> Iterator[Record]:
    """Records with the line each begins on."""
    # A stream, since str.splitlines would also cut at form feeds and the like.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    first = 1
    try:
        for cells in reader:
            longest = max(map(len, cells), default=0)
            if longest > max_cell:
                raise csv.Error(f"a cell of {longest} characters")
            yield Record(first, tuple(cells))
            first = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            "not valid CSV",
            file=path,
            line=first,
            found=str(error),
            accepted=f'cells of at most {max_cell} characters; quotes inside a cell doubled, ""',
        ) from None
