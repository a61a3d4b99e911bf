"""Whether the density of a block passed simulation-based calibration (SBC), and which density.

The record lies beside the shipped posterior. It carries the hash of the density that was
calibrated: once that changes, the record is stale and says nothing about the block any more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.files import sha256_of
from forecast.posterior.blocks import BLOCKS, Block
from forecast.posterior.keys import key_parts

SCHEMA = "forecast.sbc/1"
FILE = "sbc.json"
PASSED, FAILED, STALE, NOT_RUN = "passed", "failed", "stale", "not run"
DENSITY_PARTS = ("priors", "noise", "groups", "code")  # what calibration speaks about: not the rows


def density_hash(block: Block, beliefs: Mapping[str, Any], tables: Mapping[str, Any]) -> str:
    """Fingerprint of the joint density of a block: priors, noise and code, not the observations.

    Parameters
    ----------
    block : Block
    beliefs : mapping of str to Distribution
    tables : mapping of str to Table

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    parts = key_parts(block, beliefs, tables)
    shape = {name: parts[name] for name in DENSITY_PARTS if name in parts}
    return sha256_of(json.dumps(shape, sort_keys=True, allow_nan=False).encode())


def read_record(priors_dir: Path) -> dict[str, dict[str, Any]]:
    """Results of calibration by block; empty where there is no record.

    Parameters
    ----------
    priors_dir : Path
        The record is `posterior/sbc.json`: {"schema", "blocks": {name: {"density", "replicates",
        "passed"}}}.

    Returns
    -------
    dict of str to dict

    Raises
    ------
    InputError
        When the file is not such a record.
    """
    path = priors_dir / "posterior" / FILE
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise InputError(f"is not a {SCHEMA} file", file=path)
    return found["blocks"]


def calibration_rows(
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    priors_dir: Path,
    blocks: tuple[Block, ...] = BLOCKS,
) -> list[dict[str, Any]]:
    """State of calibration of each block.

    Parameters
    ----------
    beliefs : mapping of str to Distribution
        Priors of the fit.
    tables : mapping of str to Table
    priors_dir : Path
    blocks : tuple of Block

    Returns
    -------
    list of dict
        Keys block, status ("passed", "failed", "stale", "not run"), replicates (None if not run).
    """
    record = read_record(priors_dir)
    rows = []
    for block in blocks:
        found = record.get(block.name)
        density = density_hash(block, beliefs, tables) if found else ""
        rows.append(
            {
                "block": block.name,
                "status": _status(found, density),
                "replicates": found["replicates"] if found else None,
            }
        )
    return rows


def _status(found: dict[str, Any] | None, density: str) -> str:
    if found is None:
        return NOT_RUN
    if found["density"] != density:
        return STALE
    return PASSED if found["passed"] else FAILED
