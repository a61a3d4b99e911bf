"""Years between the first human-level model and the first affordable date."""

from __future__ import annotations

import numpy as np


def gap_years(first_date: np.ndarray, human_level_date: np.ndarray) -> np.ndarray:
    """Gap, year; inf where the copies never become affordable.

    Parameters
    ----------
    first_date : float or array, year
        First affordable date, inf for never.
    human_level_date : float or array, year
        Date of the first human-level model, at which the tests are evaluated themselves.

    Returns
    -------
    float or array, year
        Zero or more; exactly zero where all tests hold at the human-level date.

    Examples
    --------
    >>> gap_years(np.array([2035.5, np.inf]), np.array([2030.0, 2030.0])).tolist()
    [5.5, inf]
    """
    return np.maximum(first_date - human_level_date, 0.0)
