"""When may a stored posterior be used again? When everything its density is made of is the same.

The key of a block is a hash of the priors of its quantities (as of a date, scenario applied),
the rows and noise priors of the tables it looks at, the code of its density and the settings
of the sampler. Versions of libraries and the seed are recorded beside the draws instead: they
move the draws within their Monte Carlo error only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.files import sha256_of
from forecast.inputs.table import table_hash
from forecast.posterior.blocks import BLOCKS, Block
from forecast.posterior.density import code_of, tables_of, terms_of
from forecast.posterior.sampler import SAMPLER, Sampler
from forecast.posterior.shapes import prior_weights


def block_key(
    block: Block,
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    sampler: Sampler = SAMPLER,
) -> str:
    """Content key of one block's posterior, 64 hexadecimal digits.

    Parameters
    ----------
    block : Block
        The likelihoods fitted together.
    beliefs : mapping of str to Distribution
        Priors.
    tables : mapping of str to Table
        Observations.
    sampler : Sampler, optional
        How it is sampled.

    Returns
    -------
    str
    """
    parts = key_parts(block, beliefs, tables, sampler)
    return sha256_of(json.dumps(parts, sort_keys=True, allow_nan=False).encode())


def key_parts(
    block: Block,
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    sampler: Sampler = SAMPLER,
) -> dict[str, dict[str, Any]]:
    """What a key is made of, so that one can see which part differs between two.

    Parameters
    ----------
    block, beliefs, tables, sampler
        As for `block_key`.

    Returns
    -------
    dict of str to dict
        Keys priors, rows, noise, aliases, code, sampler; groups where a card has any, and shapes
        where the block has a trend.

    Raises
    ------
    InputError
        When a likelihood speaks about a quantity that has no card.
    """
    spoken_of = [*terms_of(block), *([block.trend.name] if block.trend else [])]
    missing = [name for name in spoken_of if name not in beliefs]
    if missing:
        raise InputError(
            f"block {block.name} speaks about a quantity that has no card",
            field=missing[0],
            fix="put its card back, or draw the line in the likelihood that names it",
        )
    seen = {
        name: tables[name] for each in block.likelihoods for name in tables_of(each, tuple(tables))
    }
    code = code_of(block).items()
    groups = {name: _groups(table) for name, table in seen.items() if _groups(table)}
    spellings = {name: _aliases(table) for name, table in seen.items()}
    return {
        "priors": {name: beliefs[name].as_dict() for name in terms_of(block)},
        "rows": {name: table_hash(table) for name, table in seen.items()},
        "noise": {name: _noise(table) for name, table in seen.items()},
        "aliases": {name: text for name, text in spellings.items() if text},
        "code": {module: sha256_of(text.encode()) for module, text in code},
        "sampler": block.settings(sampler).as_dict(),
        **({"groups": groups} if groups else {}),
        **({"shapes": _shapes(block, beliefs)} if block.trend else {}),
    }


def fitted_names() -> frozenset[str]:
    """Names of all cards that some observations speak about.

    Returns
    -------
    frozenset of str
    """
    trends = {block.trend.name for block in BLOCKS if block.trend}
    return frozenset(name for block in BLOCKS for name in terms_of(block)) | trends


def posterior_key(keys: Mapping[str, str]) -> str:
    """One key for the posterior of all blocks together.

    Parameters
    ----------
    keys : mapping of str to str
        Key by block.

    Returns
    -------
    str
    """
    return sha256_of(json.dumps(dict(keys), sort_keys=True).encode())


def _aliases(table: Any) -> str | None:
    """Hash of the spellings that join names of this table to chips; None where there are none."""
    path = getattr(table.card, "path", None)
    file = Path(path).parents[1] / "aliases.csv" if path else None
    return sha256_of(file.read_bytes()) if file and file.is_file() else None


def _groups(table: Any) -> dict[str, list[str]]:
    """Who speaks in each row, where the card says so: it decides which rows count."""
    groups = getattr(table.card, "groups", None) or {}
    return {name: sorted(members) for name, members in groups.items()}


def _shapes(block: Block, beliefs: Mapping[str, Any]) -> dict[str, Any]:
    """The shares of a mixture: what the shapes weigh, or would weigh without data."""
    assert block.trend is not None
    prior = prior_weights(beliefs[block.trend.name])
    return {"trend": block.trend.name, "weights": list(block.weights or prior)}


def _noise(table: Any) -> dict[str, Any]:
    return {name: each.as_dict() for name, each in table.card.nuisance.items()}
