"""Keys of the sources that cards may cite, read from `sources.bib`."""

from __future__ import annotations

import re
from pathlib import Path

from forecast.errors import InputError
from forecast.inputs.toml_files import read_text

_ENTRY = re.compile(r"^\s*@(?P<kind>\w+)\s*\{\s*(?P<key>[^\s,{}=]+)\s*,", re.MULTILINE)
_NOT_A_SOURCE = {"comment", "string", "preamble"}


def bibliography_keys(path: Path) -> tuple[str, ...]:
    """Keys of the entries of a BibTeX file, in the order they stand.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    tuple of str
        Each key once.

    Raises
    ------
    InputError
        If the file cannot be read or a key stands twice.
    """
    text = read_text(path)
    keys: list[str] = []
    for match in _ENTRY.finditer(text):
        if match["kind"].lower() in _NOT_A_SOURCE:
            continue
        if match["key"] in keys:
            raise InputError(
                "a source stands twice",
                file=path,
                line=text.count("\n", 0, match.start("key")) + 1,
                field="key",
                found=match["key"],
                accepted="each key once",
            )
        keys.append(match["key"])
    return tuple(keys)
