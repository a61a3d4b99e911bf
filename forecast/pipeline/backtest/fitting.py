"""One fit of a block for the backtest; of a trend one a shape, joined as the card weighs them."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import Any

import numpy as np

from forecast.posterior.blocks import Block
from forecast.posterior.density import published_of
from forecast.posterior.sampler import Sampler
from forecast.posterior.shapes import SHAPES, prior_weights, with_held
from forecast.posterior.shapes_fit import draws_of

LEAST_DRAWS = 200  # of a shape and chain, of which those that its weight asks for are taken


def fit_as_of(block: Block, beliefs: Any, tables: Any, seed: int, sampler: Sampler) -> Any:
    """Fit a block to the tables of an origin, keeping every named variable.

    Parameters
    ----------
    block : Block
    beliefs : mapping of str to Distribution
    tables : mapping of str to Table
    seed : int
    sampler : Sampler
        Draws wanted in all; of a shape as many as its card weighs it.

    Returns
    -------
    StoredBlock
        `about` holds max_rhat (of the worst shape), divergences (of all) and seconds.
    """
    from forecast.posterior.encoding import StoredBlock, about
    from forecast.posterior.nuts import compile_model
    from forecast.posterior.ridges import sampled_model

    started = perf_counter()
    pm_model = sampled_model(block, beliefs, tables)
    kept = tuple(each.name for each in (*pm_model.free_RVs, *pm_model.deterministics))
    taken = _taken(block, beliefs, sampler)
    fits = _fits(block, compile_model(pm_model, kept), seed, taken, sampler)
    terms = list(published_of(block)) or [each.name for each in pm_model.deterministics]
    told = [_mixing(tree, terms) for tree in fits]
    extra = {
        "max_rhat": max(max_rhat for max_rhat, _ in told),
        "divergences": sum(divergences for _, divergences in told),
        "seconds": perf_counter() - started,
    }
    parts = [
        {name: _evenly(np.asarray(tree.posterior[name].values), n_draws) for name in kept}
        for tree, n_draws in zip(fits, taken, strict=True)
    ]
    values = _joined(block, parts)
    return StoredBlock(values, _labels(pm_model, kept), about(block.name, "", extra))


def _taken(block: Block, beliefs: Any, sampler: Sampler) -> list[int]:
    """Draws of each shape of the trend, as its card weighs them; all for a block without a trend.

    Scores of the shapes are not looked at: they saw later rows.
    """
    if block.trend is None:
        return [sampler.draws]
    return draws_of(prior_weights(beliefs[block.trend.name]), sampler.draws)


def _fits(block: Block, compiled: Any, seed: int, taken: list[int], sampler: Sampler) -> list[Any]:
    """One fit; of a block with a trend one a shape, each with draws enough to judge its mixing."""
    from forecast.posterior.nuts import sample

    if block.trend is None:
        return [sample(compiled, seed, block.name, sampler)]
    return [
        sample(
            compiled.with_data(**{block.trend.name: float(shape)}),
            seed + shape,
            f"{block.name} ({SHAPES[shape]})",
            replace(sampler, draws=max(n_draws, LEAST_DRAWS)),
        )
        for shape, n_draws in enumerate(taken)
    ]


def _mixing(tree: Any, terms: list[str]) -> tuple[float, int]:
    """Worst R-hat of the quantities of one fit, and its divergences."""
    import arviz as az

    max_rhat = max(float(each.max()) for each in az.rhat(tree, var_names=terms).values())
    return max_rhat, int(tree.sample_stats["diverging"].sum())


def _evenly(values: np.ndarray, n_draws: int) -> np.ndarray:
    """So many draws of each chain, at even distances."""
    return values[:, (np.arange(n_draws) * values.shape[1]) // max(n_draws, 1)]


def _joined(block: Block, parts: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """Draws of all shapes, one after the other, with what each holds at its value."""
    if block.trend is None:
        return parts[0]
    held = [with_held(part, block.trend, shape) for shape, part in enumerate(parts)]
    return {name: np.concatenate([part[name] for part in held], axis=1) for name in held[0]}


def _labels(pm_model: Any, kept: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What the last axis of each vector counts, where its dimension has labels."""
    dims = {name: each[-1] for name, each in pm_model.named_vars_to_dims.items() if name in kept}
    return {
        name: tuple(str(label) for label in pm_model.coords[dim])
        for name, dim in dims.items()
        if pm_model.coords.get(dim) is not None
    }
