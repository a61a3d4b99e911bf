"""May these draws be published? The gate every block must pass before it is used or stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

MIN_CHAINS = 4  # chains
MAX_RHAT = 1.01  # 1; below this
MIN_EFFECTIVE_DRAWS = 400.0  # draws; bulk and tail
TAILS = (0.05, 0.95)  # 1; tail ESS is that of these quantiles (the library takes 89 % else)
MAX_DIVERGENCES = 0  # draws
MIN_ENERGY_FRACTION = 0.3  # 1; E-BFMI of each chain
MAX_DEPTH_SHARE = 0.01  # 1; share of draws cut short by the tree depth, below this


@dataclass(frozen=True)
class Failure:
    """One bound that does not hold.

    Parameters
    ----------
    what : str
        The check.
    name : str
        The parameter, chain or block it failed for.
    value : float
        What was found.
    bound : str
        What is accepted.
    """

    what: str
    name: str
    value: float
    bound: str


@dataclass(frozen=True)
class Gate:
    """Outcome of all checks on one block.

    Parameters
    ----------
    failures : tuple of Failure
        Every bound that does not hold, worst first within a check.
    diagnostics : dict of str to float
        max_rhat, min_ess, divergences, min_bfmi, tree_depth_share, chains, draws.
    by_name : dict of str to dict
        rhat, ess_bulk and ess_tail of each variable, its worst element.
    """

    failures: tuple[Failure, ...]
    diagnostics: dict[str, float]
    by_name: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether every bound holds."""
        return not self.failures


def check(tree: Any, free: Iterable[str], published: Iterable[str]) -> Gate:
    """Hold the draws of one block against every bound.

    Parameters
    ----------
    tree : xarray.DataTree
        Groups `posterior` and `sample_stats` with dims chain and draw.
    free : iterable of str
        Free parameters.
    published : iterable of str
        Quantities handed on; one that is the same number in every draw (a prior that is a
        fixed value) has converged by definition.

    Returns
    -------
    Gate
    """
    free, published = tuple(free), tuple(published)
    names = tuple(dict.fromkeys([*free, *published]))
    unusable = [each for name in names for each in _not_finite(name, tree.posterior[name].values)]
    if unusable:
        return Gate(tuple(unusable), _counts(tree.posterior[names[0]].values))
    by_name = {name: _convergence(tree.posterior[name].values, name in free) for name in names}
    sampler = _sampler_diagnostics(tree.sample_stats, tree.posterior[names[0]].values)
    diagnostics = {
        **sampler,
        "max_rhat": max(each["rhat"] for each in by_name.values()),
        "min_ess": min(min(each["ess_bulk"], each["ess_tail"]) for each in by_name.values()),
    }
    failures = [*_parameter_failures(by_name), *_sampler_failures(sampler)]
    return Gate(tuple(failures), diagnostics, by_name)


def worst_offenders(gates: dict[str, Gate], n_rows: int = 12) -> str:
    """Table of what failed, for a message.

    Parameters
    ----------
    gates : dict of str to Gate
        Outcome by block.
    n_rows : int
        Rows to show.

    Returns
    -------
    str
        Plain ASCII, one line a failure.
    """
    rows = [(block, each) for block, gate in gates.items() for each in gate.failures]
    lines = [f"{'block':<12} {'check':<16} {'found':>12}  {'accepted':<8}  name"]
    lines += [
        f"{block:<12} {each.what:<16} {each.value:>12.5g}  {each.bound:<8}  {each.name}"
        for block, each in rows[:n_rows]
    ]
    more = len(rows) - n_rows
    return "\n".join([*lines, f"... and {more} more"] if more > 0 else lines)


def _not_finite(name: str, values: np.ndarray) -> list[Failure]:
    n_bad = int(np.size(values) - np.isfinite(values).sum())
    return [Failure("NaN or infinite", name, n_bad, "0")] if n_bad else []


def _counts(values: np.ndarray) -> dict[str, float]:
    return {"chains": float(values.shape[0]), "draws": float(values.shape[1])}


def _convergence(values: np.ndarray, is_free: bool) -> dict[str, float]:
    """Worst R-hat and effective sizes over the elements of one variable."""
    columns = values.reshape(*values.shape[:2], -1)
    moves = np.ptp(columns, axis=(0, 1)) > 0
    n_draws = float(columns[..., 0].size)
    if is_free and not moves.all():  # stuck: the library calls this converged
        return {"rhat": float("inf"), "ess_bulk": 0.0, "ess_tail": 0.0}
    if not moves.any():
        return {"rhat": 1.0, "ess_bulk": n_draws, "ess_tail": n_draws}
    return _array_statistics(columns[:, :, moves])


def _array_statistics(columns: np.ndarray) -> dict[str, float]:
    from arviz_stats.base import array_stats

    axes = {"chain_axis": 0, "draw_axis": 1}
    rhat = array_stats.rhat(columns, method="rank", **axes)
    bulk = array_stats.ess(columns, method="bulk", **axes)
    tail = array_stats.ess(columns, method="tail", prob=TAILS, **axes)
    return {
        "rhat": float(np.nan_to_num(np.max(rhat), nan=np.inf)),
        "ess_bulk": float(np.nan_to_num(np.min(bulk), nan=0.0)),
        "ess_tail": float(np.nan_to_num(np.min(tail), nan=0.0)),
    }


def _sampler_diagnostics(stats: Any, values: np.ndarray) -> dict[str, float]:
    energy = stats["energy"].values
    fractions = np.mean(np.diff(energy, axis=1) ** 2, axis=1) / np.var(energy, axis=1)
    return {
        **_counts(values),
        "divergences": float(stats["diverging"].values.sum()),
        "min_bfmi": float(np.min(fractions)),
        "tree_depth_share": float(stats["maxdepth_reached"].values.mean()),
    }


def _parameter_failures(by_name: dict[str, dict[str, float]]) -> list[Failure]:
    failures = []
    for name, found in sorted(by_name.items(), key=lambda item: -item[1]["rhat"]):
        if not found["rhat"] < MAX_RHAT:
            failures.append(Failure("R-hat", name, found["rhat"], f"< {MAX_RHAT}"))
    for what, key in (("bulk ESS", "ess_bulk"), ("tail ESS", "ess_tail")):
        for name, found in sorted(by_name.items(), key=lambda item: item[1][key]):
            if not found[key] >= MIN_EFFECTIVE_DRAWS:
                bound = f">= {MIN_EFFECTIVE_DRAWS:g}"
                failures.append(Failure(what, name, found[key], bound))
    return failures


def _sampler_failures(found: dict[str, float]) -> list[Failure]:
    bounds = (
        ("chains", "chains", found["chains"] >= MIN_CHAINS, f">= {MIN_CHAINS}"),
        ("divergences", "divergences", found["divergences"] <= MAX_DIVERGENCES, "0"),
        ("E-BFMI", "min_bfmi", found["min_bfmi"] >= MIN_ENERGY_FRACTION, ">= 0.3"),
        ("tree depth", "tree_depth_share", found["tree_depth_share"] < MAX_DEPTH_SHARE, "< 0.01"),
    )
    return [
        Failure(what, "all chains", found[key], bound)
        for what, key, holds, bound in bounds
        if not holds
    ]
