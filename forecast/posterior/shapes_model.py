"""Shapes and cuts inside a PyMC model: compiled once, switched by data.

The shape of the trend and the rows that enter are `pm.Data`, so one compiled model serves every
shape and every cut of its history.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pymc as pm
import pytensor.tensor as pt

from forecast.posterior.shapes import CEILING, EXPONENTIAL, SLOWING, Trend


def shaped(terms: Mapping[str, Any], trend: Trend) -> dict[str, Any]:
    """Terms of a likelihood under the shape that its model is switched to.

    Parameters
    ----------
    terms : mapping of str to scalar tensor
        Quantities in their cards' units; those of the trend that are not there stay away.
    trend : Trend

    Returns
    -------
    dict of str to scalar tensor

    Notes
    -----
    The switch is the `pm.Data` named after the trend, shared by the likelihoods of a model; it
    stands at "slowing" until it is turned.
    """
    pm_model = pm.modelcontext(None)
    switch = pm_model.named_vars.get(trend.name)
    if switch is None:
        switch = pm.Data(trend.name, np.array(float(SLOWING)))
    found = dict(terms)
    for shape in (EXPONENTIAL, CEILING):
        for name, value in trend.held(shape).items():
            if name in found:
                found[name] = pt.switch(pt.eq(switch, float(shape)), value, found[name])
    return found


def observe(distribution: Any, dataset: str, values: Any, **parameters: Any) -> None:
    """Observed values under a noise distribution, any of which can be held out.

    Parameters
    ----------
    distribution : PyMC distribution
        Such as `pm.StudentT`.
    dataset : str
        Names the variables: `<dataset>_observed`, `<dataset>_enters` (1 for rows that count, 0 for
        those held out) and `<dataset>_log_density` (of every value, held out or not).
    values : pm.Data (value,)
        What was observed.
    **parameters : tensor, scalar or (value,)
        mu, sigma and the like.
    """
    n_values = values.get_value().shape[0]
    enters = pm.Data(f"{dataset}_enters", np.ones(n_values))
    distribution(f"{dataset}_observed", **parameters, observed=values)
    density = pm.logp(distribution.dist(**parameters), values)
    pm.Deterministic(f"{dataset}_log_density", density)
    # Taken back, not switched off inside: a parameter that all rows share stays one number.
    pm.Potential(f"{dataset}_held_out", -pt.sum(pt.switch(enters > 0, 0.0, density)))
