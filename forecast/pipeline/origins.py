"""What a run rests on: beliefs, evidence, code, versions, each with its fingerprint."""

from __future__ import annotations

import platform
from importlib import metadata
from typing import Any

from forecast import __version__
from forecast.files import sha256_of
from forecast.inputs.families import Distribution
from forecast.inputs.table import table_hash
from forecast.locations import PACKAGE
from forecast.pipeline.request import Inputs

LIBRARIES = ("numpy", "scipy", "numba", "pymc", "pytensor", "nutpie", "h5netcdf", "pyarrow")
LEVELS = {"q05": 0.05, "q50": 0.5, "q95": 0.95}


def belief_rows(inputs: Inputs) -> list[dict[str, Any]]:
    """What is believed about each quantity, since when and on what ground.

    Parameters
    ----------
    inputs : Inputs

    Returns
    -------
    list of dict
        Keys name, unit, topic, meaning, grade, as_of, derivation, sources, belief (as on a card),
        quantiles (of a distribution) and replaced_by (None, or where the belief came from).
    """
    origin = {item.name: item.origin for item in inputs.beliefs.replaced}
    return [
        {
            "name": name,
            "unit": inputs.cards[name].unit,
            "topic": inputs.cards[name].topic,
            "meaning": inputs.cards[name].meaning,
            "grade": entry.grade,
            "as_of": entry.as_of.isoformat(),
            "derivation": entry.derivation,
            "sources": [
                {"key": each.key, "at": each.at, "read": each.read} for each in entry.sources
            ],
            "belief": inputs.beliefs[name].as_dict(),
            "quantiles": _quantiles(inputs.beliefs[name]),
            "replaced_by": origin.get(name),
        }
        for name, entry in inputs.beliefs.entries.items()
    ]


def evidence_rows(inputs: Inputs) -> list[dict[str, Any]]:
    """The tables a run read, with their sources and licences.

    Parameters
    ----------
    inputs : Inputs

    Returns
    -------
    list of dict
        Keys dataset, title, informs, retrieved_on, rows (as of the date), sha256 and bytes (of
        the file), sources.
    """
    rows = []
    for name, table in inputs.tables.items():
        card = table.card
        content = (card.path.parent / "data.csv").read_bytes()
        sources = [
            {"name": each.name, "licence": each.licence, "attribution": each.attribution}
            for each in card.sources
        ]
        rows.append(
            {
                "dataset": name,
                "title": card.title,
                "informs": card.informs,
                "retrieved_on": card.retrieved_on.isoformat(),
                "rows": len(table),
                "sha256": sha256_of(content),
                "bytes": len(content),
                "sources": sources,
            }
        )
    return rows


def hashes_of(inputs: Inputs, document: dict[str, Any]) -> dict[str, str]:
    """Fingerprints of what a run was made from.

    Parameters
    ----------
    inputs : Inputs
    document : dict

    Returns
    -------
    dict of str to str
        Keys cards (the numbers believed, scenario applied), evidence (the rows as of the date),
        code (every module of the package) and posterior.
    """
    rows = {name: table_hash(table) for name, table in sorted(inputs.tables.items())}
    return {
        "cards": inputs.beliefs.content_hash(),
        "evidence": sha256_of("".join(f"{k} {v}\n" for k, v in rows.items()).encode()),
        "code": code_hash(),
        "posterior": document["posterior_key"],
    }


def code_hash() -> str:
    """Fingerprint of the text of every module of the package, 64 hexadecimal digits.

    Returns
    -------
    str
    """
    lines = [
        f"{path.relative_to(PACKAGE).as_posix()} {sha256_of(path.read_bytes())}\n"
        for path in sorted(PACKAGE.rglob("*.py"))
    ]
    return sha256_of("".join(lines).encode())


def library_versions() -> dict[str, str]:
    """Versions of this package, of Python and of the libraries that touch a number.

    Returns
    -------
    dict of str to str
    """
    own = {"billion-copies": __version__, "python": platform.python_version()}
    return own | {name: metadata.version(name) for name in LIBRARIES}


def _quantiles(belief: Any) -> dict[str, float] | None:
    if not isinstance(belief, Distribution):
        return None
    return {key: float(belief.ppf(p)) for key, p in LEVELS.items()}
