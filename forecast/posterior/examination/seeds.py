"""The same block fitted with other seeds: a passed gate must not be luck."""

from __future__ import annotations

from typing import Any

from forecast.posterior.blocks import Block
from forecast.posterior.density import published_of
from forecast.posterior.sampler import Sampler

OTHER_SEEDS = 2  # beside the seed of the examination


def other_seeds(
    block: Block, pm_model: Any, compiled: Any, seed: int, sampler: Sampler, cores: int
) -> list[dict[str, Any]]:
    """What the gate finds with other seeds.

    Parameters
    ----------
    block : Block
    pm_model : pm.Model
    compiled : nutpie's compiled model
        Of all its variables.
    seed : int
        Of the examination's own fit.
    sampler, cores
        As it was sampled; divergences are answered by shorter steps, as in every fit.

    Returns
    -------
    list of dict
        seed, divergences, max_rhat, min_ess, and passed: 1 or 0.
    """
    from forecast.posterior.drawn import draw

    free = [each.name for each in pm_model.free_RVs]
    samplers = (block.settings(sampler), sampler.with_shorter_steps())
    found = []
    for other in range(seed + 1, seed + 1 + OTHER_SEEDS):
        gate = draw(
            compiled, other, block.name, samplers, free, published_of(block), cores=cores
        ).gate
        told = {name: gate.diagnostics.get(name) for name in ("divergences", "max_rhat", "min_ess")}
        found.append({"seed": other, **told, "passed": float(gate.passed)})
    return found
