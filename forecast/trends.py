"""Shapes of change over time: plain functions that posterior, formulas and kernel share.

Each works on floats, arrays and PyTensor variables alike, and holds for dates before the start as
well as after it, so that one shape is fitted to the past and carried into the future.
"""

from __future__ import annotations

import numpy as np

from forecast.quantities import Amount


def log_slowing_growth(
    years_since_start: Amount,
    log_growth_today: Amount,
    log_growth_long_run: Amount,
    slowing_years: Amount,
) -> Amount:
    """Change of the natural log of a level since the start, under growth that slows, 1.

    Parameters
    ----------
    years_since_start : float or array, year
        Time since the start; negative for the past.
    log_growth_today : float or array, 1/year
        Natural log of the yearly factor at the start.
    log_growth_long_run : float or array, 1/year
        Natural log of the yearly factor that growth settles at.
    slowing_years : float or array, year
        Time in which the difference between the two falls by a factor e.

    Returns
    -------
    float or array, 1
        ln(level at the date / level at the start).

    Notes
    -----
    ln factor(s) = long_run + (today - long_run) exp(-s / tau), integrated from 0 to s. In the past
    (s < 0) the difference grows as exp(-s / tau): do not use it further back than a few tau.

    Examples
    --------
    >>> float(log_slowing_growth(2.0, 0.3, 0.3, 5.0))
    0.6
    """
    faded_years = slowing_years * (1 - np.exp(-years_since_start / slowing_years))
    return (
        log_growth_long_run * years_since_start
        + (log_growth_today - log_growth_long_run) * faded_years
    )


def log_growth_factor(
    years_since_start: Amount,
    log_growth_today: Amount,
    log_growth_long_run: Amount,
    slowing_years: Amount,
) -> Amount:
    """Natural log of the yearly growth factor at a date, under growth that slows, 1/year.

    Parameters
    ----------
    years_since_start, log_growth_today, log_growth_long_run, slowing_years : float or array
        As in `log_slowing_growth`, of which this is the derivative by time.

    Returns
    -------
    float or array, 1/year
        ln factor(t) of equation 10 of the model.

    Examples
    --------
    >>> round(float(log_growth_factor(0.0, 0.3, 0.1, 5.0)), 12)
    0.3
    """
    faded = np.exp(-years_since_start / slowing_years)
    return log_growth_long_run + (log_growth_today - log_growth_long_run) * faded
