"""Which inputs drive an answer: first-order effects, from draws already in hand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np


def first_order(outcome: np.ndarray, inputs: Mapping[str, np.ndarray]) -> list[dict]:
    """Share of the variance of an outcome that each input explains alone, largest first.

    Inputs that go together explain what they share each for itself.

    Parameters
    ----------
    outcome : array (draw,)
        Finite.
    inputs : mapping of array (draw,)

    Returns
    -------
    list of dict
        name, first_order. Zero where the outcome does not vary.

    Notes
    -----
    Var(E[outcome | bin]) / Var(outcome) over n^(1/3) bins of equal numbers of draws, less what
    noise alone would give.
    """
    rows = [
        {"name": name, "first_order": binned_share(outcome, values)}
        for name, values in inputs.items()
    ]
    return sorted(rows, key=lambda row: -row["first_order"])


def binned_share(outcome: np.ndarray, values: np.ndarray) -> float:
    """First-order share of one input.

    Parameters
    ----------
    outcome, values : array (draw,)

    Returns
    -------
    float
        0 to 1; a constant input, a constant outcome and two draws give 0.
    """
    n, total = len(outcome), float(outcome.var())
    if total == 0.0 or np.ptp(values) == 0.0 or n == 2:  # a bin each: the noise is not known
        return 0.0
    n_bins = max(round(n ** (1.0 / 3.0)), 2)
    distinct, which = np.unique(values, return_inverse=True)
    if len(distinct) > n_bins:
        which = np.empty(n, dtype=np.int64)
        which[np.argsort(values, kind="stable")] = np.arange(n) * n_bins // n
    counts = np.bincount(which).astype(float)
    means = np.bincount(which, weights=outcome) / counts
    between = float((counts * (means - outcome.mean()) ** 2).sum() / n)
    by_chance = (len(counts) - 1) * (total - between) / (n - len(counts))
    return float(np.clip((between - by_chance) / total, 0.0, 1.0))
