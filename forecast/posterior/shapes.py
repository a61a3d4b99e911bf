"""The shapes that a trend may take, each a constraint on the terms of one formula.

All trends run on `trends.log_slowing_growth`: growth today that fades towards growth in the long
run. An exponential is the trend that never slows; a ceiling (or floor) is the trend whose growth
fades to none; between them lies the one that settles at a long-run rate. So a shape changes no
formula: it holds some terms at a value, in the fit and in the draws that the forecast reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

SHAPES = ("exponential", "slowing", "ceiling")  # a stored draw carries its shape as the position
EXPONENTIAL, SLOWING, CEILING = range(len(SHAPES))
NEVER_SLOWS_YEARS = 1e6  # year; a slowing time beyond which no century sees any slowing
NO_GROWTH = 1.0  # factor a year


@dataclass(frozen=True)
class Trend:
    """What the shapes of one block constrain, and where its history is cut to compare them.

    Parameters
    ----------
    name : str
        The card with the prior weights of the shapes, and the variable that draws carry.
    slowing_years : str
        The quantity that says how fast growth fades.
    long_run : tuple of str
        The quantities that say what growth settles at.
    cuts : tuple of float, year
        Dates up to which the trend is fitted, to be scored on what came later.
    """

    name: str
    slowing_years: str
    long_run: tuple[str, ...]
    cuts: tuple[float, ...]

    def held(self, shape: int) -> dict[str, float]:
        """The quantities that a shape holds at a value, and the value.

        Examples
        --------
        >>> STOCK.held(CEILING)
        {'shipments_long_run_growth_per_year': 1.0}
        """
        by_shape: dict[int, dict[str, float]] = {
            EXPONENTIAL: {self.slowing_years: NEVER_SLOWS_YEARS},
            CEILING: dict.fromkeys(self.long_run, NO_GROWTH),
        }
        return by_shape.get(shape, {})


HARDWARE = Trend(
    "hardware_shape",
    "hardware_slowing_years",
    ("flop_per_usd_long_run_growth_per_year", "watts_per_flop_long_run_growth_per_year"),
    cuts=(2021.0, 2022.5, 2024.0),
)
STOCK = Trend(
    "stock_shape",
    "shipments_slowing_years",
    ("shipments_long_run_growth_per_year",),
    cuts=(2024.25, 2024.75, 2025.25),
)
ALGORITHMIC = Trend(
    "algorithmic_shape",
    "algorithmic_slowing_years",
    ("algorithmic_long_run_gain_per_year",),
    cuts=(2023.5, 2024.0, 2024.5),
)


@dataclass(frozen=True)
class Scored:
    """When each observed value became known, and what it stands or falls together with.

    Parameters
    ----------
    years : array (value,), year
        Date of the value.
    units : list of str, optional
        Values of one unit (a chip, a quarter, a release) count as one observation. None where the
        values are held out with the rest but say nothing of the trend, and are not scored.
    """

    years: np.ndarray
    units: list[str] | None


def with_held(values: Mapping[str, np.ndarray], trend: Trend, shape: int) -> dict[str, np.ndarray]:
    """Draws of one shape as the forecast reads them: what the shape holds, held; and its number.

    Parameters
    ----------
    values : mapping of str to array (chain, draw, ...)
        From the sampler; a quantity that the shape holds has its prior there.
    trend : Trend
    shape : int
        Position in `SHAPES`.

    Returns
    -------
    dict of str to array (chain, draw, ...)
    """
    n_chains, n_draws = next(iter(values.values())).shape[:2]
    constants = {**trend.held(shape), trend.name: float(shape)}
    held = {name: np.full((n_chains, n_draws), value) for name, value in constants.items()}
    return {**values, **held}


def prior_weights(belief: Any) -> tuple[float, ...]:
    """Weights of the shapes before the data, from the card of a trend.

    Parameters
    ----------
    belief : Distribution
        Over the positions in `SHAPES`.

    Returns
    -------
    tuple of float
        They add up to 1.
    """
    cumulated = [float(belief.cdf(float(shape))) for shape in range(len(SHAPES))]
    return tuple(float(weight) for weight in np.diff([0.0, *cumulated]))
