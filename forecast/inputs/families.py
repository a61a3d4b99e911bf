"""Families of beliefs, each a monotone function of a standard normal score.

Stating every belief as value = f(z), z ~ Normal(0, 1), gives three things at once: the quantiles
people declare are met exactly, two beliefs are made dependent by correlating their scores, and a
sampler sees a standard normal prior whatever the family.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from forecast.errors import InputError

SCORE_P95 = 1.6448536269514722  # standard normal score of the 95 % quantile
EXTREME_SCORE = 8.0  # beyond any score that a billion draws would show
SAME_SCALE = 1e-9  # relative difference below which the two halves count as one


class Distribution(ABC):
    """A belief about one number; `family` is its name on a card."""

    family: ClassVar[str]

    @abstractmethod
    def quantile_of_score(self, score: Any) -> Any:
        """The value at a standard normal score; numpy in, numpy out."""

    @abstractmethod
    def score_of(self, value: Any) -> Any:
        """The standard normal score of a value: the inverse of `quantile_of_score`."""

    @abstractmethod
    def declared_values(self) -> tuple[float, ...]:
        """The values that a person wrote down; all must lie within the bounds of the card."""

    @abstractmethod
    def extremes(self) -> tuple[float, float]:
        """Smallest and largest value that can be met in any number of draws."""

    def pytensor_value(self, score: Any) -> Any:
        """The same function of the score as `quantile_of_score`, on PyTensor variables.

        Parameters
        ----------
        score : PyTensor variable
            Standard normal a priori.

        Raises
        ------
        InputError
            If the family is not smooth enough to be fitted.
        """
        raise InputError(
            "this family cannot be the prior of a fitted quantity",
            field="family",
            found=self.family,
            accepted="normal, lognormal, logitnormal, uniform or fixed",
        )

    def ppf(self, p: Any) -> Any:
        """The value below which the belief puts probability `p`."""
        from scipy.special import ndtri

        return self.quantile_of_score(ndtri(p))

    def cdf(self, value: Any) -> Any:
        """The probability of a value not above `value`."""
        from scipy.special import ndtr

        return ndtr(self.score_of(value))

    @property
    def median(self) -> float:
        """The value with half of the probability below it."""
        return float(self.quantile_of_score(0.0))

    def as_dict(self) -> dict[str, Any]:
        """The belief as plain lists and numbers, as it would stand on a card."""
        return {"family": self.family} | {
            field.name: plain(getattr(self, field.name))
            for field in fields(self)  # type: ignore[arg-type]
            if getattr(self, field.name) is not None
        }


def plain(value: Any) -> Any:
    """A field of a distribution as numbers, lists and dictionaries."""
    if isinstance(value, Distribution):
        return value.as_dict()
    return [plain(item) for item in value] if isinstance(value, tuple) else value


@dataclass(frozen=True)
class TwoPiece(Distribution):
    """Two half-normals joined at the median, on a line that the family chooses.

    Notes
    -----
    g(value) = g(p50) + z * s, with s = (g(p95) - g(p50)) / 1.645 above the median and
    (g(p50) - g(p05)) / 1.645 below it. The three quantiles are met exactly; with s equal on both
    sides this is the plain family.
    """

    p05: float
    p50: float
    p95: float

    @abstractmethod
    def _line(self, value: Any) -> Any:
        """Place of a value on the line where the belief is normal."""

    @abstractmethod
    def _value(self, line: Any) -> Any:
        """Inverse of `_line`."""

    @abstractmethod
    def _pytensor_value(self, line: Any) -> Any:
        """Inverse of `_line` on PyTensor variables."""

    @cached_property
    def _centre_and_scales(self) -> tuple[float, float, float]:
        low, centre, high = (float(self._line(p)) for p in (self.p05, self.p50, self.p95))
        below, above = (centre - low) / SCORE_P95, (high - centre) / SCORE_P95
        if math.isclose(below, above, rel_tol=SAME_SCALE):
            below = above
        return centre, below, above

    def quantile_of_score(self, score: Any) -> Any:
        centre, below, above = self._centre_and_scales
        return self._value(centre + score * np.where(np.asarray(score) > 0, above, below))

    def score_of(self, value: Any) -> Any:
        centre, below, above = self._centre_and_scales
        distance = self._line(value) - centre
        return distance / np.where(distance > 0, above, below)

    def declared_values(self) -> tuple[float, ...]:
        return (self.p05, self.p50, self.p95)

    def extremes(self) -> tuple[float, float]:
        with np.errstate(over="ignore"):
            low, high = self.quantile_of_score(np.array([-EXTREME_SCORE, EXTREME_SCORE]))
        return float(low), float(high)

    @property
    def median(self) -> float:
        return self.p50

    def pytensor_value(self, score: Any) -> Any:
        import pytensor.tensor as pt

        centre, below, above = self._centre_and_scales
        scale = above if below == above else pt.switch(score > 0, above, below)
        return self._pytensor_value(centre + score * scale)


@dataclass(frozen=True)
class Normal(TwoPiece):
    """Normal about the median, with a half-scale on each side."""

    family: ClassVar[str] = "normal"

    def _line(self, value: Any) -> Any:
        return np.asarray(value, dtype=float)

    def _value(self, line: Any) -> Any:
        return line

    def _pytensor_value(self, line: Any) -> Any:
        return line


@dataclass(frozen=True)
class LogNormal(TwoPiece):
    """Normal in the logarithm: for positive numbers, where errors are factors."""

    family: ClassVar[str] = "lognormal"

    def _line(self, value: Any) -> Any:
        with np.errstate(divide="ignore"):
            return np.log(np.maximum(value, 0.0))

    def _value(self, line: Any) -> Any:
        return np.exp(line)

    def _pytensor_value(self, line: Any) -> Any:
        import pytensor.tensor as pt

        return pt.exp(line)


@dataclass(frozen=True)
class LogitNormal(TwoPiece):
    """Normal in the logit of the place between `lower` and `upper`: for shares."""

    family: ClassVar[str] = "logitnormal"
    lower: float = 0.0
    upper: float = 1.0

    def _line(self, value: Any) -> Any:
        inside = np.clip(value, self.lower, self.upper)
        with np.errstate(divide="ignore"):
            return np.log(inside - self.lower) - np.log(self.upper - inside)

    def _value(self, line: Any) -> Any:
        with np.errstate(over="ignore"):
            return self.lower + (self.upper - self.lower) / (1.0 + np.exp(-line))

    def _pytensor_value(self, line: Any) -> Any:
        import pytensor.tensor as pt

        return self.lower + (self.upper - self.lower) * pt.sigmoid(line)


@dataclass(frozen=True)
class Uniform(Distribution):
    """Every value between `lower` and `upper` equally likely."""

    family: ClassVar[str] = "uniform"
    lower: float
    upper: float

    def quantile_of_score(self, score: Any) -> Any:
        from scipy.special import ndtr

        return self.lower + (self.upper - self.lower) * ndtr(score)

    def score_of(self, value: Any) -> Any:
        from scipy.special import ndtri

        width = self.upper - self.lower
        return ndtri(np.clip((np.asarray(value, dtype=float) - self.lower) / width, 0.0, 1.0))

    def declared_values(self) -> tuple[float, ...]:
        return (self.lower, self.upper)

    def extremes(self) -> tuple[float, float]:
        return (self.lower, self.upper)

    def pytensor_value(self, score: Any) -> Any:
        import pytensor.tensor as pt

        return self.lower + (self.upper - self.lower) * 0.5 * pt.erfc(-score / math.sqrt(2.0))
