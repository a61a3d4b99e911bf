"""Weights of the shapes on disk: beside the shipped posterior, and in the user's cache.

What is stored are the scores of the cross-validation, under the key of the density they belong to
and with the date of the newest row they saw. They take minutes to make, so a fit uses those it
finds: of this very density; else the shipped ones, unless these saw rows that this fit may not see
(a backtest); else the weights of the card stand alone. `forecast fit --weights` makes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.files import sha256_of, write_atomically
from forecast.posterior.blocks import Block
from forecast.posterior.density import tables_of
from forecast.posterior.keys import key_parts
from forecast.posterior.shapes import SHAPES, prior_weights
from forecast.posterior.shapes_weights import PRIOR_UNITS, Units, stacked
from forecast.posterior.store import cache_folder

SCHEMA = "forecast.shape_weights/1"
FILE = "shape_weights.json"
DIGITS = 4  # decimal places of a weight


def weighed(
    blocks: tuple[Block, ...],
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    priors_dir: Path,
) -> tuple[Block, ...]:
    """Blocks with the weights of their shapes, as a fit or a key needs them.

    Parameters
    ----------
    blocks : tuple of Block
    beliefs, tables : mapping
        Priors and observations.
    priors_dir : Path
        Folder whose `posterior/` holds the shipped weights.

    Returns
    -------
    tuple of Block
        Those without a trend as they are.
    """
    return tuple(
        replace(block, weights=weights_of(block, beliefs, tables, priors_dir)[0])
        if block.trend
        else block
        for block in blocks
    )


def weights_of(
    block: Block, beliefs: Mapping[str, Any], tables: Mapping[str, Any], priors_dir: Path
) -> tuple[tuple[float, ...], str]:
    """Weights of the shapes of one block, and what they rest on.

    Parameters
    ----------
    block : Block
        With a trend.
    beliefs, tables, priors_dir
        As for `weighed`.

    Returns
    -------
    tuple of tuple of float and str
        "current": scores of this density; "older": of a density or rows before; "card": none.
    """
    assert block.trend is not None
    prior = prior_weights(beliefs[block.trend.name])
    record, basis = _usable(block, beliefs, tables, priors_dir)
    if record and tuple(record["prior"].values()) == _rounded(prior):
        return tuple(record["weights"].values()), basis
    return _rounded(stacked(record["units"] if record else [], prior)), basis


def record_of(
    block: Block, beliefs: Mapping[str, Any], tables: Mapping[str, Any], units: Units
) -> dict[str, Any]:
    """Scores of a cross-validation as they are stored, with the weights they give.

    Parameters
    ----------
    block, beliefs, tables
        What was cross-validated.
    units : list of dict
        From `shapes_weights.cross_validate`.

    Returns
    -------
    dict
        "block", "trend", "key", "newest", "prior" and "weights" by shape, "prior_units", "units".
    """
    assert block.trend is not None
    prior = prior_weights(beliefs[block.trend.name])
    return {
        "block": block.name,
        "trend": block.trend.name,
        "key": density_key(block, beliefs, tables),
        "newest": newest_row(block, tables),
        "prior": dict(zip(SHAPES, _rounded(prior), strict=True)),
        "weights": dict(zip(SHAPES, _rounded(stacked(units, prior)), strict=True)),
        "prior_units": PRIOR_UNITS,
        "units": units,
    }


def read_shipped(priors_dir: Path) -> dict[str, dict[str, Any]]:
    """Shipped records by block; empty when none ship.

    Raises
    ------
    InputError
        When the file is not one of ours.
    """
    path = priors_dir / "posterior" / FILE
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text("utf-8"))
        if found["schema"] != SCHEMA:
            raise ValueError(f"schema is not {SCHEMA}")
        return found["blocks"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"not weights of shapes: {error}", file=path, fix="run: forecast fit --weights --ship"
        ) from None


def write_record(record: Mapping[str, Any], priors_dir: Path | None) -> None:
    """Store a record: in the project for a folder of beliefs, else in the user's cache.

    Parameters
    ----------
    record : mapping
        From `record_of`.
    priors_dir : Path or None
    """
    if priors_dir is None:
        folder = cache_folder()
        if folder is not None:
            _write(_cached_path(folder, record["block"], record["key"]), record)
        return
    blocks = {**read_shipped(priors_dir), record["block"]: record}
    ordered = {name: blocks[name] for name in sorted(blocks)}
    _write(priors_dir / "posterior" / FILE, {"schema": SCHEMA, "blocks": ordered})


def density_key(block: Block, beliefs: Mapping[str, Any], tables: Mapping[str, Any]) -> str:
    """Key of all that the scores depend on but the sampler, the weights and the card of shapes."""
    parts = key_parts(block, beliefs, tables)
    told = {name: each for name, each in parts.items() if name not in ("sampler", "shapes")}
    return sha256_of(json.dumps([told, block.trend and block.trend.cuts], sort_keys=True).encode())


def newest_row(block: Block, tables: Mapping[str, Any]) -> str:
    """Date on which the newest row that a block looks at was published, as ISO text."""
    seen = {name for each in block.likelihoods for name in tables_of(each, tuple(tables))}
    return max(
        (row["published_on"].isoformat() for name in seen for row in tables[name].rows), default=""
    )


def _usable(
    block: Block, beliefs: Mapping[str, Any], tables: Mapping[str, Any], priors_dir: Path
) -> tuple[dict[str, Any] | None, str]:
    key, folder = density_key(block, beliefs, tables), cache_folder()
    shipped = read_shipped(priors_dir).get(block.name)
    if shipped and shipped["key"] == key:
        return shipped, "current"
    if folder is not None and (path := _cached_path(folder, block.name, key)).is_file():
        return json.loads(path.read_text("utf-8")), "current"
    if shipped and shipped["newest"] <= newest_row(block, tables):
        return shipped, "older"
    return None, "card"


def _rounded(weights: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(round(weight, DIGITS) for weight in weights)


def _cached_path(folder: Path, block: str, key: str) -> Path:
    return folder / "posterior" / f"shape-weights-{block}-{key[:16]}.json"


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, indent=1, allow_nan=False) + "\n"
    write_atomically(path, text.encode())
