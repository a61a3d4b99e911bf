"""A publication made again from its folder alone, and whether every number comes out."""

from __future__ import annotations

import csv
import datetime
import io
import json
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forecast.errors import InputError, UsageError
from forecast.files import sha256_of
from forecast.pipeline.origins import hashes_of, library_versions
from forecast.pipeline.publication.scenarios import by_scenario
from forecast.pipeline.request import Forecast, Progress, Request
from forecast.pipeline.run import run_forecast
from forecast.posterior.joint import join
from forecast.posterior.store import SHIPPED
from forecast.writeup.agreement import Agreement, agreement
from forecast.writeup.document import to_json
from forecast.writeup.numbers import number_rows
from forecast.writeup.publication.contents import NUMBERS, SUMMARY
from forecast.writeup.publication.names import FOLDER, folder_in, publications_in
from forecast.writeup.publication.place import read_folder
from forecast.writeup.publication.records import CONFIG, INPUTS, MANIFEST

PUBLISHED_ONLY = ("Q16", "changed")  # what does not follow from a run alone
SCENARIOS = "by_scenario"
LARGEST = 2**30  # bytes of inputs, unpacked


@dataclass(frozen=True)
class Reproduced:
    """What came of making a publication again.

    Parameters
    ----------
    id : str
    folder : Path
    spoilt : tuple of dict
        Files that are not what the manifest says: path and what is wrong. Nothing is run then.
    differing : tuple of dict
        Seed, hashes and versions that are not those on record: name, recorded, now.
    same_bytes : bool or None
        Whether summary.json came out to the byte; None where nothing was run.
    same_setting : bool
        Whether code and libraries are those on record, so that bytes must agree.
    numbers : Agreement or None
    refitted : tuple of str
        Blocks of the posterior whose stored draws this code could not use.
    """

    id: str
    folder: Path
    spoilt: tuple[dict[str, str], ...] = ()
    differing: tuple[dict[str, Any], ...] = ()
    same_bytes: bool | None = None
    same_setting: bool = False
    numbers: Agreement | None = field(default=None, repr=False)
    refitted: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether every number agrees: to the byte in the same setting, else within error."""
        if self.numbers is None or any(each["kind"] == "run" for each in self.differing):
            return False
        if self.same_setting:
            return bool(self.same_bytes) and not self.differing
        return not self.numbers.differing


def reproduce(reports: Path, identifier: str, progress: Progress | None = None) -> Reproduced:
    """Check the files of a publication, run it again from them, compare every number.

    Parameters
    ----------
    reports : Path
        Folder of publications.
    identifier : str
        Name of the publication's folder.
    progress : callable, optional
        Told (stage, done, total).

    Returns
    -------
    Reproduced

    Raises
    ------
    UsageError
        When there is no such publication.
    InputError
        When it keeps no inputs, or they cannot be read.
    """
    folder = published_folder(reports, identifier)
    files = read_folder(folder)
    if INPUTS not in files and not _lists(files, INPUTS):
        raise InputError(
            "keeps no inputs.zip: it was published before the inputs of a run were kept, so it "
            "cannot be made again from itself",
            file=folder,
        )
    spoilt = spoilt_files(files)
    if spoilt:
        return Reproduced(identifier, folder, spoilt)
    with tempfile.TemporaryDirectory(prefix="forecast-") as unpacked:
        _unpack(folder / INPUTS, Path(unpacked))
        config = _config(folder / CONFIG, files[CONFIG])
        forecast = run_forecast(_request(folder / CONFIG, config, Path(unpacked)), progress)
        return _judged(Reproduced(identifier, folder), files, config, forecast)


def published_folder(reports: Path, identifier: str) -> Path:
    """The folder of a publication, or an error that names those there are."""
    if FOLDER.match(identifier) and (reports / identifier / SUMMARY).is_file():
        return folder_in(reports, identifier)
    known = ", ".join(path.name for path in publications_in(reports)) or "none"
    raise UsageError(f"no publication {identifier[:80]!r} in {reports}; there are: {known}")


def spoilt_files(files: Mapping[str, bytes]) -> tuple[dict[str, str], ...]:
    """Files that are not what the manifest lists.

    Parameters
    ----------
    files : mapping of str to bytes
        By path.

    Returns
    -------
    tuple of dict
        Keys path and what: "missing", "changed", "not in the manifest" or "cannot be read".
    """
    try:
        listed = {row["path"]: row["sha256"] for row in json.loads(files[MANIFEST])["files"]}
    except (KeyError, TypeError, ValueError):
        what = "cannot be read" if MANIFEST in files else "missing"
        return ({"path": MANIFEST, "what": what},)
    found = {path: _state(path, listed, files) for path in sorted({*listed, *files} - {MANIFEST})}
    return tuple({"path": path, "what": what} for path, what in found.items() if what)


def _state(path: str, listed: Mapping[str, str], files: Mapping[str, bytes]) -> str:
    if path not in files:
        return "missing"
    if path not in listed:
        return "not in the manifest"
    return "" if sha256_of(files[path]) == listed[path] else "changed"


def _lists(files: Mapping[str, bytes], path: str) -> bool:
    return f'"{path}"'.encode() in files.get(MANIFEST, b"")


def _unpack(path: Path, target: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(each.file_size for each in archive.infolist()) > LARGEST:
                raise InputError("unpacks to more than a gigabyte", file=path)
            archive.extractall(target)
    except zipfile.BadZipFile:
        raise InputError("is not a ZIP archive", file=path) from None


def _config(path: Path, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"cannot be read: {error}", file=path) from None


def _request(path: Path, config: dict[str, Any], priors_dir: Path) -> Request:
    try:
        return Request(
            as_of=datetime.date.fromisoformat(config["as_of"]),
            scenario=config["scenario"] or None,
            sets=tuple(config["sets"]),
            draws=int(config["draws"]),
            seed=int(config["seed"]),
            priors_dir=priors_dir,
            vintage=config["vintage"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"does not say what was asked: {error}", file=path) from None


def _judged(
    done: Reproduced, files: Mapping[str, bytes], config: dict[str, Any], forecast: Forecast
) -> Reproduced:
    recorded = json.loads(files[SUMMARY])
    document = _as_published(forecast, recorded)
    differing = _differing(config, recorded, forecast)
    refitted = tuple(b["block"] for b in forecast.provenance if b["source"] != SHIPPED)
    rows = [*csv.DictReader(io.StringIO(files[NUMBERS].decode()))]
    after = [*number_rows(document)]
    found = [agreement(old, after, refitted=bool(refitted)) for old in (rows, _rows(recorded))]
    return Reproduced(
        done.id,
        done.folder,
        differing=differing,
        same_bytes=f"{to_json(document)}\n".encode() == files[SUMMARY],
        same_setting=not any(_is_setting(each) for each in differing),
        numbers=max(found, key=lambda each: len(each.differing)),
        refitted=refitted,
    )


def _rows(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [*number_rows(document)]


def _as_published(forecast: Forecast, recorded: dict[str, Any]) -> dict[str, Any]:
    """The run with what only a publication adds: scenarios, scores of a backtest, its record."""
    document = forecast.document
    answers = dict(document["answers"])
    for name, rows in recorded["answers"].items():  # their order is part of the bytes
        if name in PUBLISHED_ONLY:
            answers[name] = rows
        elif name == SCENARIOS:
            answers[name] = by_scenario(forecast, join(forecast.blocks.values()))
    return {**document, "answers": answers, "publication": recorded["publication"]}


def _differing(
    config: dict[str, Any], recorded: dict[str, Any], forecast: Forecast
) -> tuple[dict[str, Any], ...]:
    """What was asked, data, code and libraries: where they are not those on record."""
    asked = {name: recorded[name] for name in ("as_of", "scenario", "seed", "draws", "vintage")}
    now = {name: forecast.document[name] for name in asked}
    pairs = [("run", asked, now)]
    pairs.append(("hash", config["hashes"], hashes_of(forecast.inputs, forecast.document)))
    pairs.append(("version", config["versions"], library_versions()))
    return tuple(
        {"kind": kind, "name": name, "recorded": before.get(name), "now": after.get(name)}
        for kind, before, after in pairs
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    )


def _is_setting(each: dict[str, Any]) -> bool:
    return each["kind"] == "version" or (each["kind"], each["name"]) == ("hash", "code")
