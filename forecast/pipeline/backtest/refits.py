"""Blocks refitted to what was known at each origin: few draws, kept for the next time.

Scores need quantiles of single rows, not probabilities to three digits: 1,000 draws move a CRPS
by a hundredth of itself. A trend is fitted in its three shapes, weighted by their card. A fit
that has not mixed is used and said so.
"""

from __future__ import annotations

import datetime
import multiprocessing
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from forecast.errors import ForecastError
from forecast.pipeline.backtest.fitting import fit_as_of
from forecast.pipeline.backtest.origins import Origin
from forecast.posterior.blocks import Block, module_name
from forecast.posterior.sampler import Sampler

SAMPLER = Sampler(chains=2, draws=500, tune=400, target_accept=0.9, max_depth=10)
MIXED = 1.05  # R-hat above which a refit is named in the notes
AT_ONCE = 2  # processes
STAGE = "refits"
NOWHERE = Path("no-shipped-refits")  # refits lie in the user's cache only

Progress = Callable[[str, int, int], None]
Key = tuple[datetime.date, str, tuple[str, ...]]  # day, block, columns emptied


@dataclass(frozen=True)
class Refit:
    """Draws of a block as of an origin.

    Parameters
    ----------
    draws : dict of str to array (draw, ...)
        Every named variable: quantities, noise, effects of groups.
    labels : dict of str to tuple of str
        What the last axis of a vector counts.
    max_rhat : float
        Worst R-hat of the block's quantities.
    divergences : int
    seconds : float
    """

    draws: dict[str, np.ndarray]
    labels: dict[str, tuple[str, ...]]
    max_rhat: float
    divergences: int
    seconds: float


def can_be_fitted(block: Block, origin: Origin) -> bool:
    """Whether every likelihood of a block has values by the origin."""
    return all(_n_values(each, origin) for each in block.likelihoods)


def refit_all(
    jobs: Mapping[Key, tuple[Origin, Block]],
    seed: int,
    progress: Progress | None = None,
    sampler: Sampler = SAMPLER,
) -> dict[Key, Refit | str]:
    """Refit blocks as of origins, two at a time.

    Parameters
    ----------
    jobs : mapping of Key to (Origin, Block)
    seed : int
    progress : callable, optional
        Told (stage, done, total) after each.
    sampler : Sampler, optional

    Returns
    -------
    dict of Key to Refit or str
        Text is why a block could not be fitted to the few rows of an origin.
    """
    found: dict[Key, Refit | str] = {}
    if not jobs:
        return found
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(AT_ONCE, len(jobs)), mp_context=context) as pool:
        running = {
            pool.submit(refit, block, origin.beliefs, origin.tables, seed, sampler): key
            for key, (origin, block) in jobs.items()
        }
        try:
            for done, job in enumerate(as_completed(running), start=1):
                found[running[job]] = _result(job)
                if progress:
                    progress(STAGE, done, len(jobs))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return found


def _result(job: Future) -> Refit | str:
    """What a job found, or why it could not be fitted."""
    try:
        return job.result()
    except (
        ForecastError,
        ValueError,
        IndexError,
        TypeError,
    ) as error:  # a likelihood without its rows
        return f"{type(error).__name__}: {error}".partition("\n")[0]


def refit(
    block: Block,
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    seed: int,
    sampler: Sampler = SAMPLER,
) -> Refit:
    """Fit one block in this process, keeping every named variable.

    Parameters
    ----------
    block : Block
    beliefs : mapping of str to Distribution
    tables : mapping of str to Table
    seed : int
    sampler : Sampler, optional

    Returns
    -------
    Refit
        From the user's cache where the same fit was made before.
    """
    from forecast.posterior.encoding import as_kept, decode, encode
    from forecast.posterior.fit import block_seed
    from forecast.posterior.keys import block_key
    from forecast.posterior.store import find, keep

    name, settings = f"backtest-{block.name}", block.settings(sampler)
    key = block_key(block, beliefs, tables, sampler)
    stored = find(name, key, NOWHERE)
    if stored is None:
        fresh = fit_as_of(block, beliefs, tables, block_seed(seed, block.name), settings)
        fresh.about.update(block=name, key=key)
        fresh = decode(encode(as_kept(fresh)))  # rounded: the next time gives the same
        keep(fresh)
    else:
        fresh = stored[0]
    rows = {each: v.reshape(-1, *v.shape[2:]) for each, v in fresh.values.items()}
    told = fresh.about
    return Refit(rows, fresh.labels, told["max_rhat"], told["divergences"], told["seconds"])


def _n_values(likelihood: str, origin: Origin) -> int:
    """Values that a likelihood would take at an origin; rows may be known and yet not be fitted."""
    module: Any = import_module(module_name(likelihood))
    rows = module.select(origin.tables[module.DATASET], origin.tables)
    if not len(rows) or not hasattr(module, "scored"):
        return len(rows)
    return len(module.scored(rows, origin.tables).years)
