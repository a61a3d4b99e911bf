"""Simple forecasts that ours must beat: the last value, a straight line, a published growth rate.

All work on the natural log of the target and return draws at even quantiles, so that they are
scored exactly as ours are. What they may look at is the history they are handed, no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from scipy.special import ndtri, stdtrit

N_QUANTILES = 1000  # draws of a closed form
LEAST_PAIRS = 5  # changes that a spread is estimated from, where there are as many
LIKE_HORIZON = 1.5  # factor within which a past gap counts as the horizon asked for
LEAST_POINTS = 4  # for a line of a series of its own; below, all series together


@dataclass(frozen=True)
class Points:
    """Dated values of one target, in the order of dates or not.

    Parameters
    ----------
    year : array (point,), year
        Date each value refers to.
    log_value : array (point,)
        Natural log of the value.
    series : tuple of str (point,)
        What the value is of: points of one series may be compared with each other.
    """

    year: np.ndarray
    log_value: np.ndarray
    series: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.year)

    def of(self, name: str) -> Points:
        """The points of one series."""
        return self.where(np.array([each == name for each in self.series], dtype=bool))

    def where(self, chosen: np.ndarray) -> Points:
        """The points that a mask keeps."""
        series = tuple(name for name, keep in zip(self.series, chosen, strict=True) if keep)
        return Points(self.year[chosen], self.log_value[chosen], series)


def drifting(history: Points, asked: Points, log_growth_per_year: float) -> np.ndarray | None:
    """The last value known, moved on at a given growth: draws of the natural log.

    Parameters
    ----------
    history : Points
        What was known at the origin.
    asked : Points
        Dates and series of the forecast; their values are not looked at.
    log_growth_per_year : float, 1/year
        0 for persistence; of a rival, the growth it published.

    Returns
    -------
    array (point, draw) or None
        None where the history holds no change to take a spread from.

    Notes
    -----
    Normal around the last value of the series (of any series, for one not seen before). Its
    spread is the root mean square of past changes beyond the growth over gaps like the horizon
    (within a factor 1.5; the five nearest gaps, scaled by the root of time, where there are few),
    taken within series, or between all points where no series has two.
    """
    gap, change = _changes(history)
    if not len(gap):
        return None
    score = ndtri(_levels())
    rows = []
    for year, series in zip(asked.year, asked.series, strict=True):
        known = history.of(series) if series in history.series else history
        last = int(np.argmax(known.year))
        horizon = year - known.year[last]
        centre = known.log_value[last] + log_growth_per_year * horizon
        spread = _spread(gap, change - log_growth_per_year * gap, horizon)
        rows.append(centre + spread * score)
    return np.array(rows)


def stating(history: Points, asked: Points, log_value: float) -> np.ndarray | None:
    """A value that was published as it stands: draws of the natural log.

    Parameters
    ----------
    history : Points
        What was known at the origin; its departures from the value give the spread.
    asked : Points
        Only their number counts.
    log_value : float
        Natural log of the value.

    Returns
    -------
    array (point, draw) or None
        None where nothing was known.

    Examples
    --------
    >>> known = Points(np.array([2020.0]), np.array([0.5]), ("x",))
    >>> draws = stating(known, known, 0.3)
    >>> round(float(np.median(draws)), 3), round(float(draws.std()), 1)
    (0.3, 0.2)
    """
    if not len(history):
        return None
    spread = float(np.sqrt(np.mean((history.log_value - log_value) ** 2)))
    return np.tile(log_value + spread * ndtri(_levels()), (len(asked), 1))


def loglinear(history: Points, asked: Points) -> np.ndarray | None:
    """Least squares of the natural log on time, with its prediction interval: draws of the log.

    Parameters
    ----------
    history : Points
        What was known at the origin.
    asked : Points
        Dates and series of the forecast; their values are not looked at.

    Returns
    -------
    array (point, draw) or None
        None where fewer than three dates are known.

    Notes
    -----
    Student t with n - 2 degrees of freedom and scale s sqrt(1 + 1/n + (t - mean t)^2 / Sxx). A
    series with four dates has a line of its own; the others share one through all points.

    Examples
    --------
    >>> known = Points(np.arange(4.0), np.array([0.0, 1.1, 1.9, 3.0]), ("x",) * 4)
    >>> draws = loglinear(known, Points(np.array([4.0]), np.array([np.nan]), ("x",)))
    >>> round(float(np.median(draws)), 2)
    3.95
    """
    rows = []
    for year, series in zip(asked.year, asked.series, strict=True):
        own = history.of(series)
        known = own if len(set(own.year)) >= LEAST_POINTS else history
        if len(set(known.year)) < 3:
            return None
        rows.append(_line(known, year))
    return np.array(rows)


def _line(known: Points, year: float) -> np.ndarray:
    """Draws of the prediction of a least-squares line at a date."""
    n, since = len(known), known.year - known.year.mean()
    sum_of_squares = since @ since
    slope = since @ known.log_value / sum_of_squares
    mean = known.log_value.mean()
    residual = known.log_value - mean - slope * since
    ahead = year - known.year.mean()
    scale = np.sqrt(residual @ residual / (n - 2) * (1 + 1 / n + ahead**2 / sum_of_squares))
    return mean + slope * ahead + scale * stdtrit(n - 2, _levels())


def _changes(history: Points) -> tuple[np.ndarray, np.ndarray]:
    """Gaps in years and changes of the log between points of a series, or else between all."""
    first, second = np.triu_indices(len(history), 1)
    series = np.array(history.series)
    same = series[first] == series[second]
    apart = history.year[first] != history.year[second]
    chosen = same & apart if (same & apart).any() else apart
    gap = (history.year[second] - history.year[first])[chosen]
    change = (history.log_value[second] - history.log_value[first])[chosen]
    return np.abs(gap), np.sign(gap) * change


def _spread(gap: np.ndarray, change: np.ndarray, horizon: float) -> float:
    """Root mean square change over gaps like the horizon."""
    distance = np.abs(np.log(gap / max(horizon, gap.min())))
    like = distance <= np.log(LIKE_HORIZON)
    if like.sum() < LEAST_PAIRS:
        like = np.argsort(distance, kind="stable")[:LEAST_PAIRS]
        change = change * np.sqrt(max(horizon, gap.min()) / gap)
    return float(np.sqrt(np.mean(change[like] ** 2)))


def _levels() -> np.ndarray:
    return (np.arange(N_QUANTILES) + 0.5) / N_QUANTILES


def horizon_bin(years_ahead: float) -> int:
    """Horizon a case is counted under: whole years, rounded up.

    Examples
    --------
    >>> horizon_bin(0.3), horizon_bin(1.0), horizon_bin(1.2)
    (1, 1, 2)
    """
    return max(1, ceil(years_ahead))
