"""What is ranked in a block: its quantities, what they say of the future together, and the fit.

Parameters alone miss faults that leave each margin right; the joint log likelihood sees how well
the data are met (Modrak et al. 2023), and a headline quantity what the forecast takes from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from forecast.posterior.blocks import Block
from forecast.posterior.density import terms_of, thinned_of
from forecast.trends import log_slowing_growth

HEADLINE, LOG_LIKELIHOOD = "headline", "joint_log_likelihood"
YEARS_AHEAD = 10.0  # years from the start at which a trend is asked for
# Level, growth, long-run growth and slowing time of the trends that the forecast extends.
TRENDS = {
    "stock": (
        "shipments_h100e",
        "shipments_growth_per_year",
        "shipments_long_run_growth_per_year",
        "shipments_slowing_years",
    ),
    "hardware": (
        "flop_per_usd",
        "flop_per_usd_growth_per_year",
        "flop_per_usd_long_run_growth_per_year",
        "hardware_slowing_years",
    ),
}


def ranked_of(block: Block, pm_model: Any) -> tuple[str, ...]:
    """Names of the quantities of a block that are ranked.

    Parameters
    ----------
    block : Block
    pm_model : pm.Model
        Its density.

    Returns
    -------
    tuple of str
        Its cards; of a block that informs none, what its predictions of rows are made of.
    """
    names = terms_of(block) or thinned_of(block)
    return tuple(name for name in names if f"{name}_score" in pm_model.named_vars)


def headline(
    block: str, terms: tuple[str, ...], values: Mapping[str, np.ndarray]
) -> np.ndarray | float:
    """What a block hands to the forecast, as one number, 1.

    Parameters
    ----------
    block : str
        Name of the block.
    terms : tuple of str
        Its quantities.
    values : mapping of str to float or array
        Quantities in their units, and their normal scores as `<name>_score`.

    Returns
    -------
    float or array
        For a block with a trend: its log level in `YEARS_AHEAD` years; else the sum of the normal
        scores of all its quantities.
    """
    trend = TRENDS.get(block)
    if trend is None or any(name not in values for name in trend):
        return sum(values[f"{name}_score"] for name in terms)
    level, growth, long_run, slowing = (values[name] for name in trend)
    return np.log(level) + log_slowing_growth(
        years_since_start=YEARS_AHEAD,
        log_growth_today=np.log(growth),
        log_growth_long_run=np.log(long_run),
        slowing_years=slowing,
    )
