"""Distributions as Metaculus takes them: 201 points of a distribution function.

The bounds are those of the site's own server (its serializers/common.py).
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

import numpy as np

from forecast.writeup.publication.material import Curve

N_STEPS = 200
LEAST_STEP = 0.01 / N_STEPS  # the server's rule: 5e-5
FLOOR_STEP = 0.0101 / N_STEPS  # ours, so that rounding does not fall below
MOST_STEP = 0.2 * 200 / N_STEPS  # the server's rule: 0.2
CEILING_STEP = MOST_STEP - 1e-4
OPEN_MASS = 0.001  # least chance beyond an open bound
CDF_DIGITS, STEP_DIGITS = 10, 9  # what the server rounds to
SCHEMA = "forecast.metaculus/1"


@dataclass(frozen=True)
class Scale:
    """The range of a question.

    Parameters
    ----------
    low, high : float
        Its ends, in the unit of the curve.
    open_low, open_high : bool
        Whether outcomes beyond an end are possible.
    zero_point : float or None
        For a logarithmic scale: ratio = (high - zero_point) / (low - zero_point).
    """

    low: float
    high: float
    open_low: bool
    open_high: bool
    zero_point: float | None = None

    def values(self) -> np.ndarray:
        """The 201 values at which the distribution function is told.

        Returns
        -------
        array (201,)

        Examples
        --------
        >>> Scale(0.0, 10.0, False, True).values()[[0, 100, 200]].tolist()
        [0.0, 5.0, 10.0]
        """
        place = np.arange(N_STEPS + 1) / N_STEPS
        if self.zero_point is None:
            return self.low + (self.high - self.low) * place
        ratio = (self.high - self.zero_point) / (self.low - self.zero_point)
        return self.low + (self.high - self.low) * (ratio**place - 1.0) / (ratio - 1.0)


def continuous_cdf(curve: Curve, scale: Scale) -> np.ndarray:
    """A distribution function at the points of a question, as the server accepts it.

    Parameters
    ----------
    curve : (array, array)
        Increasing values, and the chance of at most each.
    scale : Scale

    Returns
    -------
    array (201,)
    """
    values, chances = curve
    told = np.interp(scale.values(), values, chances, left=0.0, right=float(chances[-1]))
    return acceptable(told[None, :], scale)[0]


def acceptable(cdfs: np.ndarray, scale: Scale) -> np.ndarray:
    """The nearest curves that keep the server's bounds on ends and steps.

    Parameters
    ----------
    cdfs : array (curve, 201)
        Not falling, between 0 and 1.
    scale : Scale

    Returns
    -------
    array (curve, 201)

    Notes
    -----
    A floor is mixed in, which lifts every step and the mass beyond open bounds; what is left may
    rise by at most L a step. The largest L-Lipschitz function below a curve and the smallest above
    it lie equally far from it in the middle: that middle is the nearest such function there is.
    """
    low_floor, high_floor = OPEN_MASS * scale.open_low, OPEN_MASS * scale.open_high
    floor = low_floor + FLOOR_STEP * np.arange(N_STEPS + 1)
    kept = 1.0 - floor[-1] - high_floor
    steepest = (CEILING_STEP - FLOOR_STEP) / kept
    middle = _nearest_lipschitz(np.clip(cdfs, 0.0, 1.0), steepest)
    rise = steepest * np.arange(N_STEPS + 1)
    if not scale.open_low:
        middle = np.minimum(middle, rise)
    if not scale.open_high:
        middle = np.maximum(middle, 1.0 - rise[::-1])
    return np.round(floor + kept * middle, CDF_DIGITS)


def _nearest_lipschitz(cdfs: np.ndarray, steepest: float) -> np.ndarray:
    """Middle of the envelopes that rise by at most `steepest` a step; the curves rise themselves.

    For a rising curve the lower envelope at i is min over j <= i of F_j + L (i - j), the upper one
    max over j >= i of F_j - L (j - i).
    """
    ramp = steepest * np.arange(cdfs.shape[1])
    tilted = cdfs - ramp
    below = np.minimum.accumulate(tilted, axis=1) + ramp
    above = np.maximum.accumulate(tilted[:, ::-1], axis=1)[:, ::-1] + ramp
    return 0.5 * (below + above)


def server_objections(cdf: np.ndarray, scale: Scale) -> list[str]:
    """What the server would refuse about a curve, in words.

    Parameters
    ----------
    cdf : array (201,)
    scale : Scale

    Returns
    -------
    list of str
        Empty for a curve it accepts.
    """
    if np.shape(cdf) != (N_STEPS + 1,):
        return [f"{np.size(cdf)} points, not {N_STEPS + 1}"]
    told = np.round(np.asarray(cdf, dtype=float), CDF_DIGITS)
    steps = np.round(np.diff(told), STEP_DIGITS)
    low_holds = told[0] >= OPEN_MASS if scale.open_low else told[0] == 0.0
    high_holds = told[-1] <= 1.0 - OPEN_MASS if scale.open_high else told[-1] == 1.0
    found = {
        f"a step of {steps.min():.3g} is below {LEAST_STEP:g}": steps.min() >= LEAST_STEP,
        f"a step of {steps.max():.3g} is above {MOST_STEP:g}": steps.max() <= MOST_STEP,
        f"the first value is {told[0]:g}": low_holds,
        f"the last value is {told[-1]:g}": high_holds,
        "a value is not finite": bool(np.isfinite(told).all()),
    }
    return [words for words, holds in found.items() if not holds]


def timestamp(year: float) -> float:
    """Unix time of a decimal year, to the second.

    Parameters
    ----------
    year : float, year

    Returns
    -------
    float, s

    Examples
    --------
    >>> timestamp(1970.0), timestamp(2101.0)
    (0.0, 4133980800.0)
    """
    whole = math.floor(year)
    start, end = (datetime.datetime(y, 1, 1, tzinfo=datetime.UTC) for y in (whole, whole + 1))
    return float(round(start.timestamp() + (year - whole) * (end - start).total_seconds()))
