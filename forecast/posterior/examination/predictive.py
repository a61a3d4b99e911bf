"""What a block says of its own rows, before it saw them and after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LEVELS = (0.5, 0.9)  # widths of the intervals whose coverage is counted
CONFIDENCE = 0.95  # of the band around a coverage
GOLDEN_RATIO = (1 + 5**0.5) / 2
CONFLICT_BELOW = 0.001  # prior-predictive probability: data that the prior all but excluded


@dataclass(frozen=True)
class RowCheck:
    """Observations of one data set beside their predictions.

    Parameters
    ----------
    name : str
        Of the data set.
    observed : array (row,)
        On the scale of the likelihood.
    prior, posterior : array (5, row)
        Quantiles 5, 25, 50, 75 and 95 % before and after the data.
    pit : array (row,)
        Share of posterior predictions below each observation.
    coverage : dict of float to dict
        By width of interval: found, low, high (band), inside.
    prior_p : dict of str to float
        Two-sided prior-predictive probability of the mean and the spread of the observations.
    """

    name: str
    observed: np.ndarray
    prior: np.ndarray
    posterior: np.ndarray
    pit: np.ndarray
    coverage: dict[float, dict[str, float]]
    prior_p: dict[str, float]

    @property
    def conflicts(self) -> bool:
        """Whether the prior all but excluded the data."""
        return min(self.prior_p.values()) < CONFLICT_BELOW


QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def check_rows(
    name: str, observed: np.ndarray, prior: np.ndarray, posterior: np.ndarray
) -> RowCheck:
    """Hold observations against predictions.

    Parameters
    ----------
    name : str
    observed : array (row,)
    prior, posterior : array (draw, row)
        Predictions of the same rows.

    Returns
    -------
    RowCheck
    """
    pit, replicated = share_below(observed, posterior), replicated_shares(posterior)
    return RowCheck(
        name,
        observed,
        np.quantile(prior, QUANTILES, axis=0),
        np.quantile(posterior, QUANTILES, axis=0),
        pit,
        {level: coverage(pit, level, replicated) for level in LEVELS},
        {
            "mean": two_sided(float(observed.mean()), prior.mean(axis=1)),
            "spread": two_sided(float(observed.std()), prior.std(axis=1)),
        },
    )


def share_below(observed: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """Share of predictions below each observation, array (row,), 1.

    Parameters
    ----------
    observed : array (row,)
    predicted : array (draw, row)

    Returns
    -------
    array (row,)

    Notes
    -----
    Censored rows equal many of their predictions exactly; each takes a place among those, spread
    evenly over the rows (multiples of the golden ratio), so that shares stay uniform.

    Examples
    --------
    >>> share_below(np.array([0.0, 2.0]), np.array([[0.0, 1.0], [0.0, 3.0]])).round(2)
    array([0.62, 0.5 ])
    """
    ties = (predicted == observed).mean(axis=0)
    return (predicted < observed).mean(axis=0) + _places(len(observed)) * ties


def coverage(pit: np.ndarray, level: float, replicated: np.ndarray) -> dict[str, float]:
    """Share of observations in the central interval of a width, and the band chance leaves it.

    Parameters
    ----------
    pit : array (row,)
    level : float, 1
    replicated : array (draw, row)
        The same of data sets that the block itself predicts, from `replicated_shares`.

    Returns
    -------
    dict
        found, low, high, and inside: 1 or 0.

    Notes
    -----
    The band holds `CONFIDENCE` of the coverages of those data sets. Where rows are independent it
    is the binomial band; rows that share an effect stand or fall together, which widens it.
    """
    found = float(np.mean(np.abs(pit - 0.5) <= level / 2))
    by_data_set = np.mean(np.abs(replicated - 0.5) <= level / 2, axis=1)
    below, above = _tails()
    low = float(np.quantile(by_data_set, below, method="lower"))
    high = float(np.quantile(by_data_set, above, method="higher"))
    return {"found": found, "low": low, "high": high, "inside": float(low <= found <= high)}


def replicated_shares(predicted: np.ndarray) -> np.ndarray:
    """Share of predictions below each prediction itself, as if it had been observed, 1.

    Parameters
    ----------
    predicted : array (draw, row)
        A data set a draw.

    Returns
    -------
    array (draw, row)

    Examples
    --------
    >>> replicated_shares(np.array([[1.0], [3.0], [2.0]])).round(2).ravel()
    array([0.21, 0.87, 0.54])
    """
    columns = []
    for place, column in zip(_places(predicted.shape[1]), predicted.T, strict=True):
        ordered = np.sort(column)
        below, up_to = (np.searchsorted(ordered, column, side) for side in ("left", "right"))
        columns.append((below + place * (up_to - below)) / len(column))
    return np.stack(columns, axis=1)


def two_sided(value: float, draws: np.ndarray) -> float:
    """Two-sided probability of a value among draws, 1; never zero, since draws are few.

    A tie counts half, so that draws which are all alike and equal to the value say nothing.

    Examples
    --------
    >>> two_sided(0.0, np.array([-1.0, 1.0]))
    1.0
    """
    below = (1 + np.mean([np.sum(draws < value), np.sum(draws <= value)])) / (2 + len(draws))
    return float(min(1.0, 2.0 * min(below, 1.0 - below)))


def _places(n_rows: int) -> np.ndarray:
    return np.arange(1, n_rows + 1) * GOLDEN_RATIO % 1.0


def _tails() -> tuple[float, float]:
    return (1.0 - CONFIDENCE) / 2, (1.0 + CONFIDENCE) / 2
