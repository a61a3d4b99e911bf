"""What is known of one date agrees with the curves of the walk and with the slow twin."""

import numpy as np
import pytest

from forecast.constants import H100_FLOP_PER_S
from forecast.kernel.at_date import states, states_at
from forecast.kernel.walk import N_DATES, walk
from tests.conftest import START
from tests.kernel import slow_twin

NOTHING_IS_ENOUGH = (-np.inf, -np.inf, np.inf, 0.0, 0.0)


def curves_of(draw):
    dates, curves = np.empty(N_DATES), np.empty((5, N_DATES))
    codes = np.zeros((2, N_DATES), dtype=np.int64)
    n_dates = walk(draw, START, False, NOTHING_IS_ENOUGH, dates, curves, codes)
    return dates[:n_dates], curves[:, :n_dates], codes[:, :n_dates]


@pytest.mark.parametrize("year", [2030.0, 2062.0])
def test_one_date_is_a_point_of_the_walk(prior_draws, year):
    draws = prior_draws(20, seed=4)
    found = states(draws, year)
    for draw, state in zip(draws, found, strict=True):
        dates, curves, codes = curves_of(draw)
        (i,) = np.flatnonzero(dates == year)
        assert np.log(state["usd_per_copy_hour"]) == pytest.approx(curves[0, i], abs=1e-12)
        assert np.log(state["copies"]) == pytest.approx(curves[1, i], abs=1e-12)
        assert state["bound"] == codes[0, i]


def test_each_draw_has_a_date_of_its_own(prior_draws):
    draws = prior_draws(5, seed=5)
    dates = np.array([2027.0, 2030.5, 2040.0, 2055.25, 2099.0])
    together = states(draws, dates)
    for i, date in enumerate(dates):
        np.testing.assert_array_equal(states(draws[i : i + 1], date), together[i : i + 1])


def test_several_dates_of_a_draw_are_those_asked_one_by_one(prior_draws):
    draws, years = prior_draws(7, seed=5), np.array([2030.0, 2050.5])
    together = states_at(draws, np.tile(years, (7, 1)))
    for i, year in enumerate(years):
        np.testing.assert_array_equal(states(draws, year), together[:, i])


def test_mean_chip_is_that_of_the_slow_twin(prior_draws):
    draws = prior_draws(5, seed=6)
    for row, state in zip(draws, states(draws, 2035.5), strict=True):
        d = slow_twin.as_namespace(row)
        chip = slow_twin.mean_chip(d, slow_twin.shipments(d)[1], 2035.5)
        assert state["chip_flop_per_s"] == pytest.approx(chip.flop, rel=1e-12)


def test_powered_stock_is_below_the_stock_and_what_the_power_feeds(prior_draws):
    draws = prior_draws(500, seed=7)
    found = states(draws, 2033.0)
    watts = found["chip_watts"] * H100_FLOP_PER_S / found["chip_flop_per_s"]
    fed = found["power_available_watts"] / (watts * draws["power_usage_effectiveness"])
    assert (found["h100e_powered"] <= np.minimum(found["h100e_in_use"], fed) * (1 + 1e-12)).all()
