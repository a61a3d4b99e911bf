"""All examinations of one block, from one compiled model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.posterior.blocks import Block
from forecast.posterior.density import terms_of, thinned_of
from forecast.posterior.examination.influence import power_scaling, row_influence
from forecast.posterior.examination.new_groups import predict_new_groups
from forecast.posterior.examination.predictive import RowCheck, check_rows
from forecast.posterior.examination.seeds import other_seeds
from forecast.posterior.sampler import SAMPLER, Sampler

N_PREDICTIVE = 1000  # draws of prior and posterior predictions
OBSERVED = "_observed"  # how a likelihood names its observations: <data set>_observed


@dataclass(frozen=True)
class Examined:
    """What was found about one block.

    Parameters
    ----------
    block : str
    rows : tuple of RowCheck
        By data set, each row as one of a new group; see `predict_new_groups`.
    influence : dict of str to dict
        See `row_influence`.
    sensitivity : dict of str to dict
        See `power_scaling`.
    ranks : dict of str to array (chain, bin)
        Counts of rank histograms by chain, of each quantity.
    recovery : dict of str to dict
        By quantity: truth, and its score among draws fitted to data simulated from it.
    gate_passed : bool
    other_seeds : list of dict
        See `other_seeds`.
    """

    block: str
    rows: tuple[RowCheck, ...]
    influence: dict[str, dict[str, Any]]
    sensitivity: dict[str, dict[str, Any]]
    ranks: dict[str, np.ndarray]
    recovery: dict[str, dict[str, float]]
    gate_passed: bool
    other_seeds: list[dict[str, Any]]


def examine(
    block: Block,
    beliefs: Mapping[str, Any],
    tables: Mapping[str, Any],
    seed: int,
    sampler: Sampler = SAMPLER,
    cores: int = 2,
) -> Examined:
    """Fit a block and look at it from all sides.

    Parameters
    ----------
    block : Block
    beliefs : mapping of str to Distribution
    tables : mapping of str to Table
    seed : int
    sampler, cores
        How it is sampled.

    Returns
    -------
    Examined
    """
    import pymc as pm
    from pymc.stats import compute_log_likelihood, compute_log_prior

    from forecast.posterior.checks import check
    from forecast.posterior.fit import block_seed
    from forecast.posterior.nuts import compile_model, sample
    from forecast.posterior.ridges import sampled_model

    pm_model = sampled_model(block, beliefs, tables)
    # A block that informs no card is asked about what its predictions of rows are made of.
    terms = terms_of(block) or thinned_of(block)
    free = [rv.name for rv in pm_model.free_RVs]
    observed = tuple(rv.name for rv in pm_model.observed_RVs)
    compiled = compile_model(pm_model)
    seed_of_block = block_seed(seed, block.name)
    tree = sample(compiled, seed_of_block, block.name, block.settings(sampler), cores)
    with pm_model:
        compute_log_likelihood(tree, progressbar=False)
        compute_log_prior(tree, progressbar=False)
        before = pm.sample_prior_predictive(draws=N_PREDICTIVE, random_seed=seed_of_block)
    after = predict_new_groups(pm_model, _thinned(tree, N_PREDICTIVE), seed_of_block)
    return Examined(
        block.name,
        tuple(_rows(name, before, after) for name in observed),
        {name.removesuffix(OBSERVED): each for name, each in row_influence(tree, observed).items()},
        power_scaling(tree, _moving(tree, terms)),
        {name: rank_counts(tree["posterior"][name].values) for name in _moving(tree, terms)},
        _recovery(pm_model, compiled, tree, terms, seed_of_block, cores),
        check(tree, free, terms).passed,
        other_seeds(block, pm_model, compiled, seed_of_block, sampler, cores),
    )


def rank_counts(values: np.ndarray, n_bins: int = 20) -> np.ndarray:
    """Ranks among the draws of all chains, counted chain by chain: even where chains agree.

    Parameters
    ----------
    values : array (chain, draw)
    n_bins : int

    Returns
    -------
    array (chain, bin) of int
    """
    ranks = values.ravel().argsort(kind="stable").argsort(kind="stable").reshape(values.shape)
    bins = ranks * n_bins // values.size
    return np.stack([np.bincount(each, minlength=n_bins) for each in bins])


def _moving(tree: Any, terms: tuple[str, ...]) -> tuple[str, ...]:
    """Quantities that are numbers and not the same in every draw."""
    values = tree["posterior"]
    return tuple(n for n in terms if values[n].ndim == 2 and np.ptp(values[n].values) > 0.0)


def _rows(name: str, before: Any, after: Any) -> RowCheck:
    observed = after["observed_data"][name].values
    n_rows = observed.size
    prior = before["prior_predictive"][name].values.reshape(-1, n_rows)
    posterior = after["posterior_predictive"][name].values.reshape(-1, n_rows)
    return check_rows(name.removesuffix(OBSERVED), observed.reshape(-1), prior, posterior)


def _thinned(tree: Any, n: int) -> Any:
    posterior = tree["posterior"].to_dataset()
    step = max(1, posterior.sizes["chain"] * posterior.sizes["draw"] // n)
    return posterior.isel(draw=slice(None, None, step))


def _recovery(
    pm_model: Any, compiled: Any, tree: Any, terms: tuple[str, ...], seed: int, cores: int
) -> dict[str, dict[str, float]]:
    """Data simulated from one posterior draw, fitted again: where the truth lies."""
    from forecast.posterior.calibration.run import QUICK
    from forecast.posterior.simulate import refit_with, simulate_observed

    free = [rv.name for rv in pm_model.free_RVs]
    middle = tree["posterior"].sizes["draw"] // 2
    truth = {name: tree["posterior"][name].values[0, middle] for name in free}
    data = simulate_observed(pm_model, truth, seed)
    draws = refit_with(compiled, data, seed, QUICK, cores)["posterior"]
    found = {}
    for name in _moving(tree, terms):
        known, values = float(tree["posterior"][name].values[0, middle]), draws[name].values
        score = (known - float(values.mean())) / float(values.std())
        found[name] = {"truth": known, "score": score}
    return found
