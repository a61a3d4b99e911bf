"""Ours beside somebody's figure: three quantiles over draws, and whether the figure lies inside."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from forecast.timeline.monte_carlo_error import batches, quantile_errors

LEVELS = {"q10": 0.1, "q50": 0.5, "q90": 0.9}

Told = dict[str, float | None]


def quantiles(values: np.ndarray) -> Told:
    """The 10, 50 and 90 % quantiles over draws.

    Parameters
    ----------
    values : array (draw,)
        Infinite, or not a number, where no hardware serves what is asked.

    Returns
    -------
    dict
        Keys q10, q50, q90; None where a quantile lies among draws without an answer.
    """
    found = np.nan_to_num(np.asarray(values, dtype=float), nan=np.inf, posinf=np.inf)
    levels = np.quantile(found, list(LEVELS.values()), method="inverted_cdf")
    return {
        name: float(level) if np.isfinite(level) else None
        for name, level in zip(LEVELS, levels, strict=True)
    }


def counts(values: np.ndarray) -> Told:
    """The same of how many: where no hardware serves one there are none.

    Parameters
    ----------
    values : array (draw,)

    Returns
    -------
    dict
        Keys q10, q50, q90.
    """
    return quantiles(np.nan_to_num(values, nan=0.0, posinf=0.0))


def errors(
    values: np.ndarray, n_rows: int, levels: Mapping[str, float] = LEVELS, before: str = ""
) -> Told:
    """Monte Carlo error of each of `quantiles`, in the unit of the values.

    Parameters
    ----------
    values : array (draw,)
        Of the first draws of a run; infinite, or not a number, where nothing serves.
    n_rows : int
        Rows of the posterior: draw i belongs to row i % n_rows.
    levels : mapping of str to float
        By the name of each quantile.
    before : str
        Begins each name.

    Returns
    -------
    dict
        None where a quantile lies next to draws without an answer.
    """
    found = np.nan_to_num(np.asarray(values, dtype=float), nan=np.inf, posinf=np.inf)
    told = quantile_errors(found, list(levels.values()), batches(len(found), n_rows))
    return {f"{before}{name}": each for name, each in zip(levels, told, strict=True)}


def is_inside(figure: float | None, told: Told) -> bool | None:
    """Whether a figure lies in the 80 % interval; None where there is no figure.

    Parameters
    ----------
    figure : float or None
    told : dict
        Keys q10 and q90; a missing upper end is beyond every figure.

    Returns
    -------
    bool or None
    """
    if figure is None:
        return None
    low, high = told["q10"], told["q90"]
    return low is not None and low <= figure and (high is None or figure <= high)
