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
