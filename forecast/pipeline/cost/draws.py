"""Draws of what a prediction of the serving model rests on, from the stored posterior."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np

from forecast.errors import ForecastError
from forecast.pipeline.cost.lengths import CARDS
from forecast.posterior.blocks import blocks_named
from forecast.posterior.draws import interleaved
from forecast.posterior.encoding import StoredBlock
from forecast.posterior.keys import block_key
from forecast.posterior.shapes_store import weighed
from forecast.posterior.store import PosteriorWarning, find, read_block, shipped_path
from forecast.seeds import stream

SEED, STAGE = 0, "cost"  # fixed: the same question gets the same answer
SERVING = "serving"
NOISE = (
    "unrecorded_kv_bits", "typical_batch_share", "batch_share_scatter",
    "waiting_growth_per_year_back", "held_output_share", "amd_flop_gain", "dense_scatter_share",
)  # fmt: skip
ACCEPTED = "accepted_tokens_per_step"


@dataclass(frozen=True)
class Learned:
    """Draws of the serving model, one joint row each.

    Parameters
    ----------
    terms : dict of array (draw,)
        Quantities by name, those of the block and those only on cards.
    noise : dict of array (draw,)
        What tables leave out: format of the cache, share of the batch in flight.
    log_error : array (draw,)
        Log error of a row of a study and a setup not seen before; of a mixture of experts.
    source : dict
        Which posterior: block, key, where from, whether it is current.
    """

    terms: dict[str, np.ndarray]
    noise: dict[str, np.ndarray]
    log_error: np.ndarray
    source: dict[str, Any]

    def log_errors(self, is_dense: np.ndarray) -> np.ndarray:
        """Log errors of rows that are dense (1) or not (0), array (draw, row)."""
        of_dense = self.noise["dense_scatter_share"][:, None] ** is_dense
        return self.log_error[:, None] * of_dense

    @property
    def n_draws(self) -> int:
        """Number of draws."""
        return len(self.log_error)


def learned(beliefs: Any, tables: Mapping[str, Any], priors_dir: Path, n_draws: int) -> Learned:
    """Draws of the stored posterior of the serving block; nothing is fitted.

    Parameters
    ----------
    beliefs : Beliefs
        Cards in force.
    tables : mapping of str to Table
        Evidence.
    priors_dir : Path
        Folder whose `posterior/` holds the shipped draws.
    n_draws : int
        At most so many, chains taking turns.

    Returns
    -------
    Learned
    """
    stored, source = stored_block(SERVING, beliefs, tables, priors_dir)
    return learned_from(rows_of(stored, n_draws), beliefs, tables, source)


def learned_from(
    terms: dict[str, np.ndarray], beliefs: Any, tables: Mapping[str, Any], source: dict[str, Any]
) -> Learned:
    """Draws of a posterior, with what it leaves to cards.

    Parameters
    ----------
    terms : dict of array (draw,)
        Draws of the serving block.
    beliefs : Beliefs
    tables : mapping of str to Table
    source : dict
        Which posterior it is.

    Returns
    -------
    Learned
    """
    n = len(terms["serving_log_scatter"])
    priors = tables[SERVING].card.nuisance
    noise = {
        name: terms.get(name, priors[name].quantile_of_score(even_scores(name, n)))
        for name in NOISE
    }
    noise |= {name: beliefs[name].quantile_of_score(even_scores(name, n)) for name in CARDS}
    terms[ACCEPTED] = beliefs[ACCEPTED].quantile_of_score(even_scores(ACCEPTED, n))
    noise["batch_share"] = _batch_share(noise, even_scores("batch_share", n))
    log_error = terms["serving_log_scatter"] * even_scores("serving_error", n)
    return Learned(terms, noise, log_error, source)


def stored_block(
    name: str, beliefs: Any, tables: Mapping[str, Any], priors_dir: Path
) -> tuple[StoredBlock, dict[str, Any]]:
    """Draws of a block: under the key of today's cards, else those shipped, with a warning.

    Returns
    -------
    (StoredBlock, dict)
        The draws, and which they are.

    Raises
    ------
    ForecastError
        When nothing is stored at all.
    """
    (block,) = weighed(blocks_named((name,)), beliefs, tables, priors_dir)
    key = block_key(block, beliefs, tables)
    found = find(name, key, priors_dir)
    if found is not None:
        return found[0], {"block": name, "key": key, "source": found[1], "is_current": True}
    shipped = read_block(shipped_path(priors_dir, name))
    if shipped is None:
        raise ForecastError(f"no stored posterior for {name}; run: forecast fit --block {name}")
    warnings.warn(
        f"cards, rows or code of the {name} block changed since its draws were shipped, which are "
        f"used here as they are; forecast fit --block {name} renews them",
        PosteriorWarning,
        stacklevel=2,
    )
    told = {"block": name, "key": shipped.about["key"], "source": "shipped", "is_current": False}
    return shipped, told


def rows_of(stored: StoredBlock, n_draws: int) -> dict[str, np.ndarray]:
    """The first draws of a stored block, chains taking turns, by name of quantity."""
    n_chains = next(iter(stored.values.values())).shape[0]
    scalars = {name: each.ravel() for name, each in stored.values.items() if each.ndim == 2}
    order = interleaved(len(next(iter(scalars.values()))), n_chains)[:n_draws]
    return {name: each[order].astype(float) for name, each in scalars.items()}


def even_scores(name: str, n: int) -> np.ndarray:
    """Standard normal scores at evenly spaced chances, in an order of their own for each name.

    Quantiles of what they enter are steadier than with scores drawn at random.
    """
    normal = NormalDist()
    levels = np.array([normal.inv_cdf((i + 0.5) / n) for i in range(n)])
    return stream(SEED, STAGE, name).permutation(levels)


def _batch_share(noise: Mapping[str, np.ndarray], score: np.ndarray) -> np.ndarray:
    """Share in flight of the most that fits, in a setup not seen before; as in the likelihood."""
    typical = noise["typical_batch_share"]
    log_odds = np.log(typical / (1.0 - typical)) + noise["batch_share_scatter"] * score
    return 1.0 / (1.0 + np.exp(-log_odds))
