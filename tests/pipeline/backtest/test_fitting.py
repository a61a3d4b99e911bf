"""Fits as of an origin: a trend in all its shapes, each with its share of the draws."""

from dataclasses import replace

import numpy as np
import pytest

from forecast.pipeline.backtest import fitting as module
from forecast.pipeline.backtest.refits import SAMPLER, can_be_fitted
from forecast.posterior.blocks import blocks_named
from forecast.posterior.shapes import STOCK


@pytest.fixture(scope="module")
def stock():
    return blocks_named(("stock",))[0]


def test_shapes_have_the_weights_of_their_card(stock, origin_on):
    beliefs = origin_on(2024, 1, 1).beliefs
    assert module._taken(stock, beliefs, SAMPLER) == [100, 300, 100]
    assert module._taken(blocks_named(("clusters",))[0], beliefs, SAMPLER) == [500]


def test_draws_taken_are_spread_evenly():
    values = np.arange(10.0)[None].repeat(2, axis=0)
    assert module._evenly(values, 5).tolist() == [[0, 2, 4, 6, 8]] * 2
    assert module._evenly(values, 10).tolist() == values.tolist()
    assert module._evenly(values, 0).shape == (2, 0)


def test_each_draw_carries_its_shape_and_what_it_holds(stock):
    names = ("shipments_h100e", STOCK.slowing_years, *STOCK.long_run)
    parts = [dict.fromkeys(names, np.full((2, n), 3.0)) for n in (1, 3, 2)]
    found = module._joined(stock, parts)
    assert found["stock_shape"][0].tolist() == [0, 1, 1, 1, 2, 2]
    assert found[STOCK.slowing_years][1].tolist() == [1e6, 3, 3, 3, 3, 3]
    assert found[STOCK.long_run[0]][0].tolist() == [3, 3, 3, 3, 1, 1]
    assert (found["shipments_h100e"] == 3.0).all()


def test_rows_that_are_known_and_not_fitted_do_not_make_a_fit(stock, origin_on):
    origin = origin_on(2023, 1, 1)
    assert len(origin.tables["compute_stock"]) > 0
    assert not can_be_fitted(stock, origin)
    assert can_be_fitted(stock, origin_on(2024, 1, 1))


@pytest.mark.slow
def test_a_trend_is_fitted_in_three_shapes(stock, origin_on):
    origin = origin_on(2024, 1, 1)
    sampler = replace(SAMPLER, draws=10, tune=50)
    found = module.fit_as_of(stock, origin.beliefs, origin.tables, 1, sampler)
    shape = found.values["stock_shape"]
    assert shape.shape == (2, 10)
    assert np.bincount(shape[0].astype(int)).tolist() == [2, 6, 2]
    assert (found.values[STOCK.slowing_years][shape == 0] == 1e6).all()
    assert (found.values[STOCK.slowing_years][shape > 0] < 1e6).all()
    assert found.about["max_rhat"] > 0.9
