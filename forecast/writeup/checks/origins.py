"""Checks of what a publication rests on: configuration, inputs, data package, priors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forecast.files import sha256_of
from forecast.writeup.checks.folder import Folder

HEX = re.compile(r"[0-9a-f]{64}")
SHARED = ("run_id", "as_of", "seed", "draws", "price_year")  # keys of config and summary
HASHES = ("cards", "evidence", "code", "posterior")
KEPT_ENDINGS = (".toml", ".csv", ".bib", ".nc", ".sha256", ".json")
PACKAGE = "datapackage.json"


def config_is_that_of_the_run(folder: Folder) -> Iterator[str]:
    """Configuration and summary say the same of the run."""
    for key in SHARED:
        if folder.config[key] != folder.summary[key]:
            yield f"{key} is {folder.config[key]}, in the summary {folder.summary[key]}"
    if folder.config["scenario"] != (folder.summary["scenario"] or ""):
        yield f"scenario is {folder.config['scenario']}"


def config_has_hashes(folder: Folder) -> Iterator[str]:
    """Cards, evidence, code and posterior have a fingerprint of 64 digits."""
    for name in HASHES:
        if not HEX.fullmatch(folder.config["hashes"][name]):
            yield f"the hash of {name} is {folder.config['hashes'][name]!r}"


def config_names_the_posterior(folder: Folder) -> Iterator[str]:
    """Every block of the posterior has its key, the same in configuration and summary."""
    keys = {block["block"]: block["key"] for block in folder.summary["posterior"]["blocks"]}
    if folder.config["posterior"] != keys:
        yield "the keys of the posterior differ from the summary"


def config_names_versions(folder: Folder) -> Iterator[str]:
    """Versions of the package, of Python and of the libraries are recorded."""
    for name in ("billion-copies", "python", "numpy", "numba", "pymc"):
        if not folder.config["versions"].get(name):
            yield f"no version of {name}"


def config_gives_a_reason(folder: Folder) -> Iterator[str]:
    """The reason of the publication stands in configuration and summary alike."""
    if not folder.config["reason"] or (
        folder.config["reason"] != folder.summary["publication"]["reason"]
    ):
        yield f"the reason is {folder.config['reason']!r}"


def inputs_are_whole(folder: Folder) -> Iterator[str]:
    """The archive of inputs opens, and every file in it is whole."""
    bad = folder.archive().testzip()
    if bad is not None:
        yield f"{bad} in inputs.zip is damaged"


def inputs_stay_inside(folder: Folder) -> Iterator[str]:
    """No path in the archive leads out of it, and none holds what could run."""
    for name in folder.archive().namelist():
        parts = name.split("/")
        if name.startswith("/") or ".." in parts or not name.endswith(KEPT_ENDINGS):
            yield f"inputs.zip holds {name!r}"


def inputs_hold_every_kind(folder: Folder) -> Iterator[str]:
    """Cards, evidence, scenarios, sources and the draws of every posterior block are there."""
    names = folder.archive().namelist()
    blocks = [f"posterior/{b['block']}.nc" for b in folder.summary["posterior"]["blocks"]]
    for wanted in ("sources.bib", *blocks):
        if wanted not in names:
            yield f"inputs.zip lacks {wanted}"
    for start in ("arrival/", "hardware/", "serving/", "supply/", "evidence/", "scenarios/"):
        if not any(name.startswith(start) for name in names):
            yield f"inputs.zip has nothing in {start}"


def inputs_posterior_is_unchanged(folder: Folder) -> Iterator[str]:
    """The draws in the archive have the sha256 that lies beside them."""
    archive = folder.archive()
    for name in [name for name in archive.namelist() if name.endswith(".nc")]:
        stated = archive.read(f"{name}.sha256").split()[0].decode()
        if sha256_of(archive.read(name)) != stated:
            yield f"{name} is not the file whose hash lies beside it"


def inputs_evidence_is_unchanged(folder: Folder) -> Iterator[str]:
    """The tables in the archive have the sha256 that the data package states."""
    archive = folder.archive()
    for source in folder.json(PACKAGE)["sources"]:
        content = archive.read(f"evidence/{source['dataset']}/data.csv")
        if sha256_of(content) != source["sha256"] or len(content) != source["bytes"]:
            yield f"the table {source['dataset']} is not the one that is listed"


def package_lists_every_file(folder: Folder) -> Iterator[str]:
    """The data package lists every file but itself and the manifest."""
    listed = [each["path"] for each in folder.json(PACKAGE)["resources"]]
    there = sorted(path for path in folder.files if path not in (PACKAGE, "MANIFEST.json"))
    if sorted(listed) != there:
        yield f"package and folder differ: {sorted(set(listed) ^ set(there))[:1]}"


def package_hashes_match(folder: Folder) -> Iterator[str]:
    """Every resource has the hash and the length that the data package states."""
    for each in folder.json(PACKAGE)["resources"]:
        content = folder.files[each["path"]]
        if f"sha256:{sha256_of(content)}" != each["hash"] or len(content) != each["bytes"]:
            yield f"{each['path']} is not the file that the data package lists"


def package_names_are_unique(folder: Folder) -> Iterator[str]:
    """Resources have names of their own, in small letters."""
    names = [each["name"] for each in folder.json(PACKAGE)["resources"]]
    if len(set(names)) != len(names) or not all(re.fullmatch(r"[a-z0-9._-]+", n) for n in names):
        yield "a name of a resource is not plain, or stands twice"


def package_names_licences(folder: Folder) -> Iterator[str]:
    """The publication has a licence, and so has every source."""
    found = folder.json(PACKAGE)
    if not found["licenses"]:
        yield "no licence"
    for source in found["sources"]:
        if not source["licence"] or not source["attribution"]:
            yield f"{source['title']} has no licence or attribution"


def squiggle_defines_every_prior(folder: Folder) -> Iterator[str]:
    """Every driver of the date is defined in the Squiggle source, or named as pooled."""
    source = folder.text("priors.squiggle")
    for row in folder.summary["answers"]["Q10"]:
        if row["name"] == "serving_error_score":  # no belief: a place in the scatter of the model
            continue
        if not re.search(rf"^(// )?{re.escape(row['name'])}( =|:)", source, re.M):
            yield f"priors.squiggle does not define {row['name']}"


def squiggle_defines_nothing_twice(folder: Folder) -> Iterator[str]:
    """No variable of the Squiggle source is defined twice."""
    names = re.findall(r"^([a-z][A-Za-z0-9_]*) =", folder.text("priors.squiggle"), re.M)
    twice = sorted({name for name in names if names.count(name) > 1})
    yield from (f"priors.squiggle defines {name} twice" for name in twice)


CHECKS = (
    config_is_that_of_the_run,
    config_has_hashes,
    config_names_the_posterior,
    config_names_versions,
    config_gives_a_reason,
    inputs_are_whole,
    inputs_stay_inside,
    inputs_hold_every_kind,
    inputs_posterior_is_unchanged,
    inputs_evidence_is_unchanged,
    package_lists_every_file,
    package_hashes_match,
    package_names_are_unique,
    package_names_licences,
    squiggle_defines_every_prior,
    squiggle_defines_nothing_twice,
)
