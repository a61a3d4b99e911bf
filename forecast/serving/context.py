"""Context that a stream carries: a share of the typical window, and grows as that does."""

from __future__ import annotations

import numpy as np

from forecast.quantities import Amount
from forecast.trends import log_slowing_growth


def context_tokens(
    context_tokens_in_use: Amount,
    log_window_growth: Amount,
    log_window_long_run_growth: Amount,
    window_slowing_years: Amount,
    years_since_start: Amount,
) -> Amount:
    """Context that a stream carries at a date, token.

    Parameters
    ----------
    context_tokens_in_use : float or array, token
        What it carries at the start.
    log_window_growth : float or array, 1/year
        Natural log of the factor by which the typical window grows in the year of the start.
    log_window_long_run_growth : float or array, 1/year
        Natural log of the factor a year that this growth settles at; 0 where windows end.
    window_slowing_years : float or array, year
        Time in which the difference between the two falls by a factor e.
    years_since_start : float or array, year
        Time since the start.

    Returns
    -------
    float or array, token

    Notes
    -----
    The share of the window in use stays as it is, so use grows as the window does: without growth
    in the long run towards context_tokens_in_use * exp(log_window_growth * window_slowing_years).

    Examples
    --------
    >>> float(context_tokens(60e3, 0.0, 0.0, 2.0, 10.0))
    60000.0
    """
    return context_tokens_in_use * np.exp(
        log_slowing_growth(
            years_since_start=years_since_start,
            log_growth_today=log_window_growth,
            log_growth_long_run=log_window_long_run_growth,
            slowing_years=window_slowing_years,
        )
    )
