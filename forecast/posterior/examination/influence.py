"""What a posterior hangs on: single rows (Pareto k-hat), the prior's and the data's weight."""

from __future__ import annotations

import logging
import warnings
from typing import Any

import numpy as np

SENSITIVE_ABOVE = 0.05  # of the power-scaling diagnostic (Kallioinen et al. 2023)


def khat_bound(n_draws: int) -> float:
    """Largest Pareto k-hat at which importance sampling with so many draws can be trusted, 1.

    Parameters
    ----------
    n_draws : int

    Returns
    -------
    float
        min(1 - 1/log10(S), 0.7) (Vehtari et al. 2024).

    Examples
    --------
    >>> round(khat_bound(1000), 2), khat_bound(10_000)
    (0.67, 0.7)
    """
    return min(1.0 - 1.0 / float(np.log10(n_draws)), 0.7)


def row_influence(tree: Any, names: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Pareto k-hat of leaving out each row, by data set.

    Parameters
    ----------
    tree : xarray.DataTree
        With a group `log_likelihood`.
    names : tuple of str
        Observed variables.

    Returns
    -------
    dict of str to dict
        khat (row,), n_above, bound, elpd.
    """
    import arviz as az

    found = {}
    n_draws = tree["posterior"].sizes["chain"] * tree["posterior"].sizes["draw"]
    for name in names:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of what is returned here
            loo = az.loo(tree, var_name=name, pointwise=True)
        khat = np.atleast_1d(loo.pareto_k.values)
        bound = khat_bound(n_draws)
        found[name] = {
            "khat": khat,
            "n_above": int(np.sum(khat > bound)),
            "bound": bound,
            "elpd": float(loo.elpd),
        }
    return found


def power_scaling(tree: Any, names: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """How far each quantity moves when the prior or the likelihood is raised to a power.

    Parameters
    ----------
    tree : xarray.DataTree
        With groups `log_prior` and `log_likelihood`.
    names : tuple of str
        Quantities.

    Returns
    -------
    dict of str to dict
        prior, likelihood (sensitivities) and verdict: "ok", "prior-data conflict" or
        "data say little".
    """
    import arviz as az

    logging.getLogger(az.psense_summary.__module__).setLevel(logging.ERROR)  # advice, told here
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = az.psense_summary(tree, var_names=list(names), round_to=6)
    return {
        str(name): {
            "prior": float(row["prior"]),
            "likelihood": float(row["likelihood"]),
            "verdict": verdict(float(row["prior"]), float(row["likelihood"])),
        }
        for name, row in told.iterrows()
    }


def verdict(prior: float, likelihood: float) -> str:
    """What two sensitivities mean together.

    Examples
    --------
    >>> verdict(0.01, 0.2), verdict(0.1, 0.2), verdict(0.1, 0.01)
    ('ok', 'prior-data conflict', 'data say little')
    """
    if not prior >= SENSITIVE_ABOVE:
        return "ok"
    return "prior-data conflict" if likelihood >= SENSITIVE_ABOVE else "data say little"
