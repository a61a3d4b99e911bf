"""Was a belief that has been published edited in place, instead of getting a new dated entry?"""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from forecast.writeup.publication.gate import Offence
from forecast.writeup.publication.names import publications_in
from forecast.writeup.publication.records import INPUTS

WHAT = "published entry"
ACCEPTED = "a new dated entry"
OTHER_FOLDERS = ("evidence/", "scenarios/", "posterior/")
LONGEST = 40  # characters of a value that are shown


def edited_entries(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> Iterator[Offence]:
    """Yield entries of cards that read otherwise than when they were published.

    Parameters
    ----------
    before, now : mapping of str to bytes
        Files of a folder of priors, by path.

    Yields
    ------
    Offence
        One for each field that differs, and one for an entry that is gone.
    """
    for path in sorted(set(before) & set(now)):
        if not path.endswith(".toml") or path.startswith(OTHER_FOLDERS):
            continue
        old, new = _entries(before[path]), _entries(now[path])
        for day, entry in old.items():
            place = f"{path}, entry of {day}"
            if day not in new:
                yield Offence(WHAT, f"{place}, put it back", "removed", ACCEPTED)
                continue
            for key in sorted(set(entry) | set(new[day])):
                was, found = entry.get(key), new[day].get(key)
                if was != found:
                    told = f"{place}: {key} was {_short(was)}, is {_short(found)}"
                    yield Offence(WHAT, told, "edited", ACCEPTED)


def last_inputs(reports: Path) -> dict[str, bytes]:
    """The inputs of the newest publication that carries them; empty where there is none.

    Parameters
    ----------
    reports : Path

    Returns
    -------
    dict of str to bytes
    """
    for folder in reversed(publications_in(reports)):
        if (folder / INPUTS).is_file():
            return read_zip((folder / INPUTS).read_bytes())
    return {}


def read_zip(content: bytes) -> dict[str, bytes]:
    """The files of an archive by path."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _entries(content: bytes) -> dict[str, dict[str, Any]]:
    card = tomllib.loads(content.decode("utf-8-sig"))
    return {str(entry["as_of"]): entry for entry in card.get("entry", [])}


def _short(value: Any) -> str:
    told = repr(value)
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 3]}..."
