"""Where a feed reads from: a local file, or an address."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from forecast.errors import InputError, cause_of
from forecast.inputs.ingest.download import MAX_BYTES, SECONDS, ZIP_TYPES, download

ZIP_MARK = b"PK\x03\x04"


@dataclass(frozen=True)
class Source:
    """A file or an address, and how long its server may take.

    Parameters
    ----------
    where : str
        A path, or an address that begins with https://.
    seconds : float
        For the whole download.
    """

    where: str
    seconds: float = SECONDS

    @property
    def is_address(self) -> bool:
        """Whether it is read over the network."""
        return "://" in self.where

    @property
    def name(self) -> str:
        """Its last part: the name of the file."""
        return self.where.split("?")[0].rstrip("/").rpartition("/")[2] or self.where

    def read(self, types: Collection[str], member: str) -> bytes:
        """The content, or that of one file inside where it is an archive (zip, wheel).

        Parameters
        ----------
        types : collection of str
            Content types that a server may answer; an archive is always fine.
        member : str
            Pattern of the name wanted inside an archive, such as "*.csv".

        Returns
        -------
        bytes

        Raises
        ------
        InputError
            If it is not an ordinary file, too large, or an archive without such a file.
        ForecastError
            If a server stays too slow or fails.
        """
        if self.is_address:
            data = download(self.where, (*types, *ZIP_TYPES), seconds=self.seconds)
        else:
            data = _file_bytes(Path(self.where))
        if data.startswith(ZIP_MARK):
            data = _member(data, member, self.where)
        _refuse_page(data, self.where)
        return data


def _refuse_page(data: bytes, where: str) -> None:
    start = data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype", b"<html")):
        raise InputError("a web page, not data", file=where, accepted="the file itself")


def _file_bytes(path: Path) -> bytes:
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise InputError("not an ordinary file", file=path, accepted="a file")
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


def _member(data: bytes, pattern: str, where: str) -> bytes:
    """The one file of an archive whose name fits; its stated size is checked before, and again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = [
                each
                for each in archive.infolist()
                if fnmatchcase(each.filename.rpartition("/")[2], pattern)
                and "__MACOSX" not in each.filename
            ]
            if len(found) != 1:
                raise InputError(
                    f"{len(found)} files inside are named {pattern}",
                    file=where,
                    found=", ".join(archive.namelist()[:20]),
                    accepted="one such file",
                    fix="unpack it and give the file",
                )
            with archive.open(found[0]) as stream:
                content = stream.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise InputError(f"not a readable archive: {error}", file=where) from None
    if len(content) > MAX_BYTES:
        raise InputError(
            "the file inside is too large", file=where, accepted=f"at most {MAX_BYTES} bytes"
        )
    return content
