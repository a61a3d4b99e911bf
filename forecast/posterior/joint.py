"""Draws of all blocks side by side: one joint posterior, a row a draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from forecast.errors import ForecastError
from forecast.posterior.encoding import StoredBlock
from forecast.posterior.sampler import THINNING


@dataclass(frozen=True)
class Posterior:
    """Joint draws of everything that observations inform, all blocks side by side.

    Parameters
    ----------
    scalars : dict of str to array (row,)
        Quantities by name, float64; rows chain by chain.
    vectors : dict of str to array (row, item)
        Variables with several elements.
    labels : dict of str to tuple of str
        What the items of a vector are.
    n_chains : int
        Rows are this many runs of equal length, one after the other.
    thinned : dict of str to array (thinned row, ...)
        What only predictions of rows need.
    thinning : int
        A thinned row belongs to every so-manieth row of its chain, the first included.
    """

    scalars: dict[str, np.ndarray]
    vectors: dict[str, np.ndarray]
    labels: dict[str, tuple[str, ...]]
    n_chains: int
    thinned: dict[str, np.ndarray] = field(default_factory=dict)
    thinning: int = 1

    @property
    def n_rows(self) -> int:
        """Number of joint draws."""
        full = {**self.scalars, **self.vectors}
        if not full:
            return self.thinning * len(next(iter(self.thinned.values())))
        return len(next(iter(full.values())))


def join(stored: Iterable[StoredBlock]) -> Posterior:
    """Blocks as one posterior; they share no quantity, so rows may be paired as they come.

    Parameters
    ----------
    stored : iterable of StoredBlock
        One a block.

    Returns
    -------
    Posterior

    Raises
    ------
    ForecastError
        When the blocks have different numbers of chains or draws.
    """
    stored = list(stored)
    values = {name: each for block in stored for name, each in block.values.items()}
    thinned = {name: each for block in stored for name, each in block.thinned.items()}
    shapes = {each.shape[:2] for each in values.values()}
    # Of blocks that inform no card, nothing is stored in full.
    whole = [(n_chains, THINNING * n) for n_chains, n, *_ in (v.shape for v in thinned.values())]
    if len(shapes or set(whole)) != 1:
        raise ForecastError(f"blocks differ in (chains, draws): {sorted(shapes)}")
    (n_chains, n_draws) = next(iter(shapes or whole))
    rows = {name: _chain_by_chain(each) for name, each in values.items()}
    if any(each.shape[:2] != (n_chains, -(-n_draws // THINNING)) for each in thinned.values()):
        raise ForecastError(f"a thinned variable is not every {THINNING}th draw")
    return Posterior(
        scalars={name: each for name, each in rows.items() if each.ndim == 1},
        vectors={name: each for name, each in rows.items() if each.ndim > 1},
        labels={name: each for block in stored for name, each in block.labels.items()},
        n_chains=n_chains,
        thinned={name: _chain_by_chain(each) for name, each in thinned.items()},
        thinning=THINNING if thinned else 1,
    )


def _chain_by_chain(values: np.ndarray) -> np.ndarray:
    """An array (chain, draw, ...) as (row, ...)."""
    return values.reshape(-1, *values.shape[2:])
