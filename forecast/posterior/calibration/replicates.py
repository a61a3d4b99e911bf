"""Simulated worlds of a block: truths drawn from the prior, and the data they would give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pymc as pm

from forecast.errors import ForecastError
from forecast.posterior.simulate import data_name

HELD_OUT = "_held_out"  # how `shapes_model.observe` names what takes held-out rows back


@dataclass(frozen=True)
class Replicates:
    """Truths and the data drawn from them.

    Parameters
    ----------
    truths : dict of str to array (replicate, ...)
        Every named variable of the model but the observations.
    observed : dict of str to array (replicate, row)
        Simulated observations, by the name of their `pm.Data`.
    """

    truths: dict[str, np.ndarray]
    observed: dict[str, np.ndarray]

    def truth(self, i: int) -> dict[str, np.ndarray]:
        """One truth by name."""
        return {name: values[i] for name, values in self.truths.items()}

    def data(self, i: int) -> dict[str, np.ndarray]:
        """One data set by name of its `pm.Data`."""
        return {name: values[i] for name, values in self.observed.items()}


def replicates(pm_model: pm.Model, n: int, seed: int) -> Replicates:
    """Draw truths from the prior of a block and data from each.

    Parameters
    ----------
    pm_model : pm.Model
    n : int
        Worlds.
    seed : int

    Returns
    -------
    Replicates

    Raises
    ------
    ForecastError
        When the density holds a term from which no data can be drawn: worlds would not follow it.
    """
    # What takes held-out rows back is zero while all rows count.
    extra = [each.name for each in pm_model.potentials if not each.name.endswith(HELD_OUT)]
    if extra:
        told = ", ".join(extra)
        raise ForecastError(f"no data can be simulated from {told}: state what was observed")
    with pm_model:
        drawn = pm.sample_prior_predictive(draws=n, random_seed=seed)
    names = {rv.name: data_name(pm_model, rv) for rv in pm_model.observed_RVs}
    return Replicates(
        {name: np.asarray(values[0]) for name, values in drawn["prior"].data_vars.items()},
        {names[v]: np.asarray(drawn["prior_predictive"][v].values[0]) for v in names},
    )


def log_likelihood(pm_model: pm.Model) -> Callable[[Mapping[str, Any], Mapping[str, Any]], float]:
    """A function from free parameters and data to the joint log likelihood, 1.

    Parameters
    ----------
    pm_model : pm.Model

    Returns
    -------
    callable
        Takes parameters as they are named in a posterior, and data by `pm.Data`; -inf where a
        parameter lies where the density has no value.
    """
    forward = {rv: _forward(rv, pm_model.rvs_to_transforms[rv]) for rv in pm_model.free_RVs}
    compiled = pm_model.compile_logp(vars=pm_model.observed_RVs)

    def evaluate(values: Mapping[str, Any], data: Mapping[str, Any]) -> float:
        pm.set_data(dict(data), model=pm_model)
        point = {pm_model.rvs_to_values[rv].name: to(values[rv.name]) for rv, to in forward.items()}
        return float(compiled(point))

    return evaluate


def _forward(rv: Any, transform: Any) -> Callable[[Any], np.ndarray]:
    """From the value of a parameter to that of the sampler's own unbounded one."""
    import pytensor

    if transform is None:
        return np.asarray
    value = rv.type("value")
    return pytensor.function([value], transform.forward(value, *rv.owner.inputs))
