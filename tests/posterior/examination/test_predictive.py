import numpy as np
import pytest

from forecast.posterior.examination.predictive import check_rows, coverage, two_sided


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
    told = coverage(np.array([0.01, 0.3, 0.5, 0.97]), 0.9)
    assert told["found"] == pytest.approx(0.5)
    assert coverage(np.array([0.5] * 10), 0.5)["found"] == 1.0


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
