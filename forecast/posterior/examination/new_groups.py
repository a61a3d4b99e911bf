"""Rows predicted as those of new groups: what a block says before it has seen a row's own effect.

A row whose effect was learned from itself is met whatever the noise, and its coverage says nothing.
So effects of groups are drawn anew, given how widely the fit says that groups differ (the mixed
predictive check of Marshall and Spiegelhalter 2003); what all rows share stays as it was fitted.
"""

from __future__ import annotations

from typing import Any

NEW = "_new_"  # in names: the part of a quantity that is of a new group, which stays with it


def group_effects(pm_model: Any) -> tuple[str, ...]:
    """Names of the parameters that belong to single groups or rows.

    Parameters
    ----------
    pm_model : pm.Model

    Returns
    -------
    tuple of str
        Free vectors: what rows share is a number each.
    """
    free = pm_model.free_RVs
    return tuple(each.name for each in free if each.ndim > 0 and NEW not in each.name)


def predict_new_groups(pm_model: Any, posterior: Any, seed: int) -> Any:
    """Posterior predictions of the rows, effects of groups drawn anew.

    Parameters
    ----------
    pm_model : pm.Model
    posterior : xarray.Dataset
        Draws of all parameters.
    seed : int

    Returns
    -------
    xarray.DataTree
        Groups `posterior_predictive` and `observed_data`.
    """
    import pymc as pm

    names = [each.name for each in pm_model.free_RVs]
    shared = [name for name in names if name not in group_effects(pm_model)]
    observed = [each.name for each in pm_model.observed_RVs]
    with pm_model:
        return pm.sample_posterior_predictive(
            posterior[shared], var_names=observed, progressbar=False, random_seed=seed
        )
