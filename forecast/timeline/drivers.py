"""Which inputs drive an answer: first-order effects, from draws already in hand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np


def first_order(
    outcome: np.ndarray, inputs: Mapping[str, np.ndarray], batch: np.ndarray
) -> list[dict]:
    """Share of the variance of an outcome that each input explains alone, largest first.

    Inputs that go together explain what they share each for itself.

    Parameters
    ----------
    outcome : array (draw,)
        Finite.
    inputs : mapping of array (draw,)
    batch : array (draw,) of int
        Share of the posterior's rows that each draw belongs to.

    Returns
    -------
    list of dict
        name, first_order and its Monte Carlo error, mcse. Zero where the outcome does not vary.

    Notes
    -----
    Var(E[outcome | bin]) / Var(outcome) over n^(1/3) bins of equal numbers of draws, less what
    noise alone would give. The error is that of a jackknife: each batch is left out in turn.
    """
    rows = []
    for name, values in inputs.items():
        share, error = binned_share(outcome, values, batch)
        rows.append({"name": name, "first_order": share, "mcse": error})
    return sorted(rows, key=lambda row: -row["first_order"])


def binned_share(outcome: np.ndarray, values: np.ndarray, batch: np.ndarray) -> tuple[float, float]:
    """First-order share of one input, and its Monte Carlo error.

    Parameters
    ----------
    outcome, values : array (draw,)
    batch : array (draw,) of int

    Returns
    -------
    float, float
        0 to 1; a constant input, a constant outcome and two draws give 0, with no error.
    """
    n, total = len(outcome), float(outcome.var())
    if total == 0.0 or np.ptp(values) == 0.0 or n == 2:  # a bin each: the noise is not known
        return 0.0, 0.0
    n_bins = max(round(n ** (1.0 / 3.0)), 2)
    distinct, which = np.unique(values, return_inverse=True)
    if len(distinct) > n_bins:
        which = np.empty(n, dtype=np.int64)
        which[np.argsort(values, kind="stable")] = np.arange(n) * n_bins // n
    counts = np.bincount(which).astype(float)
    means = np.bincount(which, weights=outcome) / counts
    between = float((counts * (means - outcome.mean()) ** 2).sum() / n)
    by_chance = (len(counts) - 1) * (total - between) / (n - len(counts))
    share = float(np.clip((between - by_chance) / total, 0.0, 1.0))
    return share, _jackknife(outcome - outcome.mean(), which, batch)


def _jackknife(outcome: np.ndarray, which: np.ndarray, batch: np.ndarray) -> float:
    """How far the share, not cut at 0, moves when batches are left out: its standard error."""
    n_bins, n_batches = which.max() + 1, batch.max() + 1
    cells = which * n_batches + batch
    counts, sums, squares = (
        _without_each(np.bincount(cells, weights, n_bins * n_batches).reshape(n_bins, n_batches))
        for weights in (None, outcome, outcome**2)
    )
    n = counts.sum(axis=0)
    centre = (sums.sum(axis=0) / n) ** 2
    total = squares.sum(axis=0) / n - centre
    between = (sums**2 / np.maximum(counts, 1.0)).sum(axis=0) / n - centre
    by_chance = (n_bins - 1) * (total - between) / np.maximum(n - n_bins, 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):  # a batch may hold all of the spread
        shares = np.nan_to_num((between - by_chance) / total)
    return float(np.std(shares) * np.sqrt(n_batches - 1.0))


def _without_each(cells: np.ndarray) -> np.ndarray:
    """What is left in each bin without each batch, array (bin, batch)."""
    return cells.sum(axis=1, keepdims=True) - cells
