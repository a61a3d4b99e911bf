"""How likely stored draws make some rows: the log likelihood of a block, without sampling it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from forecast.posterior.blocks import Block
from forecast.posterior.density import published_of, thinned_of

POINTS = 4  # at which two models are compared


class NotKept(Exception):
    """The draws that the likelihood needs are not stored, or not as they must be."""


def log_likelihoods(pm_model: Any, values: Mapping[str, np.ndarray]) -> np.ndarray:
    """Log likelihood of all rows of a model under stored draws.

    Parameters
    ----------
    pm_model : pm.Model
        From `build.build_block`.
    values : mapping of str to array (draw, ...)
        Stored variables.

    Returns
    -------
    array (draw,)

    Raises
    ------
    NotKept
        When the draws of a parameter that the rows depend on are not among the values.

    Notes
    -----
    Two kinds of variable count as known: a parameter itself, and a quantity that is a function
    of its own score alone, so that its prior is that of its card whatever the rows are.
    """
    import pytensor
    from pytensor.graph import vectorize_graph

    total = _log_likelihood(pm_model)
    known = {name: pm_model[name] for name in values if _stands_alone(pm_model, name)}
    missing = [each for each in _random(total, known.values()) if each not in known]
    if missing:
        raise NotKept(f"draws are not kept in full of {_shortened(missing)}")
    batch = {
        node: pytensor.tensor.tensor(name, shape=(None, *node.type.shape))
        for name, node in known.items()
    }
    density = pytensor.function(
        [*batch.values()], vectorize_graph(total, batch), mode=_plain(), on_unused_input="ignore"
    )
    return np.asarray(density(*(values[name] for name in known)))


def difference(block: Block, one: Any, other: Any, seed: int) -> str:
    """What keeps draws of one model from being draws of another but for their rows, or "".

    Parameters
    ----------
    block : Block
    one, other : pm.Model
        Of the block, with other rows.
    seed : int
        Of the points at which their priors and quantities are compared.

    Returns
    -------
    str
    """
    sizes, others = (_sizes(pm_model) for pm_model in (one, other))
    if sizes != others:
        names = sorted(n for n in sizes | others if sizes.get(n) != others.get(n))
        return f"the rows bring other parameters: {', '.join(names[:3])}"
    kept = (*published_of(block), *thinned_of(block))

    def told(pm_model: Any) -> list[Any]:
        quantities = [pm_model[name] for name in kept if name in pm_model.named_vars]
        priors = pm_model.logp(pm_model.free_RVs, sum=False)
        return [*priors, *pm_model.replace_rvs_by_values(quantities)]

    same = _same(one, other, told, seed)
    return "" if same else "its priors or quantities depend on the rows"


def same_likelihood(one: Any, other: Any, seed: int) -> bool:
    """Whether two models of the same parameters find all rows equally likely, to the last digit.

    Parameters
    ----------
    one, other : pm.Model
    seed : int
        Of the points at which they are compared.

    Returns
    -------
    bool
        So it is where the rows that changed are not among those a block selects.
    """
    return _same(one, other, lambda each: each.logp(sum=False), seed)


def _same(one: Any, other: Any, told: Callable[[Any], list[Any]], seed: int) -> bool:
    """Whether what two models tell is equal at some points."""
    random = np.random.default_rng(seed)
    sizes = _sizes(one).values()
    points = [[random.standard_normal(size) for size in sizes] for _ in range(POINTS)]
    here, there = (_at(pm_model, told(pm_model), points) for pm_model in (one, other))
    return all(np.array_equal(a, b) for a, b in zip(here, there, strict=True))


def _at(pm_model: Any, nodes: list[Any], points: list[list[np.ndarray]]) -> list[np.ndarray]:
    import pytensor

    by_name = {each.name: each for each in pm_model.value_vars}
    given = [by_name[name] for name in _sizes(pm_model)]
    function = pytensor.function(given, nodes, mode=_plain(), on_unused_input="ignore")
    return [np.asarray(each) for point in points for each in function(*point)]


def _plain() -> Any:
    """Array operations one by one: a few of them do not pay for a compiler."""
    import pytensor

    return pytensor.compile.get_mode("FAST_COMPILE").excluding("fusion")


def _log_likelihood(pm_model: Any) -> Any:
    import pymc as pm

    with warnings.catch_warnings():  # of copies of parameters, which `_random` finds
        warnings.simplefilter("ignore", UserWarning)
        terms = [pm.logp(each, pm_model.rvs_to_values[each]) for each in pm_model.observed_RVs]
    return sum(each.sum() for each in (*terms, *pm_model.potentials))


def _stands_alone(pm_model: Any, name: str) -> bool:
    found = _random(pm_model[name]) if name in pm_model.named_vars else []
    return found in ([name], [f"{name}_score"])


def _random(node: Any, known: Iterable[Any] = ()) -> list[str]:
    """Names of the random variables that a node depends on, but for what known nodes depend on."""
    from pytensor.graph.traversal import ancestors
    from pytensor.tensor.random.op import RandomVariable

    found = ancestors([node], blockers=[*known])
    random = (each for each in found if each.owner and isinstance(each.owner.op, RandomVariable))
    names = (str(each.name).removesuffix("_lifted") for each in random)
    return sorted(dict.fromkeys(names))


def _sizes(pm_model: Any) -> dict[str, tuple[int, ...]]:
    """Shapes of the parameters as the sampler sees them, by name."""
    return {name: value.shape for name, value in pm_model.initial_point(0).items()}


def _shortened(names: list[str]) -> str:
    first, *rest = (name.removesuffix("_score") for name in names)
    return f"{first} and {len(rest)} more" if rest else first
