"""The files that say what a publication was made from: configuration, inputs, data, manifest."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from forecast.files import sha256_of
from forecast.writeup.numbers import COLUMNS
from forecast.writeup.publication.material import Material
from forecast.writeup.without_error import MCSE_MEANS

CONFIG, INPUTS, PACKAGE, MANIFEST = (
    "config.toml",
    "inputs.zip",
    "datapackage.json",
    "MANIFEST.json",
)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the same files give the same bytes
ZIP_MODE = 0o644 << 16
OWN_LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}
MEDIA_TYPES = {
    "csv": "text/csv",
    "html": "text/html",
    "json": "application/json",
    "md": "text/markdown",
    "parquet": "application/vnd.apache.parquet",
    "png": "image/png",
    "squiggle": "text/plain",
    "svg": "image/svg+xml",
    "toml": "application/toml",
    "yml": "application/yaml",
    "zip": "application/zip",
}

NUMBERS_FIELDS = [
    {"name": name, "type": "number" if name in ("value", "mcse") else "string"}
    | ({"description": MCSE_MEANS} if name == "mcse" else {})
    for name in COLUMNS
]


def config_toml(material: Material, identifier: str, reason: str) -> str:
    """Everything a run needs to be made again, as TOML.

    Parameters
    ----------
    material : Material
    identifier : str
        Name of the publication's folder.
    reason : str
        Why it was made.

    Returns
    -------
    str
    """
    document = material.document
    run = {
        "schema": "forecast.config/1",
        "id": identifier,
        "run_id": document["run_id"],
        "reason": reason,
        "as_of": document["as_of"],
        "scenario": document["scenario"] or "",
        "sets": list(material.sets),
        "vintage": material.vintage,
        "draws": document["draws"],
        "seed": document["seed"],
        "price_year": document["price_year"],
        "inputs": INPUTS,
    }
    blocks = {block["block"]: block["key"] for block in document["posterior"]["blocks"]}
    tables = {"hashes": material.hashes, "posterior": blocks, "versions": material.versions}
    lines = [f"{name} = {toml_value(value)}" for name, value in run.items()]
    for name, table in tables.items():
        lines += [
            "",
            f"[{name}]",
            *(f"{toml_value(k)} = {toml_value(v)}" for k, v in table.items()),
        ]
    return "\n".join(lines) + "\n"


def toml_value(value: Any) -> str:
    """Text, whole number or list of texts as TOML.

    Examples
    --------
    >>> toml_value('a "b"'), toml_value([1, "x"])
    ('"a \\\\"b\\\\""', '[1, "x"]')
    """
    if isinstance(value, list):
        return f"[{', '.join(toml_value(each) for each in value)}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)


def inputs_zip(snapshot: Mapping[str, bytes]) -> bytes:
    """The files of a snapshot as a ZIP archive; the same files give the same bytes.

    Parameters
    ----------
    snapshot : mapping of str to bytes
        By path.

    Returns
    -------
    bytes
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(snapshot):
            about = zipfile.ZipInfo(path, ZIP_TIME)
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, ZIP_MODE
            about.create_system = 3  # the same on every system
            archive.writestr(about, snapshot[path])
    return stream.getvalue()


def data_package(material: Material, identifier: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """A Data Package: the files with their hashes, and the data they rest on with licences.

    Parameters
    ----------
    material : Material
    identifier : str
    files : mapping of str to bytes
        The other files of the publication.

    Returns
    -------
    dict
    """
    return {
        "profile": "data-package",
        "name": identifier,
        "title": "When do copies of a human-level AI model become affordable?",
        "created": material.document["as_of"],
        "version": material.document["run_id"],
        "licenses": [OWN_LICENCE],
        "sources": [
            {
                "title": f"{row['title']}: {source['name']}",
                "dataset": row["dataset"],
                "licence": source["licence"],
                "attribution": source["attribution"],
                "retrieved_on": row["retrieved_on"],
                "sha256": row["sha256"],
                "bytes": row["bytes"],
                "rows_used": row["rows"],
            }
            for row in material.evidence
            for source in row["sources"]
        ],
        "resources": [resource(path, files[path]) for path in sorted(files)],
    }


def resource(path: str, content: bytes) -> dict[str, Any]:
    """A file as a resource of a Data Package."""
    stem, _, ending = path.rpartition(".")
    return {
        "name": "".join(c if c.isalnum() else "-" for c in stem.lower()) + f"-{ending}",
        "path": path,
        "format": ending,
        "mediatype": MEDIA_TYPES[ending],
        "bytes": len(content),
        "hash": f"sha256:{sha256_of(content)}",
        **({"schema": {"fields": NUMBERS_FIELDS}} if path == "numbers.csv" else {}),
    }


def is_whole(files: Mapping[str, bytes]) -> bool:
    """Whether files are all those that their manifest lists, and no others.

    Parameters
    ----------
    files : mapping of str to bytes
        By path.

    Returns
    -------
    bool
    """
    try:
        listed = {row["path"]: row["sha256"] for row in json.loads(files[MANIFEST])["files"]}
    except (KeyError, TypeError, ValueError):
        return False
    others = {path: sha256_of(files[path]) for path in files if path != MANIFEST}
    return others == listed


def manifest(identifier: str, run_id: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The files of a publication with their fingerprints."""
    return {
        "schema": "forecast.manifest/1",
        "id": identifier,
        "run_id": run_id,
        "files": [
            {"path": path, "sha256": sha256_of(files[path]), "bytes": len(files[path])}
            for path in sorted(files)
        ],
    }
