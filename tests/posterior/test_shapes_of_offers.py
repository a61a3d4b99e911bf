"""What the shapes hold, and that the likelihoods speak about it."""

import pytest

from forecast.posterior.blocks import blocks_named
from forecast.posterior.density import terms_of
from forecast.posterior.shapes import CEILING, EXPONENTIAL
from forecast.posterior.shapes_of_offers import CONTEXT, LOWEST_PRICE


@pytest.mark.parametrize(
    ("block", "trend"), [("context", CONTEXT), ("record_prices", LOWEST_PRICE)]
)
def test_a_block_speaks_about_what_its_shapes_hold(block, trend, base_beliefs):
    (found,) = blocks_named((block,))
    assert found.trend is trend
    held = trend.held(EXPONENTIAL) | trend.held(CEILING)
    assert set(held) <= set(terms_of(found))
    assert trend.name in base_beliefs
