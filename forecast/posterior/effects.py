"""Pieces of the hardware likelihoods: the trend the kernel uses, and effects around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.trends import log_slowing_growth

# Levels with a long-run growth factor on a card; the others are ratios that level off.
KEEP_CHANGING = frozenset({"flop_per_usd", "watts_per_flop"})


def log_level(terms: Mapping[str, Any], level: str, years: Any) -> Any:
    """Natural log of a hardware level at calendar years, by the trend the kernel uses.

    Parameters
    ----------
    terms : mapping of str to scalar
        The level, its growth factors and hardware_slowing_years.
    level : str
        Name of the level, such as "flop_per_usd".
    years : array (row,), year
        Calendar years, before or after the start.

    Returns
    -------
    array or tensor (row,), log of the level's unit
        Ratios without a long-run factor level off (long-run factor 1).
    """
    long_run = f"{level}_long_run_growth_per_year"
    change = log_slowing_growth(
        years_since_start=years - START_YEAR,
        log_growth_today=np.log(terms[f"{level}_growth_per_year"]),
        log_growth_long_run=np.log(terms[long_run]) if level in KEEP_CHANGING else 0.0,
        slowing_years=terms["hardware_slowing_years"],
    )
    return np.log(terms[level]) + change


def positions(values: Sequence[str], among: tuple[str, ...]) -> np.ndarray:
    """Index of each value in a tuple of names; one past the end for the reference.

    Examples
    --------
    >>> positions(["AMD", "NVIDIA"], ("Google", "AMD"))
    array([1, 2])
    """
    return np.array([among.index(value) if value in among else len(among) for value in values])


def with_reference(effects: Any) -> Any:
    """Effects with a zero appended along the last axis, for the reference that `positions` means.

    Parameters
    ----------
    effects : tensor (..., name)
        Departures from the reference.

    Returns
    -------
    tensor (..., name + 1)
    """
    import pytensor.tensor as pt

    return pt.concatenate([effects, pt.zeros_like(effects[..., :1])], axis=-1)


def groups(labels: Sequence[str]) -> tuple[tuple[str, ...], np.ndarray]:
    """Distinct labels in order of appearance, and the position of each label among them.

    Examples
    --------
    >>> groups(["b", "a", "b"])
    (('b', 'a'), array([0, 1, 0]))
    """
    distinct = tuple(dict.fromkeys(labels))
    return distinct, positions(labels, distinct)


def standard_scores(name: str, labels: tuple[str, ...], *rows: int) -> Any:
    """Standard normal parameters whose last axis is named, so that stored draws say of whom.

    Parameters
    ----------
    name : str
        What they are called.
    labels : tuple of str
        What the last axis counts, such as makers.
    *rows : int
        Lengths of axes before it.

    Returns
    -------
    tensor (*rows, label), 1
    """
    import pymc as pm

    dims = tuple(f"{name}_axis{axis}" for axis in range(len(rows) + 1))
    pm.modelcontext(None).add_coords(
        {**{dim: range(n) for dim, n in zip(dims, rows, strict=False)}, dims[-1]: labels}
    )
    return pm.Normal(name, dims=dims)


def random_effects(name: str, scatter: Any, labels: Sequence[str]) -> Any:
    """Effect of each row's group, pooled towards zero, non-centred.

    Parameters
    ----------
    name : str
        What the standard normal scores are called, one a group.
    scatter : tensor scalar, log
        Spread between groups.
    labels : list of str
        Group of each row.

    Returns
    -------
    tensor (row,), log
    """
    distinct, position = groups(labels)
    return (scatter * standard_scores(name, distinct))[position]


def noise_named(table: Any, names: Sequence[str]) -> dict[str, Any]:
    """Parameters of a likelihood's own noise: the named ones of a data card that serves several.

    Parameters
    ----------
    table : Table
        Observations whose card holds `[[nuisance]]` priors.
    names : list of str

    Returns
    -------
    dict of str to PyTensor variable
    """
    from forecast.posterior.build import prior_variable

    return {name: prior_variable(name, table.card.nuisance[name]) for name in names}
