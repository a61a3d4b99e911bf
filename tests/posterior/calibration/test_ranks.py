"""Uniform ranks pass, ranks of a fit that is wrong do not."""

import numpy as np
import pytest

from forecast.posterior.calibration.ranks import distance, rank_of, uniformity

N_WORLDS, N_DRAWS = 300, 100


def normal_ranks(rng, noise=1.0, bias=0.0):
    """Truth from N(0, 1), five rows of noise `noise`, fitted as if the noise were 1 by the exact
    posterior, then moved by `bias` of its standard deviations."""
    ranks = []
    for _ in range(N_WORLDS):
        truth = rng.standard_normal()
        rows = truth + noise * rng.standard_normal(5)
        mean, sd = rows.sum() / 6.0, 1.0 / np.sqrt(6.0)
        ranks.append(rank_of(truth, mean + sd * (rng.standard_normal(N_DRAWS) + bias)))
    return np.array(ranks)


def scatter_ranks(rng, noise=1.0):
    """The same for an unknown scatter: 40 rows, the exact posterior of the variance."""
    ranks = []
    for _ in range(N_WORLDS):
        variance = 1.0 / rng.gamma(5.0, 1.0 / 5.0)
        rows = noise * np.sqrt(variance) * rng.standard_normal(40)
        draws = 1.0 / rng.gamma(25.0, 1.0 / (5.0 + 0.5 * (rows**2).sum()), N_DRAWS)
        ranks.append(rank_of(variance, draws))
    return np.array(ranks)


def test_a_right_fit_stays_inside_the_band():
    rng = np.random.default_rng(5)
    assert uniformity(normal_ranks(rng), N_DRAWS).inside
    assert uniformity(scatter_ranks(rng), N_DRAWS).inside


def test_a_noise_scale_that_is_20_percent_wrong_is_caught():
    rng = np.random.default_rng(2)
    assert not uniformity(scatter_ranks(rng, noise=1.2), N_DRAWS, n_tests=10).inside


def test_a_bias_of_a_third_of_a_standard_deviation_is_caught():
    rng = np.random.default_rng(3)
    assert not uniformity(normal_ranks(rng, bias=0.3), N_DRAWS, n_tests=10).inside


def test_the_band_leaves_out_one_in_twenty():
    rng = np.random.default_rng(4)
    outside = [not uniformity(rng.integers(0, N_DRAWS + 1, 50), N_DRAWS).inside for _ in range(400)]
    assert np.mean(outside) == pytest.approx(0.05, abs=0.03)


def test_more_test_quantities_widen_the_band():
    low = np.array([3, 5, 6, 9, 12, 14, 20, 30, 41, 60, 71, 33])
    alone, together = (uniformity(low, N_DRAWS, n) for n in (1, 1000))
    assert not alone.inside
    assert together.inside
    assert alone.p_value == together.p_value


def test_distance_is_that_of_the_plain_loop():
    from scipy.stats import binom

    ranks, n_draws = np.array([0, 1, 1, 2, 4]), 5
    points = range(n_draws)
    told = min(
        min(
            1.0,
            2 * min(
                binom.cdf((ranks <= k).sum(), 5, (k + 1) / 6),
                binom.sf((ranks <= k).sum() - 1, 5, (k + 1) / 6),
            ),
        )
        for k in points
    )  # fmt: skip
    assert distance(ranks[None, :], n_draws)[0] == pytest.approx(told)
