"""Draws of one model, checked: shorter steps are tried once where the sampler diverged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.posterior.checks import Gate, check
from forecast.posterior.nuts import sample
from forecast.posterior.sampler import Sampler


@dataclass(frozen=True)
class Drawn:
    """Draws with the outcome of their checks.

    Parameters
    ----------
    values : dict of str to array (chain, draw, ...)
        Every published variable, in its own unit.
    gate : Gate
        Outcome of the checks.
    sampler : Sampler
        How it was sampled in the end.
    """

    values: dict[str, np.ndarray]
    gate: Gate
    sampler: Sampler


def draw(
    compiled: Any,
    seed: int,
    name: str,
    samplers: tuple[Sampler, ...],
    free: list[str],
    published: tuple[str, ...],
    thinned: tuple[str, ...] = (),
    cores: int = 1,
    report: Callable[[int], None] | None = None,
) -> Drawn:
    """Sample until nothing diverges, or the list of settings ends; what still does, the gate says.

    Parameters
    ----------
    compiled : nutpie's compiled model
    seed : int
        Seed of the sampler.
    name : str
        What to call the model in a message.
    samplers : tuple of Sampler
        Settings to try, in order; shorter steps mend divergences where the density is merely
        curved.
    free, published, thinned : list and tuples of str
        Parameters checked; quantities checked and kept; what else is kept.
    cores : int
        Chains to run at the same time.
    report : callable, optional
        Told the number of draws done.

    Returns
    -------
    Drawn
    """
    for settings in samplers:
        tree = sample(compiled, seed, name, settings, cores, report)
        if not tree.sample_stats["diverging"].any():
            break
    values = {each: np.asarray(tree.posterior[each].values) for each in (*published, *thinned)}
    return Drawn(values, check(tree, free, published), settings)
