"""Reading TOML so that a hostile or damaged file is an input error, and errors know their line."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from forecast.errors import InputError, cause_of
from forecast.quantities import did_you_mean

MAX_BYTES = 256 * 1024  # a card holds a few kB; checked before anything is read
MAX_LINE_CHARACTERS = 1000  # a dotted key of thousands of parts takes seconds to parse
_HEADER = re.compile(r"^\s*\[\[?\s*(?P<name>[\w.-]+)\s*\]\]?")
_ERROR_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class Place:
    """Where something was written, so that an error can say so.

    Parameters
    ----------
    file : Path, str or None
        The file, or the command-line option.
    lines : tuple of str
        Its text, for finding the line of a field.
    table : str or None
        Name of the TOML table; None is the part above the first header.
    index : int
        Which of several `[[table]]`, counted from 0.
    prefix : str
        Put before the name of a field that stands inside another.
    """

    file: Path | str | None = None
    lines: tuple[str, ...] = field(default=(), repr=False)
    table: str | None = None
    index: int = 0
    prefix: str = ""

    @classmethod
    def of(cls, where: Place | Path | str | None) -> Place:
        """A place from a place, a path or a name of an option."""
        return where if isinstance(where, Place) else cls(file=where)

    def inside(self, name: str) -> Place:
        """The same place, one field deeper."""
        return replace(self, prefix=f"{self.prefix}{name}.")

    def at(self, table: str, index: int = 0) -> Place:
        """A table of the same file."""
        return replace(self, table=table, index=index, prefix="")

    def line(self, name: str) -> int | None:
        """Line on which a field is set, or where its table starts, or None."""
        first = re.split(r"[.\[]", self.prefix + name)[0]
        pattern = re.compile(rf"^\s*[\"']?{re.escape(first)}[\"']?\s*[.=]")
        header = None
        for number, text in self._own_lines():
            if pattern.match(text):
                return number
            header = number if header is None and self.table else header
        return header

    def _own_lines(self) -> Iterable[tuple[int, str]]:
        """Numbered lines of this table, its header first."""
        current: str | None = None
        seen = -1
        for number, text in enumerate(self.lines, start=1):
            if match := _HEADER.match(text):
                current = match["name"]
                seen += current == self.table
            if current == self.table and (self.table is None or seen == self.index):
                yield number, text

    def error(
        self,
        message: str,
        name: str,
        *,
        found: object = None,
        accepted: str | None = None,
        fix: str | None = None,
    ) -> InputError:
        """An input error that names this place, a field and its line."""
        return InputError(
            message,
            file=self.file,
            line=self.line(name),
            field=self.prefix + name,
            found=shortened(found),
            accepted=accepted,
            fix=fix,
        )


def shortened(found: object) -> object:
    """A value fit for a message: long text and long numbers cut."""
    try:
        text = repr(found)
    except (ValueError, RecursionError):  # an integer too long to print, or a nest too deep
        return f"{type(found).__name__} too large to print"
    return found if len(text) <= 120 else text[:117] + "..."


def read_toml(path: Path) -> tuple[dict[str, Any], Place]:
    """Contents of a TOML file, and the place that its errors name.

    Parameters
    ----------
    path : Path
        An ordinary file of UTF-8 text, at most 256 kB, lines of at most 1,000 characters.

    Returns
    -------
    dict, Place
        The document and where it stands.

    Raises
    ------
    InputError
        If the file is not an ordinary file, is too large, not UTF-8 or not TOML.
    """
    lines = tuple(re.split(r"\r\n|\n", read_text(path)))
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE_CHARACTERS:
            raise InputError(
                "a line is too long",
                file=path,
                line=number,
                found=f"{len(line)} characters",
                accepted=f"at most {MAX_LINE_CHARACTERS} characters; break the text with "
                'triple quotes, """..."""',
            )
    place = Place(file=path, lines=lines)
    return _parsed("\n".join(lines), place), place


def read_text(path: Path) -> str:
    """Text of an ordinary UTF-8 file of at most 256 kB, without a byte order mark."""
    data = _read_bytes(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "the file is not UTF-8 text",
            file=path,
            line=data[: error.start].count(b"\n") + 1,
            found=f"byte 0x{data[error.start]:02x}",
            accepted="UTF-8; save the file again in that encoding",
        ) from None


def _read_bytes(path: Path) -> bytes:
    """Contents, once kind and size are known to be harmless."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot read the file: {cause_of(error)}", file=path) from None
    if not stat.S_ISREG(status.st_mode):
        raise InputError(
            "not an ordinary file", file=path, found=_kind(status.st_mode), accepted="a text file"
        )
    if status.st_size > MAX_BYTES:
        raise InputError(
            "the file is too large",
            file=path,
            found=f"{status.st_size} bytes",
            accepted=f"at most {MAX_BYTES} bytes",
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read the file: {cause_of(error)}", file=path) from None


def _kind(mode: int) -> str:
    """What a path is, in a word."""
    names = ((stat.S_ISLNK, "symbolic link"), (stat.S_ISDIR, "folder"), (stat.S_ISFIFO, "pipe"))
    return next((name for is_kind, name in names if is_kind(mode)), "special file")


def _parsed(text: str, place: Place) -> dict[str, Any]:
    """The TOML document, with the parser's complaints turned into ours."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise InputError("brackets are nested too deeply", file=place.file) from None
    except ValueError as error:  # also an integer of more than 4,300 digits
        line = _ERROR_LINE.search(str(error))
        duplicate = "overwrite" in str(error) or "twice" in str(error)
        raise InputError(
            "a key or table is given twice" if duplicate else "not valid TOML",
            file=place.file,
            line=int(line[1]) if line else None,
            found=str(error)[:200],
            accepted='lines such as unit = "1" or p50 = 1.3',
        ) from None


def refuse_unknown_keys(mapping: Mapping[str, Any], known: Iterable[str], place: Place) -> None:
    """Raise for the first key that nobody would read, with the nearest one that is read."""
    known = tuple(known)
    for key in mapping:
        if key not in known:
            raise place.error(
                "unknown key",
                str(key)[:80],
                found=key,
                accepted="one of " + ", ".join(sorted(known)),
                fix=did_you_mean(key, known),
            )
