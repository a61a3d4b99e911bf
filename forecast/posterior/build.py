"""Beliefs and observations -> one PyMC model a block.

Each quantity of a block gets a standard normal score and is a fixed function of it, the same
function the forecast draws from when no data speak: so the sampler sees unit scales, and prior
quantiles are those on the card exactly. The likelihood files then say what the rows add.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import pymc as pm
import pytensor.tensor as pt

from forecast.errors import ForecastError, InputError
from forecast.posterior.blocks import BLOCKS, Block, module_name
from forecast.posterior.density import tables_of, terms_of

__all__ = ["BLOCKS", "Block", "build_block", "nuisance", "prior_variable"]


def build_block(block: Block, beliefs: Mapping[str, Any], tables: Mapping[str, Any]) -> pm.Model:
    """Joint density of a block's quantities and the rows that speak about them.

    Parameters
    ----------
    block : Block
        The likelihoods fitted together.
    beliefs : mapping of str to Distribution
        Priors as of a date, scenario applied.
    tables : mapping of str to Table
        Observations as of the same date.

    Returns
    -------
    pm.Model

    Raises
    ------
    ForecastError
        When a likelihood speaks about a quantity or table that does not exist.

    Notes
    -----
    A likelihood sees only the tables its file names: the key under which a posterior is stored
    is made of those.
    """
    with pm.Model() as pm_model:
        terms = {name: prior_variable(name, _belief(name, beliefs)) for name in terms_of(block)}
        for likelihood in block.likelihoods:
            _add(likelihood, terms, tables)
    return pm_model


def prior_variable(name: str, distribution: Any) -> Any:
    """A quantity as the sampler sees it before any data, in the quantity's own unit.

    Parameters
    ----------
    name : str
        What the quantity is called; its standard normal score is called `<name>_score`.
    distribution : Distribution
        Its prior.

    Returns
    -------
    PyTensor variable

    Raises
    ------
    InputError
        When the family is not smooth, so that a gradient sampler cannot update it.
    """
    score = pm.Normal(f"{name}_score", 0.0, 1.0)
    try:
        value = distribution.pytensor_value(score)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
    return pm.Deterministic(name, pt.as_tensor_variable(value))


def nuisance(table: Any) -> dict[str, Any]:
    """Parameters of a likelihood's own noise, by name, from the table's data card.

    Parameters
    ----------
    table : Table
        Observations whose card holds `[[nuisance]]` priors.

    Returns
    -------
    dict of str to PyTensor variable
    """
    return {
        name: prior_variable(name, distribution)
        for name, distribution in table.card.nuisance.items()
    }


def _add(likelihood: str, terms: dict[str, Any], tables: Mapping[str, Any]) -> None:
    module: Any = import_module(module_name(likelihood))
    if module.DATASET not in tables:
        raise ForecastError(f"{likelihood}: no table {module.DATASET!r} among the evidence")
    named = {name: tables[name] for name in tables_of(likelihood, tuple(tables))}
    module.add(terms, module.select(named[module.DATASET], named), named)


def _belief(name: str, beliefs: Mapping[str, Any]) -> Any:
    if name not in beliefs:
        raise ForecastError(f"a likelihood speaks about {name!r}, which has no card")
    return beliefs[name]
