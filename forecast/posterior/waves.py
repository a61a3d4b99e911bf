"""Departures from a trend that all rows of a period share: they fade, and are renewed."""

from __future__ import annotations

from typing import Any

import numpy as np


def kept_share(wave_years: Any, period_years: float) -> Any:
    """Share of a departure that is left a period later, 1.

    Parameters
    ----------
    wave_years : scalar, array or tensor, year
        Time in which a departure fades by a factor e.
    period_years : float, year
        From one period to the next.

    Returns
    -------
    scalar, array or tensor, 1
    """
    return np.exp(-period_years / wave_years)


def wave(name: str, n_periods: int, scatter: Any, kept: Any) -> Any:
    """Departure of each period, stationary, non-centred.

    Parameters
    ----------
    name : str
        Of the variable; its standard normal scores are called `<name>_score`.
    n_periods : int
    scatter : scalar tensor, log
        Spread of the departures in the long run.
    kept : scalar tensor, 1
        As from `kept_share`.

    Returns
    -------
    tensor (period,), log

    Notes
    -----
    departure_t = kept departure_(t-1) + scatter sqrt(1 - kept^2) score_t.
    """
    import pymc as pm
    import pytensor.tensor as pt

    age = np.subtract.outer(np.arange(n_periods), np.arange(n_periods))
    fresh = pt.where(np.arange(n_periods) > 0, pt.sqrt(1 - kept**2), 1.0)
    weight = pt.switch(age >= 0, kept ** np.maximum(age, 0), 0.0) * fresh
    score = pm.Normal(f"{name}_score", shape=n_periods)
    return pm.Deterministic(name, scatter * pt.dot(weight, score))


def carried_on(
    known: np.ndarray,
    scatter: np.ndarray,
    kept: np.ndarray,
    n_periods: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Departures of known periods and of those that follow, drawn.

    Parameters
    ----------
    known : array (draw, known period), log
    scatter, kept : array (draw,)
        As for `wave`.
    n_periods : int
        Of all periods; none is added where as many are known.
    rng : numpy.random.Generator

    Returns
    -------
    array (draw, period), log
    """
    found = list(known.T)
    for _ in range(n_periods - len(found)):
        fresh = scatter * np.sqrt(1 - kept**2) * rng.standard_normal(len(scatter))
        found.append(kept * found[-1] + fresh)
    return np.stack(found, axis=-1)
