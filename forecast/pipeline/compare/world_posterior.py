"""Joint draws for a mixture of two sides: stored, remixed, or fitted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from forecast.errors import ForecastError
from forecast.pipeline.request import Inputs, Progress
from forecast.posterior.blocks import FORECAST_BLOCKS, Block
from forecast.posterior.encoding import StoredBlock
from forecast.posterior.joint import Posterior, join
from forecast.posterior.keys import block_key
from forecast.posterior.obtain import obtain
from forecast.posterior.reweight_shapes import remixed
from forecast.posterior.shapes_store import weighed
from forecast.posterior.store import find, read_block, shipped_path

Weights = dict[str, tuple[float, ...]]  # of the shapes of trends, by block


def weights_of_shapes(inputs: Inputs, folder: Path) -> Weights:
    """What the shapes of trends weigh: from the scores in a folder of priors, or from the cards."""
    found = weighed(FORECAST_BLOCKS, inputs.base, inputs.tables, folder)
    return {block.name: block.weights for block in found if block.trend}


def posterior_of(
    inputs: Inputs,
    weights: Weights,
    seed: int,
    folders: tuple[Path, ...],
    progress: Progress | None,
) -> Posterior:
    """Joint draws of everything that observations inform.

    Parameters
    ----------
    inputs : Inputs
    weights : dict
        Of the shapes of trends.
    seed : int
        For blocks that must be fitted.
    folders : tuple of Path
        Folders of priors, in whose `posterior/` blocks are looked for; else in the cache.
    progress : callable, optional

    Returns
    -------
    Posterior

    Notes
    -----
    The shapes of a trend are fitted apart, so draws under other weights are the same draws in
    other proportions: for weights that nobody fitted with, stored ones are remixed.
    """
    blocks = [replace(each, weights=weights.get(each.name, ())) for each in FORECAST_BLOCKS]
    stored = {each.name: _stored(each, inputs, folders) for each in blocks}
    missing = tuple(each for each in blocks if stored[each.name] is None)
    if missing:
        given = (inputs.base, inputs.tables, seed, folders[0], progress)
        fitted = obtain(*given, blocks=missing)
        stored |= {each.name: _fitted(each, fitted[each.name][0]) for each in missing}
    return join(each for each in stored.values() if each is not None)


def _stored(block: Block, inputs: Inputs, folders: tuple[Path, ...]) -> StoredBlock | None:
    """Draws under these weights, else those of a folder under others, remixed."""
    key = block_key(block, inputs.base, inputs.tables)
    found = next(filter(None, (find(block.name, key, folder) for folder in folders)), None)
    if found or not block.trend:
        return found[0] if found else None
    mixed = (_remixed(block, inputs, folder) for folder in folders)
    return next(filter(None, mixed), None)


def _remixed(block: Block, inputs: Inputs, folder: Path) -> StoredBlock | None:
    """The draws of a folder under these weights, if but for them they are the same."""
    stored = read_block(shipped_path(folder, block.name))
    if stored is None or "shapes" not in stored.about:  # fitted before its trend had shapes
        return None
    theirs = tuple(each["weight"] for each in stored.about["shapes"])
    same = block_key(replace(block, weights=theirs), inputs.base, inputs.tables)
    return remixed(block, stored, block.weights) if same == stored.about["key"] else None


def _fitted(block: Block, stored: StoredBlock) -> StoredBlock:
    """Draws of a fit, whose weights are those of the folder of priors, under the block's."""
    found = remixed(block, stored, block.weights) if block.trend else stored
    if found is None:
        raise ForecastError(f"a shape that shall weigh more has no draws: block {block.name}")
    return found
