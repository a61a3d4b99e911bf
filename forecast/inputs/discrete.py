"""Families that put probability on single values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from forecast.inputs.families import Distribution


@dataclass(frozen=True)
class Fixed(Distribution):
    """A number taken as known."""

    family: ClassVar[str] = "fixed"
    value: float

    def quantile_of_score(self, score: Any) -> Any:
        return np.full(np.shape(score), self.value)[()]

    def score_of(self, value: Any) -> Any:
        return np.where(np.asarray(value) < self.value, -np.inf, np.inf)[()]

    def declared_values(self) -> tuple[float, ...]:
        return (self.value,)

    def extremes(self) -> tuple[float, float]:
        return (self.value, self.value)

    def pytensor_value(self, score: Any) -> Any:
        return self.value + 0.0 * score


@dataclass(frozen=True)
class Categorical(Distribution):
    """A few values in increasing order, each with its probability."""

    family: ClassVar[str] = "categorical"
    values: tuple[float, ...]
    weights: tuple[float, ...]

    @cached_property
    def _cumulative(self) -> np.ndarray:
        total = np.cumsum(self.weights)
        return total / total[-1]

    def quantile_of_score(self, score: Any) -> Any:
        from scipy.special import ndtr

        place = np.searchsorted(self._cumulative, ndtr(score), side="left")
        return np.asarray(self.values)[np.minimum(place, len(self.values) - 1)]

    def score_of(self, value: Any) -> Any:
        from scipy.special import ndtri

        n_not_above = np.searchsorted(np.asarray(self.values), value, side="right")
        return ndtri(np.concatenate([[0.0], self._cumulative])[n_not_above])

    def declared_values(self) -> tuple[float, ...]:
        return self.values

    def extremes(self) -> tuple[float, float]:
        return (self.values[0], self.values[-1])
