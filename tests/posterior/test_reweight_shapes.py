"""Shapes in other proportions: the same draws of each."""

import numpy as np
import pytest

from forecast.posterior.blocks import blocks_named
from forecast.posterior.reweight_shapes import remixed
from forecast.posterior.store import read_block, shipped_path

(STOCK,) = blocks_named(("stock",))
NAME = STOCK.trend.name


@pytest.fixture(scope="module")
def stored(priors_dir):
    return read_block(shipped_path(priors_dir, "stock"))


def weights_of(block):
    shapes = block.values[NAME].round().astype(int)
    return tuple(np.bincount(shapes.ravel(), minlength=3) / shapes.size)


def test_the_weights_they_have_leave_the_draws_as_they_are(stored):
    same = remixed(STOCK, stored, weights_of(stored))
    for name, values in same.values.items():
        assert np.array_equal(values, stored.values[name]), name
    assert same.thinned == {}


def test_other_weights_change_the_shares_and_not_the_draws_of_a_shape(stored):
    other = remixed(STOCK, stored, (0.5, 0.3, 0.2))
    assert weights_of(other) == pytest.approx((0.5, 0.3, 0.2))
    name = "shipments_growth_per_year"
    for shape in range(3):
        old, new = (
            each.values[name][each.values[NAME].round() == shape] for each in (stored, other)
        )
        assert set(new) <= set(old)
        assert new.mean() == pytest.approx(old.mean(), abs=old.std() / 10)


def test_a_draw_keeps_all_its_quantities(stored):
    other = remixed(STOCK, stored, (0.2, 0.2, 0.6))
    names = ("shipments_h100e", "shipments_growth_per_year")
    pairs = (set(zip(*(b.values[n].ravel() for n in names), strict=True)) for b in (other, stored))
    assert next(pairs) <= next(pairs)


def test_a_shape_without_draws_cannot_weigh(stored):
    one = remixed(STOCK, stored, (1.0, 0.0, 0.0))
    assert remixed(STOCK, one, (0.5, 0.5, 0.0)) is None
