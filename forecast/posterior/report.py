"""Fit blocks afresh, say how good the draws are, and ship them with the project if asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from forecast.engine import available_cores
from forecast.files import write_atomically
from forecast.posterior.blocks import BLOCKS, Block, blocks_named
from forecast.posterior.encoding import StoredBlock, encode
from forecast.posterior.keys import block_key
from forecast.posterior.obtain import as_stored
from forecast.posterior.sampler import SAMPLER, Sampler
from forecast.posterior.shapes_store import record_of, weighed, weights_of, write_record
from forecast.posterior.store import keep, read_block, shipped_path, write_block
from forecast.posterior.summary import FILE, summarise

Progress = Callable[[str, int, int], None]


def fit_report(
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    seed: int,
    priors_dir: Path,
    blocks: tuple[str, ...] | None = None,
    progress: Progress | None = None,
    ship: bool = False,
    weigh: bool = False,
    sampler: Sampler = SAMPLER,
) -> dict[str, Any]:
    """Diagnostics of blocks fitted afresh; they are kept only if all of them pass the gate.

    Parameters
    ----------
    beliefs : mapping of str to Distribution
        Priors.
    tables : mapping of str to Table
        Observations.
    seed : int
        Seed of the run.
    priors_dir : Path
        Folder whose `posterior/` is written when shipping.
    blocks : tuple of str, optional
        Names of blocks; all of them when left out.
    progress : callable, optional
        Told (stage, done, total).
    ship : bool
        Write the draws and their summary into the project, not only into the user's cache.
    weigh : bool
        Find the weights of the shapes anew, by cross-validation; it takes minutes.
    sampler : Sampler, optional
        How to sample.

    Returns
    -------
    dict
        "blocks": by block its key, draws, diagnostics, seconds and whether it passed; "gate":
        whether all did, and every bound that does not hold.
    """
    from forecast.posterior.fit import fit_blocks

    chosen = blocks_named(blocks)
    if weigh:
        _weigh(chosen, beliefs, tables, seed, priors_dir if ship else None)
    bases = {
        each.name: weights_of(each, beliefs, tables, priors_dir)[1] for each in chosen if each.trend
    }
    chosen = weighed(chosen, beliefs, tables, priors_dir)
    keys = {each.name: block_key(each, beliefs, tables, sampler) for each in chosen}
    fitted = fit_blocks(chosen, beliefs, tables, seed, progress, sampler)
    failures = [asdict(failure) for each in fitted.values() for failure in each.gate.failures]
    if not failures:
        stored = as_stored(fitted, keys, beliefs)
        _keep(stored, beliefs, priors_dir, ship)
    return {
        "blocks": [
            _diagnostics(each, keys[name]) | _shapes(each, bases.get(name))
            for name, each in fitted.items()
        ],
        "gate": {"passed": not failures, "failures": failures},
    }


def write_shipped(
    stored: Mapping[str, StoredBlock], beliefs: Mapping[str, Any], priors_dir: Path
) -> None:
    """Write draws into the project, and the summary of all that ships then.

    Parameters
    ----------
    stored : mapping of str to StoredBlock
        Blocks that passed the gate; others that ship already stay.
    beliefs : mapping of str to Distribution
        Their priors.
    priors_dir : Path
        Folder whose `posterior/` is written.
    """
    for name, each in stored.items():
        write_block(shipped_path(priors_dir, name), encode(each))
    names = dict.fromkeys([*(block.name for block in BLOCKS), *stored])
    everything = [read_block(shipped_path(priors_dir, name)) for name in names]
    summary = summarise((each for each in everything if each is not None), beliefs)
    text = json.dumps(summary, indent=1, allow_nan=False) + "\n"
    write_atomically(priors_dir / "posterior" / FILE, text.encode())


def _weigh(
    blocks: tuple[Block, ...],
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    seed: int,
    shipped_in: Path | None,
) -> None:
    from forecast.posterior.shapes_weights import cross_validate

    for block in blocks:
        if block.trend:
            units = cross_validate(block, beliefs, tables, seed, available_cores())
            write_record(record_of(block, beliefs, tables, units), shipped_in)


def _shapes(fitted: Any, basis: str | None) -> dict[str, Any]:
    return {"shapes": fitted.shapes, "weights_basis": basis} if fitted.shapes else {}


def _keep(
    stored: Mapping[str, StoredBlock], beliefs: Mapping[str, Any], priors_dir: Path, ship: bool
) -> None:
    for each in stored.values():
        keep(each)
    if ship:
        write_shipped(stored, beliefs, priors_dir)


def _diagnostics(fitted: Any, key: str) -> dict[str, Any]:
    found = dict(fitted.gate.diagnostics)
    chains, draws = found.pop("chains"), found.pop("draws")
    return {
        "block": fitted.block,
        "key": key,
        "draws": int(chains * draws),
        **found,
        "seconds": sum(fitted.seconds.values()),
        "gate_passed": fitted.gate.passed,
    }
