"""Draws for rows that changed a little, from the draws for the rows before.

Where none of the rows that a block selects changed, its draws are what they were. Else a draw is
weighted by the likelihood of the rows now over that of the rows before. Where the weights are even
enough (Pareto k-hat, effective draws), the stored draws are resampled by them, which takes a
second; where they are not, the block must be fitted. What cannot be reweighted at all says why:
other beliefs or code, new parameters, or parameters whose draws are not stored in full, which is so
of blocks with effects of many groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from forecast.posterior.blocks import Block
from forecast.posterior.checks import MIN_EFFECTIVE_DRAWS
from forecast.posterior.encoding import StoredBlock, decode, encode
from forecast.posterior.keys import block_key, key_parts
from forecast.posterior.reweight_density import (
    NotKept,
    difference,
    log_likelihoods,
    same_likelihood,
)
from forecast.posterior.sampler import THINNING
from forecast.seeds import stream
from forecast.settings import today

STAGE = "reweight"
LARGEST_KHAT = 0.7  # above, the mean of the weights has no finite error worth the name
SHOWN = 12  # digits of a key in a message


@dataclass(frozen=True)
class Reweighed:
    """What came of reweighting a block.

    Parameters
    ----------
    stored : StoredBlock or None
        Its draws for the rows as they are now; None where it must be fitted.
    told : str
        From which draws and how well, or why not.
    """

    stored: StoredBlock | None
    told: str


def reweigh(
    block: Block,
    stored: StoredBlock,
    beliefs: Mapping[str, Any],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> Reweighed:
    """Draws of a block for rows as they are now from those for the rows before.

    Parameters
    ----------
    block : Block
    stored : StoredBlock
        Draws for the rows before.
    beliefs : mapping of str to Distribution
        The same before and after.
    before, after : mapping of str to Table
        Observations.

    Returns
    -------
    Reweighed

    Notes
    -----
    The effective number of draws is min(ESS) of the stored draws times 1 / (n sum w^2), with
    normalised weights w smoothed by a Pareto tail.
    """
    from forecast.posterior.build import build_block

    seed, key = stored.about["seed"], block_key(block, beliefs, after)
    reason = _other_parts(block, beliefs, before, after)
    if reason:
        return Reweighed(None, reason)
    old, new = (build_block(block, beliefs, tables) for tables in (before, after))
    reason = difference(block, old, new, seed)
    if reason:
        return Reweighed(None, reason)
    if same_likelihood(old, new, seed):
        same = replace(stored, about={**stored.about, "key": key})
        return Reweighed(
            same, f"from {stored.about['key'][:SHOWN]}: the rows it selects are the same"
        )
    try:
        log_ratios = _log_ratios(block, stored, old, new)
    except NotKept as error:
        return Reweighed(None, str(error))
    return _by_weights(stored, *smoothed(log_ratios), key)


def _log_ratios(block: Block, stored: StoredBlock, old: Any, new: Any) -> np.ndarray:
    """Log likelihood of the rows now less that of the rows before, by draw."""
    if block.trend:
        raise NotKept("its draws are a mixture of shapes")
    if "reweighted" in stored.about:
        raise NotKept("its draws were reweighted before")
    rows = {name: each.reshape(-1, *each.shape[2:]) for name, each in stored.values.items()}
    was, now = (log_likelihoods(each, rows) for each in (old, new))
    return now - was


def _by_weights(stored: StoredBlock, weights: np.ndarray, khat: float, key: str) -> Reweighed:
    share = float(1.0 / (len(weights) * np.sum(weights**2)))
    effective = share * stored.about["diagnostics"]["min_ess"]
    told = f"k-hat {khat:.2f}, {effective:,.0f} effective draws"
    if not (khat < LARGEST_KHAT and effective >= MIN_EFFECTIVE_DRAWS):
        return Reweighed(None, f"the change is too large to reweight: {told}")
    record = {"from": stored.about["key"], "khat": khat, "effective_share": share}
    chosen = _resampled(stored, weights, key, record)
    return Reweighed(chosen, f"from {stored.about['key'][:SHOWN]}: {told}")


def smoothed(log_ratios: np.ndarray) -> tuple[np.ndarray, float]:
    """Normalised importance weights with a Pareto-smoothed tail, and its shape k-hat.

    Parameters
    ----------
    log_ratios : array (draw,)

    Returns
    -------
    tuple of array (draw,) and float
        k-hat is 0 where all ratios are the same, inf where the tail has no shape.

    Notes
    -----
    Vehtari, Simpson, Gelman, Yao, Gabry, "Pareto smoothed importance sampling", JMLR 25 (2024).
    """
    if np.ptp(log_ratios) == 0.0:
        return np.full(len(log_ratios), 1.0 / len(log_ratios)), 0.0
    from arviz_stats.base import array_stats

    with np.errstate(over="ignore"):  # the tail of weights that will be refused
        log_weights, khat = array_stats.psislw(-log_ratios)  # it takes log likelihoods left out
    weights = np.exp(np.asarray(log_weights) - np.max(log_weights))
    return weights / weights.sum(), float(np.nan_to_num(khat, nan=np.inf))


def _other_parts(
    block: Block, beliefs: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> str:
    """What besides rows is not as it was, or ""."""
    parts, others = (key_parts(block, beliefs, tables) for tables in (before, after))
    differing = [name for name in parts | others if parts.get(name) != others.get(name)]
    return "" if differing in ([], ["rows"]) else f"other {', '.join(differing)}"


def _resampled(
    stored: StoredBlock, weights: np.ndarray, key: str, record: dict[str, Any]
) -> StoredBlock:
    """Rows taken in proportion to their weights, as they stand in a file."""
    n_chains, n_draws = next(iter(stored.values.values())).shape[:2]
    place = taken(weights, n_draws, stream(stored.about["seed"], STAGE, key))
    values = {name: _rows(each, place, n_chains) for name, each in stored.values.items()}
    few = place.reshape(n_chains, -1)[:, ::THINNING].ravel()
    thinned_place = few // n_draws * -(-n_draws // THINNING) + few % n_draws // THINNING
    thinned = {name: _rows(each, thinned_place, n_chains) for name, each in stored.thinned.items()}
    about = {
        **stored.about,
        "key": key,
        "fitted_on": today().isoformat(),
        "diagnostics": _scaled(stored.about["diagnostics"], record["effective_share"]),
        "by_name": {
            name: _scaled(each, record["effective_share"])
            for name, each in stored.about["by_name"].items()
        },
        "reweighted": record,
    }
    return decode(encode(StoredBlock(values, stored.labels, about, thinned)))


def taken(weights: np.ndarray, n_draws: int, random: np.random.Generator) -> np.ndarray:
    """Which rows are taken, each about as often as its weight says, in their old order.

    Parameters
    ----------
    weights : array (row,)
        They add up to 1; rows chain by chain.
    n_draws : int
        Rows of a chain.
    random : Generator

    Returns
    -------
    array (row,) of int
        A row whose place is that of a thinned one holds one of which all variables are stored.
    """
    is_thinned = np.arange(len(weights)) % n_draws % THINNING == 0
    found = np.empty(len(weights), dtype=int)
    for kind in (is_thinned, ~is_thinned):
        rows = np.flatnonzero(kind)
        reached = np.cumsum(weights[rows] / weights[rows].sum())
        at = (np.arange(len(rows)) + random.random()) / len(rows)
        found[rows] = rows[np.minimum(np.searchsorted(reached, at), len(rows) - 1)]
    return found


def _rows(values: np.ndarray, place: np.ndarray, n_chains: int) -> np.ndarray:
    """Rows (chain by chain) at some places, again as (chain, draw, ...)."""
    rows = values.reshape(-1, *values.shape[2:])[place]
    return rows.reshape(n_chains, -1, *values.shape[2:])


def _scaled(record: Mapping[str, float], share: float) -> dict[str, float]:
    return {name: each * share if "ess" in name else each for name, each in record.items()}
