"""Results of calibration beside the posterior, and whether they speak of today's density."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from forecast.files import sha256_of, write_atomically
from forecast.posterior.blocks import BLOCKS, Block
from forecast.posterior.calibration.run import Calibration
from forecast.posterior.keys import key_parts
from forecast.settings import today

FILE = "calibration.json"
SCHEMA = "forecast.calibration/1"
DENSITY_PARTS = ("priors", "noise", "code")  # rows and sampler leave the density what it is
FEWEST = 300  # replicates behind a published posterior


def density_hash(block: Block, beliefs: Mapping[str, Any], tables: Mapping[str, Any]) -> str:
    """Hash of what defines a block's density, whatever rows it is fitted to.

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
    told = {name: parts[name] for name in DENSITY_PARTS}
    return sha256_of(json.dumps(told, sort_keys=True, allow_nan=False).encode())


def read_record(priors_dir: Path) -> dict[str, Any]:
    """Stored results by block; empty where there are none.

    Parameters
    ----------
    priors_dir : Path

    Returns
    -------
    dict
    """
    path = priors_dir / "posterior" / FILE
    return json.loads(path.read_text("utf-8"))["blocks"] if path.exists() else {}


def write_record(priors_dir: Path, found: Calibration, density: str) -> None:
    """Put the result of one block into the record; those of other blocks stay.

    Parameters
    ----------
    priors_dir : Path
    found : Calibration
    density : str
        From `density_hash`.
    """
    blocks = read_record(priors_dir)
    blocks[found.block] = {
        "density": density,
        "replicates": len(next(iter(found.ranks.values()), ())),
        "failed_fits": found.n_failed,
        "draws": found.n_draws,
        "run_on": today().isoformat(),
        "quantities": found.verdicts(),
        "worlds_by_rank": {name: _by_rank(each, found) for name, each in found.ranks.items()},
    }
    told = {"schema": SCHEMA, "blocks": dict(sorted(blocks.items()))}
    text = json.dumps(told, separators=(",", ":"), allow_nan=False) + "\n"
    write_atomically(priors_dir / "posterior" / FILE, text.encode())


def _by_rank(ranks: np.ndarray, found: Calibration) -> list[int]:
    """How many worlds have each rank, from 0 to the number of draws."""
    return np.bincount(ranks, minlength=found.n_draws + 1).tolist()


def calibration_status(
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    priors_dir: Path,
    blocks: tuple[Block, ...] = BLOCKS,
) -> dict[str, dict[str, Any]]:
    """What is known about the calibration of each block.

    Parameters
    ----------
    beliefs : mapping of str to Distribution
    tables : mapping of str to Table
    priors_dir : Path
    blocks : tuple of Block, optional

    Returns
    -------
    dict of str to dict
        By block: replicates, is_current (the density has not changed since), is_inside (all test
        quantities in the band), is_enough (`FEWEST` replicates or more), outside (names).
    """
    record = read_record(priors_dir)
    return {
        each.name: _status(record.get(each.name), density_hash(each, beliefs, tables))
        for each in blocks
    }


def _status(found: Mapping[str, Any] | None, density: str) -> dict[str, Any]:
    if found is None:
        return {
            "replicates": 0, "is_current": False, "is_inside": False, "is_enough": False,
            "outside": [],
        }  # fmt: skip
    outside = [name for name, each in found["quantities"].items() if not each["inside"]]
    return {
        "replicates": found["replicates"],
        "is_current": found["density"] == density,
        "is_inside": not outside and not found["failed_fits"],
        "is_enough": found["replicates"] >= FEWEST,
        "outside": outside,
    }
