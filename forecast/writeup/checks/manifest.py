"""Checks of the folder as a whole: what must be there, what is listed, how large it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forecast.files import sha256_of
from forecast.writeup.checks.folder import Folder

EXPECTED = (
    "summary.json", "numbers.csv", "report.md", "index.html", "config.toml", "datapackage.json",
    "MANIFEST.json", "metaculus.json", "draws.parquet", "inputs.zip", "priors.squiggle",
    "target-data/time-series.csv",
)  # fmt: skip
PLAIN_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)*")
SIZES = {"index.html": 250_000, "inputs.zip": 5_000_000, "draws.parquet": 6_000_000}  # byte
LARGEST_FOLDER = 16_000_000  # byte
MANIFEST = "MANIFEST.json"


def expected_files_are_there(folder: Folder) -> Iterator[str]:
    """Every file a reader may count on is there, and something in each subfolder."""
    yield from (f"{path} is missing" for path in EXPECTED if path not in folder.files)
    for start in ("model-output/", "model-metadata/", "figures/"):
        if not any(path.startswith(start) for path in folder.files):
            yield f"{start} is empty"


def manifest_lists_every_file(folder: Folder) -> Iterator[str]:
    """The manifest lists every other file, each once, and no more."""
    listed = [each["path"] for each in folder.json(MANIFEST)["files"]]
    there = sorted(path for path in folder.files if path != MANIFEST)
    if sorted(listed) != there:
        differing = sorted(set(listed) ^ set(there)) or ["a path twice"]
        yield f"manifest and folder differ: {differing[0]}"


def manifest_hashes_match(folder: Folder) -> Iterator[str]:
    """Every file has the sha256 that the manifest states."""
    for each in folder.json(MANIFEST)["files"]:
        if sha256_of(folder.files[each["path"]]) != each["sha256"]:
            yield f"{each['path']} is not the file that the manifest lists"


def manifest_bytes_match(folder: Folder) -> Iterator[str]:
    """Every file has the length that the manifest states."""
    for each in folder.json(MANIFEST)["files"]:
        if len(folder.files[each["path"]]) != each["bytes"]:
            yield f"{each['path']} has {len(folder.files[each['path']])} bytes, not {each['bytes']}"


def manifest_names_the_run(folder: Folder) -> Iterator[str]:
    """Manifest and summary speak of one publication and one run."""
    found, summary = folder.json(MANIFEST), folder.summary
    if (found["id"], found["run_id"]) != (summary["publication"]["id"], summary["run_id"]):
        yield f"the manifest is that of {found['id']}, run {found['run_id']}"


def paths_stay_inside(folder: Folder) -> Iterator[str]:
    """Paths are plain: no way out of the folder, no name that some system refuses."""
    yield from (f"{path!r} is no plain path" for path in folder.files if not _is_plain(path))


def files_are_not_too_large(folder: Folder) -> Iterator[str]:
    """The page, the inputs, the draws and the whole stay within their bounds."""
    for path, most in SIZES.items():
        if len(folder.files[path]) > most:
            yield f"{path} has {len(folder.files[path]):,} bytes; at most {most:,}"
    total = sum(map(len, folder.files.values()))
    if total > LARGEST_FOLDER:
        yield f"the folder has {total:,} bytes; at most {LARGEST_FOLDER:,}"


def files_are_not_empty(folder: Folder) -> Iterator[str]:
    """No file is empty."""
    yield from (f"{path} is empty" for path, content in folder.files.items() if not content)


def _is_plain(path: str) -> bool:
    return bool(PLAIN_PATH.fullmatch(path)) and ".." not in path


CHECKS = (
    expected_files_are_there,
    manifest_lists_every_file,
    manifest_hashes_match,
    manifest_bytes_match,
    manifest_names_the_run,
    paths_stay_inside,
    files_are_not_too_large,
    files_are_not_empty,
)
