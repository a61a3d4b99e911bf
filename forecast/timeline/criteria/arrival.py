"""A human-level model must exist."""

from __future__ import annotations

import numpy as np


def log_margin(year, human_level_date):
    """Margin of the arrival test, 1.

    Parameters
    ----------
    year, human_level_date : float, year
        The date, and the date of the first human-level model.

    Returns
    -------
    float, 1
        +inf from the arrival on, -inf before: the margin has no size.

    Examples
    --------
    >>> log_margin(2030.0, 2030.0), log_margin(2029.9, 2030.0)
    (inf, -inf)
    """
    return np.inf if year >= human_level_date else -np.inf
