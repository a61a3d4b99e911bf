import numpy as np
import pytest

from forecast.timeline.conditioning import (
    by_row,
    effective_draws,
    interval_weights,
    kernel_weights,
    weighted_quantile,
    weighted_share,
)


def test_even_weights_are_worth_all_draws_but_no_more_than_the_rows():
    assert effective_draws(np.ones(100), 100) == pytest.approx(100)
    assert effective_draws(np.ones(2000), 100) == pytest.approx(100)


def test_many_draws_of_one_row_are_worth_one():
    weights = np.zeros(1000)
    weights[7::100] = 1.0  # ten forward draws, all of posterior row 7
    assert effective_draws(weights, 100) == pytest.approx(1.0)


def test_one_heavy_draw_counts_for_little_more_than_itself():
    weights = np.full(1000, 1e-6)
    weights[0] = 1.0
    assert effective_draws(weights, 1000) == pytest.approx(1.0, abs=0.01)


def test_no_weight_is_worth_nothing():
    assert effective_draws(np.zeros(10), 10) == 0.0


def test_rows_take_turns():
    assert by_row(np.array([1.0, 2.0, 3.0, 4.0]), 2).tolist() == [4.0, 6.0]


def test_an_interval_holds_its_ends():
    values = np.array([0.9, 1.0, 1.5, 2.0, 2.1])
    assert interval_weights(values, 1.0, 2.0).tolist() == [0, 1, 1, 1, 0]


def test_the_kernel_is_that_of_a_normal():
    weights = kernel_weights(np.array([0.3, 0.5, 0.7]), 0.5, 0.2)
    np.testing.assert_allclose(weights, np.exp([-0.5, 0.0, -0.5]))


def test_shares_and_their_error_without_weights_are_binomial():
    rng = np.random.default_rng(0)
    hits = rng.random(20_000) < 0.3
    share, error = weighted_share(hits, np.ones(20_000), 20_000)
    assert share == hits.mean()
    assert error == pytest.approx(np.sqrt(0.3 * 0.7 / 20_000), rel=0.02)


def test_error_counts_that_draws_share_rows():
    rng = np.random.default_rng(0)
    of_row = rng.random(500) < 0.5  # decided by the row alone
    hits = np.tile(of_row, 40)
    _, error = weighted_share(hits, np.ones(20_000), 500)
    assert error == pytest.approx(np.sqrt(0.25 / 500), rel=0.05)


def test_error_is_the_spread_over_repetitions():
    rng = np.random.default_rng(1)
    found = []
    for _ in range(300):
        scores = rng.standard_normal(2_000)
        hits = rng.random(2_000) < 1 / (1 + np.exp(-scores))
        found.append(weighted_share(hits, kernel_weights(scores, 1.0, 0.3), 2_000))
    shares, errors = np.array(found).T
    assert np.mean(errors) == pytest.approx(shares.std(), rel=0.15)


def test_never_is_not_certain():
    assert weighted_share(np.zeros(100, dtype=bool), np.ones(100), 100)[1] > 0


def test_weighted_quantiles():
    values = np.array([3.0, 1.0, 2.0, np.inf])
    assert weighted_quantile(values, np.ones(4), 0.25) == 1.0
    assert weighted_quantile(values, np.array([0.0, 0.0, 1.0, 1.0]), 0.5) == 2.0
    assert weighted_quantile(values, np.ones(4), 0.95) is None
