"""Families made of other families, and the pool, which is a belief still to be made."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from forecast.inputs.families import Distribution

TABLE_SCORE = 8.25  # the table of a mixture reaches from minus this score to plus this score
TABLE_POINTS = 8193  # a score step of 0.002, so linear interpolation is good to about 1e-6
BISECTIONS = 100  # enough to halve 20 orders of magnitude down to rounding


def probability(score: float) -> float:
    """Standard normal probability below a score, for single numbers and without scipy."""
    return 0.5 * math.erfc(-score / math.sqrt(2.0))


def signed_score(below: Any, above: Any) -> Any:
    """The score with probability `below` under it and `above` over it.

    The smaller of the two is used, so that neither tail is lost to rounding next to 1.
    """
    from scipy.special import ndtri

    return np.where(below < above, ndtri(below), -ndtri(above))


@dataclass(frozen=True)
class Truncated(Distribution):
    """Another belief, given that the value lies between `lower` and `upper`."""

    family: ClassVar[str] = "truncated"
    of: Distribution
    lower: float | None = None
    upper: float | None = None

    @cached_property
    def _below_above(self) -> tuple[float, float]:
        """Probability of the inner belief that is cut off on each side."""
        low = -math.inf if self.lower is None else float(self.of.score_of(self.lower))
        high = math.inf if self.upper is None else float(self.of.score_of(self.upper))
        return probability(low), probability(-high)

    @property
    def kept_probability(self) -> float:
        """Share of the inner belief that lies between the limits."""
        return 1.0 - sum(self._below_above)

    def quantile_of_score(self, score: Any) -> Any:
        from scipy.special import ndtr

        below, above = self._below_above
        kept = self.kept_probability
        score = np.asarray(score, dtype=float)
        inner = signed_score(below + kept * ndtr(score), above + kept * ndtr(-score))
        return np.clip(self.of.quantile_of_score(inner), self.lower, self.upper)

    def score_of(self, value: Any) -> Any:
        from scipy.special import ndtr

        below, above = self._below_above
        inner = self.of.score_of(value)
        p_below = np.clip((ndtr(inner) - below) / self.kept_probability, 0.0, 1.0)
        p_above = np.clip((ndtr(-inner) - above) / self.kept_probability, 0.0, 1.0)
        return signed_score(p_below, p_above)

    def declared_values(self) -> tuple[float, ...]:
        return tuple(v for v in (self.lower, self.upper) if v is not None)

    def extremes(self) -> tuple[float, float]:
        low, high = self.of.extremes()
        return (
            low if self.lower is None else self.lower,
            high if self.upper is None else self.upper,
        )


@dataclass(frozen=True)
class Mixture(Distribution):
    """One of several beliefs, each with the probability that it is the right one."""

    family: ClassVar[str] = "mixture"
    weights: tuple[float, ...]
    components: tuple[Distribution, ...]

    def score_of(self, value: Any) -> Any:
        from scipy.special import ndtr

        scores = [np.asarray(part.score_of(value)) for part in self.components]
        below = sum(w * ndtr(s) for w, s in zip(self.weights, scores, strict=True))
        above = sum(w * ndtr(-s) for w, s in zip(self.weights, scores, strict=True))
        return signed_score(below, above)

    @cached_property
    def _table(self) -> tuple[np.ndarray, np.ndarray]:
        """Scores and their values; a mixture has no inverse in closed form."""
        scores = np.linspace(-TABLE_SCORE, TABLE_SCORE, TABLE_POINTS)
        parts = np.array([part.quantile_of_score(scores) for part in self.components])
        # At any score the mixture lies between the lowest and the highest of its parts.
        low, high = parts.min(axis=0), parts.max(axis=0)
        for _ in range(BISECTIONS):
            middle = low + 0.5 * (high - low)
            too_low = self.score_of(middle) < scores
            low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
        return scores, np.maximum.accumulate(high)

    def quantile_of_score(self, score: Any) -> Any:
        scores, values = self._table
        return np.interp(score, scores, values)

    def declared_values(self) -> tuple[float, ...]:
        return tuple(v for part in self.components for v in part.declared_values())

    def extremes(self) -> tuple[float, float]:
        lows, highs = zip(*(part.extremes() for part in self.components), strict=True)
        return (min(lows), max(highs))


@dataclass(frozen=True)
class Bounded(Distribution):
    """A belief whose far tails are moved to the bounds of its card; its quantiles stay."""

    of: Distribution
    lower: float
    upper: float

    @property
    def family(self) -> str:  # type: ignore[override]
        """The family of the belief inside: the bounds belong to the card."""
        return self.of.family

    @property
    def median(self) -> float:
        return self.of.median

    def quantile_of_score(self, score: Any) -> Any:
        return np.clip(self.of.quantile_of_score(score), self.lower, self.upper)

    def score_of(self, value: Any) -> Any:
        value = np.asarray(value, dtype=float)
        inside = np.where(value >= self.upper, np.inf, self.of.score_of(value))
        return np.where(value < self.lower, -np.inf, inside)[()]

    def declared_values(self) -> tuple[float, ...]:
        return self.of.declared_values()

    def extremes(self) -> tuple[float, float]:
        low, high = self.of.extremes()
        return (max(low, self.lower), min(high, self.upper))

    def pytensor_value(self, score: Any) -> Any:
        import pytensor.tensor as pt

        return pt.clip(self.of.pytensor_value(score), self.lower, self.upper)

    def as_dict(self) -> dict[str, Any]:
        return self.of.as_dict() | {"bounded_to": [self.lower, self.upper]}

    @property
    def moved_probability(self) -> float:
        """Probability that the bounds move."""
        low, high = (float(self.of.score_of(bound)) for bound in (self.lower, self.upper))
        return probability(low) + probability(-high)


@dataclass(frozen=True)
class Pool:
    """A belief still to be pooled from published forecasts; it has no quantiles of its own."""

    family: ClassVar[str] = "pool"
    dataset: str
    milestone_classes: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The pool as it would stand on a card."""
        return {
            "family": self.family,
            "dataset": self.dataset,
            "milestone_classes": list(self.milestone_classes),
        }


def within(distribution: Distribution, bounds: tuple[float, float]) -> Distribution:
    """The same belief, kept inside the bounds of its card.

    Parameters
    ----------
    distribution : Distribution
        A belief whose declared values lie inside the bounds.
    bounds : tuple of two floats
        Smallest and largest value that makes sense.

    Returns
    -------
    Distribution
        The argument itself when no draw could leave the bounds.
    """
    low, high = distribution.extremes()
    if bounds[0] <= low and high <= bounds[1]:
        return distribution
    return Bounded(of=distribution, lower=bounds[0], upper=bounds[1])
