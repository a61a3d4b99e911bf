"""What each shape holds, and what its weights are before the data."""

import numpy as np
import pytest

from forecast.inputs.distributions import Categorical, Fixed
from forecast.posterior.shapes import (
    CEILING,
    EXPONENTIAL,
    HARDWARE,
    NEVER_SLOWS_YEARS,
    SLOWING,
    STOCK,
    prior_weights,
    with_held,
)
from forecast.trends import log_slowing_growth


def test_what_each_shape_holds():
    assert STOCK.held(SLOWING) == {}
    assert STOCK.held(EXPONENTIAL) == {"shipments_slowing_years": NEVER_SLOWS_YEARS}
    assert set(HARDWARE.held(CEILING).values()) == {1.0}


def test_the_shapes_are_what_they_are_called():
    growth = {"log_growth_today": np.log(1.3), "slowing_years": 10.0}
    never = growth | {"slowing_years": NEVER_SLOWS_YEARS}
    # an exponential a century on, whatever the long run: 100 ln 1.3
    grown = log_slowing_growth(100.0, log_growth_long_run=0.0, **never)
    assert grown == pytest.approx(100 * np.log(1.3), rel=1e-4)
    # a ceiling: all that is left of the growth is today's for the slowing time
    ended = log_slowing_growth(1000.0, log_growth_long_run=0.0, **growth)
    assert ended == pytest.approx(10 * np.log(1.3))


def test_draws_are_held_and_carry_their_shape():
    drawn = {"shipments_slowing_years": np.ones((2, 3)), "shipments_h100e": np.ones((2, 3))}
    held = with_held(drawn, STOCK, EXPONENTIAL)
    assert (held["shipments_slowing_years"] == NEVER_SLOWS_YEARS).all()
    assert (held["shipments_h100e"] == 1.0).all()
    assert held["stock_shape"].tolist() == [[0.0] * 3] * 2
    assert (drawn["shipments_slowing_years"] == 1.0).all()


def test_weights_of_a_card():
    belief = Categorical(values=(0.0, 1.0, 2.0), weights=(1.0, 2.0, 1.0))
    assert prior_weights(belief) == pytest.approx((0.25, 0.5, 0.25))
    assert prior_weights(Categorical(values=(1.0, 2.0), weights=(3.0, 1.0))) == pytest.approx(
        (0.0, 0.75, 0.25)
    )
    assert prior_weights(Fixed(2.0)) == pytest.approx((0.0, 0.0, 1.0))
