"""Observations that a block would produce if the truth were known, and fits to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pymc as pm

from forecast.errors import ForecastError
from forecast.posterior.nuts import sample
from forecast.posterior.sampler import SAMPLER, Sampler


def simulate_observed(
    pm_model: pm.Model, values: Mapping[str, Any], seed: int
) -> dict[str, np.ndarray]:
    """One simulated data set, given the truth.

    Parameters
    ----------
    pm_model : pm.Model
        A block.
    values : mapping of str to number or array
        The truth: named variables of the model (quantities in their own unit, scores, effects)
        and what they are; variables not named are drawn from their priors.
    seed : int
        Seed of the draw.

    Returns
    -------
    dict of str to array
        By the name of the `pm.Data` that holds the observations, ready for `refit_with`.

    Raises
    ------
    ForecastError
        When a likelihood's observations are not in a `pm.Data`.
    """
    names = {rv.name: data_name(pm_model, rv) for rv in pm_model.observed_RVs}
    known = pm.do(pm_model, dict(values)) if values else pm_model
    drawn = pm.draw([known[name] for name in names], random_seed=seed)
    return {data: np.asarray(value) for data, value in zip(names.values(), drawn, strict=True)}


def refit_with(
    compiled: Any,
    observed: Mapping[str, np.ndarray],
    seed: int,
    sampler: Sampler = SAMPLER,
    cores: int = 1,
) -> Any:
    """Posterior for other observations, without compiling again.

    Parameters
    ----------
    compiled : nutpie's compiled model
        From `nuts.compile_model`.
    observed : mapping of str to array
        By the name of their `pm.Data`.
    seed, sampler, cores
        As for `nuts.sample`.

    Returns
    -------
    xarray.DataTree
    """
    return sample(compiled.with_data(**observed), seed, "simulated data", sampler, cores)


def data_name(pm_model: pm.Model, rv: Any) -> str:
    """Name of the `pm.Data` that holds the observations of a variable.

    Parameters
    ----------
    pm_model : pm.Model
    rv : PyTensor variable
        One of its observed variables.

    Returns
    -------
    str

    Raises
    ------
    ForecastError
        When they are not in a `pm.Data`.
    """
    value = pm_model.rvs_to_values[rv]
    while value.name not in {each.name for each in pm_model.data_vars}:
        if value.owner is None or len(value.owner.inputs) != 1:  # a cast of the data at most
            raise ForecastError(f"{rv.name}: its observations are not in a pm.Data")
        value = value.owner.inputs[0]
    return value.name
