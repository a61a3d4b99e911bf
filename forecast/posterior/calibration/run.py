"""Calibration of one block: many simulated worlds, each fitted, each truth ranked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.errors import ForecastError
from forecast.posterior.blocks import Block
from forecast.posterior.calibration.quantities import (
    HEADLINE,
    LOG_LIKELIHOOD,
    headline,
    ranked_of,
)
from forecast.posterior.calibration.ranks import rank_of, uniformity
from forecast.posterior.sampler import Sampler

STAGE = "calibration"
QUICK = Sampler(chains=2, draws=300, tune=400, target_accept=0.9, max_depth=10)
N_RANKED = 100  # draws that a truth is ranked among: thinned until nearly independent


@dataclass(frozen=True)
class Calibration:
    """Ranks of all test quantities of a block.

    Parameters
    ----------
    block : str
    ranks : dict of str to array (replicate,) of int
        By test quantity.
    n_draws : int
        Draws that each truth was ranked among.
    n_failed : int
        Worlds whose fit failed: counted, not dropped in silence.
    """

    block: str
    ranks: dict[str, np.ndarray]
    n_draws: int
    n_failed: int

    def verdicts(self) -> dict[str, dict[str, Any]]:
        """p value of each test quantity, and whether its ECDF stays in the joint band."""
        n = len(self.ranks)
        found = {name: uniformity(each, self.n_draws, n) for name, each in self.ranks.items()}
        return {
            name: {"p_value": round(each.p_value, 5), "inside": each.inside}
            for name, each in found.items()
        }


def calibrate(
    block: Block,
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    n_replicates: int,
    seed: int,
    progress: Callable[[str, int, int], None] | None = None,
    sampler: Sampler = QUICK,
    cores: int = 2,
    distort: Callable[[dict[str, np.ndarray]], dict[str, np.ndarray]] | None = None,
) -> Calibration:
    """Simulate, fit and rank.

    Parameters
    ----------
    block : Block
    beliefs : mapping of str to Distribution
        Priors.
    tables : mapping of str to Table
        Observations: their design is kept, their values are simulated.
    n_replicates : int
        Worlds.
    seed : int
    progress : callable, optional
        Told (stage, done, total).
    sampler, cores
        How each world is fitted.
    distort : callable, optional
        Changes the data of a world before they are fitted: a fault planted to see it caught.

    Returns
    -------
    Calibration
    """
    from forecast.posterior.calibration.replicates import log_likelihood, replicates
    from forecast.posterior.fit import block_seed
    from forecast.posterior.nuts import compile_model
    from forecast.posterior.ridges import sampled_model
    from forecast.posterior.simulate import refit_with

    pm_model = sampled_model(block, beliefs, tables)
    worlds = replicates(pm_model, n_replicates, block_seed(seed, f"{STAGE}-{block.name}"))
    quantities = ranked_of(block, pm_model)
    names = wanted_names(pm_model, quantities)
    compiled, fit_of = compile_model(pm_model, names), log_likelihood(pm_model)
    ranks: dict[str, list[int]] = {}
    n_failed = 0
    for i in range(n_replicates):
        data = distort(worlds.data(i)) if distort else worlds.data(i)
        try:
            tree = refit_with(compiled, data, seed + i, sampler, cores)
        except ForecastError:
            n_failed += 1
            continue
        drawn = thinned({name: tree.posterior[name].values for name in names}, N_RANKED)
        truth = {name: values for name, values in worlds.truth(i).items() if name in names}
        found = tested(block, quantities, truth, drawn, fit_of, data)
        for name, (known, draws) in found.items():
            ranks.setdefault(name, []).append(rank_of(known, draws))
        if progress is not None:
            progress(f"{STAGE} {block.name}", i + 1, n_replicates)
    return Calibration(
        block.name, {name: np.array(each) for name, each in ranks.items()}, N_RANKED, n_failed
    )


def wanted_names(pm_model: Any, terms: tuple[str, ...]) -> tuple[str, ...]:
    """Quantities, their scores and all free parameters."""
    scores = tuple(f"{name}_score" for name in terms)
    return tuple(dict.fromkeys((*terms, *scores, *(rv.name for rv in pm_model.free_RVs))))


def thinned(values: Mapping[str, np.ndarray], n: int) -> dict[str, np.ndarray]:
    """Evenly spaced draws of all chains, one after the other.

    Parameters
    ----------
    values : mapping of str to array (chain, draw, ...)
    n : int
        Draws wanted.

    Returns
    -------
    dict of str to array (n, ...)
    """
    found = {}
    for name, each in values.items():
        flat = each.reshape(-1, *each.shape[2:])
        found[name] = flat[np.linspace(0, len(flat) - 1, n).astype(int)]
    return found


def tested(
    block: Block,
    quantities: tuple[str, ...],
    truth: Mapping[str, np.ndarray],
    drawn: Mapping[str, np.ndarray],
    fit_of: Callable[[Mapping[str, Any], Mapping[str, Any]], float],
    data: Mapping[str, np.ndarray],
) -> dict[str, tuple[float, np.ndarray]]:
    """Truth and draws of every test quantity of one world."""
    n = len(next(iter(drawn.values())))
    found = {
        name: (float(truth[name]), drawn[name]) for name in quantities if truth[name].ndim == 0
    }
    found[HEADLINE] = (
        float(headline(block.name, quantities, truth)),
        np.asarray(headline(block.name, quantities, drawn)),
    )
    by_draw = [fit_of({k: v[i] for k, v in drawn.items()}, data) for i in range(n)]
    found[LOG_LIKELIHOOD] = (fit_of(truth, data), np.array(by_draw))
    return found
