"""Blocks side by side."""

import numpy as np
import pytest

from forecast.errors import ForecastError
from forecast.posterior.encoding import StoredBlock
from forecast.posterior.joint import join


def stored(name="level", shape=(4, 25)):
    values = {
        name: np.arange(np.prod(shape), dtype=float).reshape(shape),
        f"{name}_effect": np.zeros((*shape, 3)),
    }
    return StoredBlock(values, {f"{name}_effect": ("x", "y", "z")}, {})


def test_rows_are_chain_by_chain():
    posterior = join([stored()])
    assert posterior.scalars["level"].tolist() == list(range(100))
    assert posterior.scalars["level"].dtype == np.float64
    assert (posterior.n_chains, posterior.n_rows) == (4, 100)
    assert posterior.vectors["level_effect"].shape == (100, 3)
    assert posterior.labels["level_effect"] == ("x", "y", "z")


def test_blocks_of_different_length_do_not_join():
    with pytest.raises(ForecastError, match=r"blocks differ in \(chains, draws\)"):
        join([stored(), stored(name="growth", shape=(4, 24))])


def test_thinned_rows_belong_to_every_so_manieth_row():
    block = stored()
    thinned = {"noise": block.values["level"][:, ::20]}
    posterior = join([StoredBlock(block.values, {}, {}, thinned), stored(name="growth")])
    kept = posterior.scalars["level"].reshape(posterior.n_chains, -1)[:, :: posterior.thinning]
    assert posterior.thinned["noise"].tolist() == kept.ravel().tolist()
    assert posterior.thinned["noise"].shape == (8,)


def test_what_was_thinned_otherwise_does_not_join():
    odd = StoredBlock(stored().values, {}, {}, {"noise": np.zeros((4, 5))})
    with pytest.raises(ForecastError, match="not every 20th draw"):
        join([odd])
