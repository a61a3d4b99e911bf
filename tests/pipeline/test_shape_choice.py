"""Setting a shape takes the draws that were fitted under it."""

from types import SimpleNamespace

import numpy as np
import pytest

from forecast.errors import InputError
from forecast.inputs.distributions import Categorical, Fixed
from forecast.pipeline.shape_choice import rows_by_name, rows_of_shapes

SHAPES = np.array([0.0, 1.0, 2.0, 1.0, 0.0, 0.0, 1.0, 2.0])  # two chains of four


class Replaced(dict):
    replaced_names = frozenset({"stock_shape"})


def posterior(n=8000):
    shapes = np.tile(SHAPES, n // len(SHAPES))
    return SimpleNamespace(scalars={"stock_shape": shapes}, n_chains=4, n_rows=n)


def test_rows_stay_in_their_chain_and_take_turns():
    found = rows_of_shapes(SHAPES, np.ones(8), 2, "stock_shape")
    assert found.tolist() == [1, 1, 3, 3, 6, 6, 6, 6]


def test_a_row_that_has_its_shape_may_stay():
    found = rows_of_shapes(SHAPES, SHAPES, 2, "stock_shape")
    assert found.tolist() == list(range(8))


def test_all_quantities_of_the_block_take_the_same_rows():
    given = posterior()
    found = rows_by_name(given, Replaced(stock_shape=Fixed(2.0)), seed=1)
    assert {"shipments_h100e", "shipments_slowing_years", "stock_shape"} <= set(found)
    assert "flop_per_usd" not in found
    assert (given.scalars["stock_shape"][found["stock_shape"]] == 2.0).all()
    assert found["shipments_h100e"] is found["stock_shape"]


def test_other_weights_are_met():
    given = posterior()
    belief = Categorical(values=(0.0, 1.0), weights=(0.7, 0.3))
    shapes = given.scalars["stock_shape"][
        rows_by_name(given, Replaced(stock_shape=belief), seed=1)["stock_shape"]
    ]
    assert np.bincount(shapes.astype(int)) / 8000 == pytest.approx([0.7, 0.3], abs=0.02)


def test_nothing_set_nothing_moved():
    assert rows_by_name(posterior(), SimpleNamespace(replaced_names=frozenset()), seed=1) == {}


def test_a_shape_without_draws_is_an_error():
    with pytest.raises(InputError, match="no draw of the posterior has this shape"):
        rows_of_shapes(np.ones(4), np.zeros(4), 2, "stock_shape")
