"""From values to places on a chart, and the values worth a line and a label."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MOST_DECADES = 7  # labelled powers of ten on an axis; with more, every second or third is left out

SHARE_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)
MOST_STEPS = 5


@dataclass(frozen=True)
class Scale:
    """A straight or logarithmic scale.

    Parameters
    ----------
    low, high : float
        Values at the two ends.
    start, end : float, px
        Their places.
    is_log : bool
    """

    low: float
    high: float
    start: float
    end: float
    is_log: bool = False

    def __call__(self, value: float) -> float:
        """Place of a value, px; values beyond the ends are put on them."""
        share = self._share(min(max(value, self.low), self.high))
        return round(self.start + share * (self.end - self.start), 1)

    def _share(self, value: float) -> float:
        if self.is_log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


def decades(low: float, high: float) -> list[float]:
    """Powers of ten inside a range, thinned so that their labels fit.

    Examples
    --------
    >>> decades(0.5, 2e3)
    [1.0, 10.0, 100.0, 1000.0]
    """
    first, last = math.ceil(math.log10(low)), math.floor(math.log10(high))
    step = 1 + (last - first) // MOST_DECADES
    return [10.0**power for power in range(first, last + 1, step)]


def shares_up_to(most: float) -> list[float]:
    """Round shares from zero to the first that leaves room above the largest.

    Examples
    --------
    >>> shares_up_to(0.33)
    [0.0, 0.1, 0.2, 0.3, 0.4]
    """
    step = next((each for each in SHARE_STEPS if most < MOST_STEPS * each), SHARE_STEPS[-1])
    return [round(step * i, 3) for i in range(math.floor(most / step) + 2)]


def path(points: Sequence[tuple[float, float]]) -> str:
    """A line through points, as the `d` of an SVG path.

    Examples
    --------
    >>> path([(0, 1), (2, 3.5)])
    'M0 1L2 3.5'
    """
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def band(upper: Sequence[tuple[float, float]], lower: Sequence[tuple[float, float]]) -> str:
    """An area between two lines, as the `d` of an SVG path."""
    return path([*upper, *reversed(lower)]) + "Z"


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places of labels moved apart until none is nearer to the next than a gap, px.

    Parameters
    ----------
    places : sequence of float, px
        Where labels would stand.
    gap, low, high : float, px
        Least distance, and the ends they stay within where there is room.

    Returns
    -------
    list of float
        In the order given.

    Examples
    --------
    >>> spread([10.0, 12.0], 10.0, 0.0, 100.0)
    [6.0, 16.0]
    """
    order = sorted(range(len(places)), key=lambda i: places[i])
    found = [places[i] for i in order]
    for _ in range(100):
        for i in range(len(found) - 1):
            short = gap - (found[i + 1] - found[i])
            if short > 1e-9:
                found[i] -= short / 2
                found[i + 1] += short / 2
        found = [min(max(each, low), high) for each in found]
    result = [0.0] * len(places)
    for i, each in zip(order, found, strict=True):
        result[i] = round(each, 1)
    return result


Label = Callable[[float], str]
