"""Whether what came lies where forecasts said: PIT histograms and coverage with their bands.

The bands are binomial, for cases that are independent; cases of one origin, or of one chip, are
not, so the true bands are wider. The tables say so.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import bdtr

N_BINS = 10  # of a PIT histogram
BAND = 0.9  # probability of the bands


def binomial_band(n: int, p: float) -> tuple[int, int]:
    """Counts between which a binomial count lies with probability of at least `BAND`.

    Parameters
    ----------
    n : int
        Cases.
    p : float
        Probability of each.

    Returns
    -------
    tuple of int
        Lowest and highest count, equal tails.

    Examples
    --------
    >>> binomial_band(20, 0.8)
    (13, 19)
    """
    below = bdtr(np.arange(n + 1), n, p)  # P(count <= k)
    tail = (1.0 - BAND) / 2
    return int(np.argmax(below > tail)), int(np.argmax(below >= 1.0 - tail))


def pit_histogram(values: np.ndarray) -> dict[str, Any]:
    """Counts of PIT values in equal bins, beside the band for a calibrated forecast.

    Parameters
    ----------
    values : array (case,)
        In [0, 1].

    Returns
    -------
    dict
        Keys n, counts, low, high (the band of one bin).

    Examples
    --------
    >>> pit_histogram(np.array([0.05, 0.15, 0.15]))["counts"][:3]
    [1, 2, 0]
    """
    counts, _ = np.histogram(values, bins=N_BINS, range=(0.0, 1.0))
    low, high = binomial_band(len(values), 1.0 / N_BINS)
    return {"n": len(values), "counts": counts.tolist(), "low": low, "high": high}


def coverage(inside: np.ndarray, level: float) -> dict[str, Any]:
    """Share of cases inside an interval, beside the band for a calibrated forecast.

    Parameters
    ----------
    inside : array (case,) of bool
        Whether each case lay inside.
    level : float
        What the interval promises.

    Returns
    -------
    dict
        Keys n, level, share, low, high (the band, as shares).

    Examples
    --------
    >>> coverage(np.array([True] * 15 + [False] * 5), 0.8)["share"]
    0.75
    """
    n = len(inside)
    low, high = binomial_band(n, level)
    share = float(np.mean(inside))
    return {"n": n, "level": level, "share": share, "low": low / n, "high": high / n}
