"""Headline numbers as arrays in the order of the ledger: their units and Monte Carlo errors."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from forecast.pipeline.compare.worlds import BATCHES
from forecast.track_record.ledger import HEADLINE

Numbers = np.ndarray  # (1 + batch, headline number)


def unit_of(name: str) -> str:
    """Unit of a headline number.

    Examples
    --------
    >>> unit_of("median_8e9"), unit_of("p_never_8e9")
    ('year', '1')
    """
    return "year" if name.startswith("median") else "1"


def as_array(values: Mapping[str, float | None], instead: float) -> np.ndarray:
    """Headline numbers by name as an array (headline number,), something else for None."""
    return np.array([instead if values[name] is None else values[name] for name in HEADLINE])


def batch_error(part: Numbers) -> np.ndarray:
    """Monte Carlo error from how far batches differ; nan where one of them is not finite.

    Examples
    --------
    >>> batch_error(np.array([[2.0], *([[1.0], [3.0]] * 12)])).round(3).tolist()
    [0.204]
    """
    with np.errstate(invalid="ignore"):
        return np.asarray(part[1:].std(axis=0, ddof=1) / np.sqrt(BATCHES))


def or_none(value: float) -> float | None:
    """The value, None where it is not finite."""
    return float(value) if np.isfinite(value) else None
