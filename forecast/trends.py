"""Shapes of change over time: plain functions that posterior, formulas and kernel share.

Each works on floats, arrays and PyTensor variables alike, and holds for dates before the start as
well as after it, so that one shape is fitted to the past and carried into the future.
"""

from __future__ import annotations

import numpy as np

from forecast.quantities import Amount

SLOWING_SINCE_YEARS = 4.0  # year before the start from which growth may have been slowing


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
    ln factor(s) = long_run + (today - long_run) exp(-s / tau) from four years before the start on,
    and constant before: the last years may show a slowing, but running it back for ever would
    explode. The level is the integral from 0 to s.

    Examples
    --------
    >>> float(log_slowing_growth(2.0, 0.3, 0.3, 5.0))
    0.6
    """
    # The later of the date and the onset of slowing, without a branch.
    slowing = 0.5 * (
        years_since_start - SLOWING_SINCE_YEARS + abs(years_since_start + SLOWING_SINCE_YEARS)
    )
    excess = log_growth_today - log_growth_long_run
    faded_years = slowing_years * (1 - np.exp(-slowing / slowing_years))
    log_growth_before = log_growth_long_run + excess * np.exp(SLOWING_SINCE_YEARS / slowing_years)
    return (
        log_growth_long_run * slowing
        + excess * faded_years
        + log_growth_before * (years_since_start - slowing)
    )
