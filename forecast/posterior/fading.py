"""A departure that all rows of a time share: it fades, and is renewed, from step to step.

An autoregression of order one over equal steps of time: booms and gluts last a while and end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

HALVES_PER_YEAR = 2


def kept_a_step(years: Any, steps_per_year: int = HALVES_PER_YEAR) -> Any:
    """Share of a departure that is left one step later, 1.

    Parameters
    ----------
    years : float, array or tensor, year
        Time in which it falls by a factor e.
    steps_per_year : int, optional

    Examples
    --------
    >>> round(float(kept_a_step(np.array(1.0))), 3)
    0.607
    """
    return np.exp(-1 / (steps_per_year * years))


def half_years(years: Any) -> np.ndarray:
    """Half-year of each date, counted from year 0.

    Examples
    --------
    >>> half_years([2024.0, 2024.49, 2024.5]).tolist()
    [4048, 4048, 4049]
    """
    return np.floor(np.asarray(years) * HALVES_PER_YEAR).astype(int)


def fading(name: str, kept: Any, n_steps: int) -> Any:
    """A path of unit variance at every step, for a PyMC model.

    Parameters
    ----------
    name : str
        What its standard normal scores are called, one a step.
    kept : tensor scalar, 1
        Share of a departure that is left after one step.
    n_steps : int

    Returns
    -------
    tensor (step,), 1
    """
    import pymc as pm
    import pytensor.tensor as pt

    fresh = pt.where(np.arange(n_steps) > 0, pt.sqrt(1 - kept**2), 1.0)
    score = pm.Normal(name, shape=n_steps)
    age = np.subtract.outer(np.arange(n_steps), np.arange(n_steps))
    weight = pt.switch(age >= 0, kept ** np.maximum(age, 0), 0.0) * fresh
    return pt.dot(weight, score)


def by_half_year(name: str, scatter: Any, years: Any, halves: np.ndarray) -> Any:
    """Departure of each row's half-year, for a PyMC model; its path is kept as `name`.

    Parameters
    ----------
    name : str
        Of the path; labelled with its half-years, so that draws can be carried on.
    scatter : tensor scalar, log
        Spread at any half-year.
    years : tensor scalar, year
        Time in which a departure falls by a factor e.
    halves : array (row,) of int
        From `half_years`.

    Returns
    -------
    tensor (row,), log
    """
    import pymc as pm

    first, last = int(halves.min()), int(halves.max())
    path = scatter * fading(f"{name}_score", kept_a_step(years), last - first + 1)
    pm.modelcontext(None).add_coord(f"{name}_half", [str(each) for each in range(first, last + 1)])
    return pm.Deterministic(name, path, dims=f"{name}_half")[halves - first]


@dataclass
class Fading:
    """Draws of a path: as fitted, and carried on from its ends where it was not.

    Parameters
    ----------
    path : array (draw, step), log
        As fitted.
    scatter : array (draw,), log
        Its spread at any step.
    kept : array (draw,), 1
        Share that is left after one step.
    rng : Generator
    first : int
        Number of the first step that was fitted.
    """

    path: np.ndarray
    scatter: np.ndarray
    kept: np.ndarray
    rng: np.random.Generator
    first: int = 0
    _beyond: dict[int, np.ndarray] = field(default_factory=dict)

    def at(self, step: int) -> np.ndarray:
        """Departure at a step before, within or after the fitted path; each is drawn once.

        Parameters
        ----------
        step : int

        Returns
        -------
        array (draw,), log
        """
        last = self.first + self.path.shape[1] - 1
        if self.first <= step <= last:
            return self.path[:, step - self.first]
        is_later = step > last
        before = self.path[:, -1 if is_later else 0]
        for each in range(last + 1, step + 1) if is_later else range(self.first - 1, step - 1, -1):
            if each not in self._beyond:
                fresh = self.scatter * np.sqrt(1.0 - self.kept**2)
                noise = self.rng.standard_normal(len(self.kept))
                self._beyond[each] = self.kept * before + fresh * noise
            before = self._beyond[each]
        return before


def carried_on(
    name: str, scatter: np.ndarray, years: np.ndarray, draws: Any, context: Any, rng: Any
) -> Fading:
    """Draws of a path by half-year: `at` takes a half-year from `half_years`.

    Parameters
    ----------
    name : str
        Of the path among the draws.
    scatter : array (draw,), log
    years : array (draw,), year
        As given to `by_half_year`.
    draws, context, rng
        As given to a predictive.

    Returns
    -------
    Fading
    """
    return Fading(draws[name], scatter, kept_a_step(years), rng, int(context.labels[name][0]))
