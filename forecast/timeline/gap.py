"""Years between the first human-level model and the first affordable date."""

from __future__ import annotations

import numpy as np


def gap_years(first_date, human_level_date):
    """Gap, year; inf when the copies never become affordable.

    Parameters
    ----------
    first_date : float, year
        First affordable date, inf for never.
    human_level_date : float, year
        Date of the first human-level model, at which the tests are evaluated themselves.

    Returns
    -------
    float, year
        Zero or more.

    Examples
    --------
    >>> gap_years(2035.5, 2030.0), gap_years(float("inf"), 2030.0)
    (5.5, inf)
    """
    if first_date == np.inf:
        return np.inf
    return max(first_date - human_level_date, 0.0)
