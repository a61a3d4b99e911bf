import numpy as np
import pytest
from scipy.stats import binom

from forecast.posterior.examination.predictive import (
    check_rows,
    coverage,
    replicated_shares,
    two_sided,
)


def test_rows_that_were_predicted_are_covered():
    rng = np.random.default_rng(1)
    observed = rng.standard_normal(200)
    before, after = rng.standard_normal((2, 1000, 200))
    found = check_rows("x", observed, 3 * before, after)
    assert found.coverage[0.9]["inside"]
    assert found.coverage[0.5]["inside"]
    assert not found.conflicts
    np.testing.assert_allclose(found.posterior[2], 0.0, atol=0.15)


def test_intervals_too_narrow_are_seen():
    rng = np.random.default_rng(2)
    before, after = rng.standard_normal((2, 1000, 200))
    found = check_rows("x", 2 * rng.standard_normal(200), before, after)
    assert not found.coverage[0.9]["inside"]


def test_data_that_the_prior_excludes_are_a_conflict():
    rng = np.random.default_rng(3)
    prior = rng.standard_normal((4000, 20))
    assert check_rows("x", np.full(20, 9.0), prior, prior).conflicts


def test_coverage_by_hand():
    shares = np.random.default_rng(5).random((1000, 4))
    told = coverage(np.array([0.01, 0.3, 0.98, 0.97]), 0.9, shares)
    assert told["found"] == pytest.approx(0.25)
    assert not told["inside"]
    assert coverage(np.full(4, 0.5), 0.5, shares)["found"] == 1.0


def test_the_band_of_independent_rows_is_the_binomial_one():
    predicted = np.random.default_rng(6).standard_normal((4000, 60))
    told = coverage(np.full(60, 0.5), 0.9, replicated_shares(predicted))
    low, high = binom.ppf([0.025, 0.975], 60, 0.9) / 60
    assert (told["low"], told["high"]) == pytest.approx((low, high), abs=1.5 / 60)


def test_rows_that_share_an_effect_have_a_wider_band():
    rng = np.random.default_rng(7)
    shared = rng.standard_normal((4000, 1)) + 0.3 * rng.standard_normal((4000, 60))
    told = coverage(np.full(60, 0.5), 0.5, replicated_shares(shared))
    assert told["high"] == 1.0
    assert told["low"] < 0.1


def test_draws_of_a_yes_or_no_take_places_among_their_like():
    predicted = (np.random.default_rng(8).random((2000, 50)) < 0.7).astype(float)
    shares = replicated_shares(predicted)
    told = coverage(np.full(50, 0.5), 0.5, shares)
    assert 0.3 < told["low"] < 0.5 < told["high"] < 0.7


def test_a_probability_is_never_zero():
    assert two_sided(1e9, np.zeros(998)) == pytest.approx(2 / 1000)


def test_a_single_row_has_no_spread_to_be_odd():
    prior = np.random.default_rng(4).standard_normal((2000, 1))
    found = check_rows("x", np.array([0.1]), prior, prior)
    assert found.prior_p["spread"] == 1.0
    assert not found.conflicts


def test_censored_rows_that_equal_their_predictions_are_covered():
    rng = np.random.default_rng(3)
    observed = np.maximum(rng.standard_normal(400), 1.0)  # 84 % at the bound
    before, after = np.maximum(rng.standard_normal((2, 1000, 400)), 1.0)
    found = check_rows("x", observed, before, after)
    assert found.coverage[0.9]["inside"]
    assert found.coverage[0.5]["inside"]
