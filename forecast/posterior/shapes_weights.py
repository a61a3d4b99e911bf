"""Weights of the shapes by leave-future-out cross-validation and stacking.

A block is fitted to what was known up to a cut, and scored on every later observation by its log
predictive density; once a cut and a shape, by exact refits of one compiled model in which the rows
after the cut are held out. The weights are those of the mixture that predicts best (stacking), held
near the weights of the card: with few observations, or shapes that differ only decades ahead, the
data say little, and then the judgement stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import numpy as np

from forecast.posterior.blocks import Block, module_name
from forecast.posterior.density import tables_of
from forecast.posterior.sampler import Sampler
from forecast.posterior.shapes import SHAPES

# Draws of each refit: enough for a density, far fewer than for a publication.
REFITS = Sampler(chains=4, draws=250, tune=300, target_accept=0.8, max_depth=8)
PRIOR_UNITS = 10.0  # units of observation that the weights of the card are worth: a judgement
Units = list[dict[str, Any]]


def cross_validate(
    block: Block,
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    seed: int,
    cores: int = 1,
    sampler: Sampler = REFITS,
) -> Units:
    """Log predictive density of every unit of observation after every cut, by shape.

    Parameters
    ----------
    block : Block
        With a trend.
    beliefs, tables : mapping
        Priors and observations.
    seed : int
    cores : int
        Chains to run at the same time.
    sampler : Sampler, optional

    Returns
    -------
    list of dict
        "cut", "dataset", "unit", "n_values" and "log_density", one number a shape: the mean over
        the unit's values after the cut of their log density given those before.

    Notes
    -----
    The values of a unit (a chip, a quarter, a release) stand or fall together, so a unit counts as
    one observation. The joint density of its values is an integral over as many effects that the
    past does not know; some thousand draws cannot tell it to within several units of log.
    """
    from forecast.posterior.fit import block_seed
    from forecast.posterior.nuts import compile_model, sample
    from forecast.posterior.ridges import sampled_model

    trend = block.trend
    assert trend is not None
    known = dict(_scored(each, tables) for each in block.likelihoods)
    kept = tuple(f"{name}_log_density" for name, each in known.items() if each.units is not None)
    compiled = compile_model(sampled_model(block, beliefs, tables), kept)
    found: Units = []
    for cut in trend.cuts:
        enters = {f"{name}_enters": 1.0 * (each.years < cut) for name, each in known.items()}
        by_shape = []
        for shape, name in enumerate(SHAPES):
            told = f"{block.name} ({name}, up to {cut:g})"
            switched = compiled.with_data(**enters, **{trend.name: float(shape)})
            tree = sample(switched, block_seed(seed, told), told, sampler, cores)
            by_shape.append(_unit_densities(tree.posterior, known, cut))
        for unit, densities in zip(by_shape[0], zip(*by_shape, strict=True), strict=True):
            found.append({**unit, "log_density": [each["log_density"] for each in densities]})
    return found


def stacked(units: Units, prior: tuple[float, ...]) -> tuple[float, ...]:
    """Weights of the mixture of shapes that predicts best, held near their weights before.

    Parameters
    ----------
    units : list of dict
        From `cross_validate`.
    prior : tuple of float
        Weights before the data; a shape without any keeps none.

    Returns
    -------
    tuple of float
        They add up to 1.

    Notes
    -----
    The weights w maximise sum_u c_u log(sum_s w_s p_us) + PRIOR_UNITS sum_s prior_s log w_s: the
    log score of the mixture under a Dirichlet prior whose mode is the card. A unit scored after
    several cuts counts once in all, c_u = 1 / its number of cuts.

    References
    ----------
    yao2018, section 3 (stacking of predictive distributions).

    Examples
    --------
    >>> stacked([], (0.5, 0.3, 0.2))
    (0.5, 0.3, 0.2)
    """
    if not units:
        return prior
    log_density = np.array([each["log_density"] for each in units])
    return _maximum(log_density, counts(units), np.asarray(prior))


def counts(units: Units) -> np.ndarray:
    """How much each scored unit counts: once in all, over the cuts after which it was scored."""
    names = [(each["dataset"], each["unit"]) for each in units]
    return np.array([1.0 / names.count(name) for name in names])


def _maximum(log_density: np.ndarray, count: np.ndarray, prior: np.ndarray) -> tuple[float, ...]:
    from scipy.optimize import minimize
    from scipy.special import log_softmax, logsumexp

    allowed = np.flatnonzero(prior > 0.0)

    def loss(free: np.ndarray) -> float:
        log_weight = log_softmax(np.r_[0.0, free])
        score = count @ logsumexp(log_density[:, allowed] + log_weight, axis=1)
        return float(-score - PRIOR_UNITS * prior[allowed] @ log_weight)

    start = np.log(prior[allowed][1:] / prior[allowed][0])
    best = minimize(loss, start, method="BFGS").x if len(allowed) > 1 else start
    weights = np.zeros(len(prior))
    weights[allowed] = np.exp(log_softmax(np.r_[0.0, best]))
    return tuple(float(weight) for weight in weights)


def _scored(likelihood: str, tables: Mapping[str, Any]) -> tuple[str, Any]:
    """Data set of a likelihood, with dates and units of its values."""
    module: Any = import_module(module_name(likelihood))
    named = {name: tables[name] for name in tables_of(likelihood, tuple(tables))}
    table = module.select(named[module.DATASET], named)
    return module.DATASET, module.scored(table, named)


def _unit_densities(posterior: Any, known: Mapping[str, Any], cut: float) -> Units:
    """Log predictive density of the units after a cut, the mean over the values of each."""
    from scipy.special import logsumexp

    found = []
    for dataset, scored in known.items():
        if scored.units is None:
            continue
        log_density = posterior[f"{dataset}_log_density"].values
        rows = log_density.reshape(-1, log_density.shape[-1])
        by_value = logsumexp(rows, axis=0) - np.log(len(rows))
        units = np.array(scored.units)
        for unit in dict.fromkeys(units[scored.years >= cut].tolist()):
            held_out = (units == unit) & (scored.years >= cut)
            told = {"cut": cut, "dataset": dataset, "unit": unit, "n_values": int(held_out.sum())}
            found.append({**told, "log_density": round(float(by_value[held_out].mean()), 4)})
    return found
