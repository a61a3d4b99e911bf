"""Scores against an independent package, closed forms and a plain loop."""

import numpy as np
import pytest

from forecast.track_record import scores


@pytest.fixture(scope="module")
def forecasts():
    rng = np.random.default_rng(5)
    draws = rng.standard_t(4, (40, 301)) * rng.uniform(0.1, 3, (40, 1)) + rng.normal(size=(40, 1))
    return draws, rng.normal(size=40) * 2


@pytest.mark.slow
def test_crps_is_that_of_scoringrules(forecasts):
    import scoringrules

    theirs = scoringrules.crps_ensemble(forecasts[1], forecasts[0], estimator="nrg")
    np.testing.assert_allclose(scores.crps(*forecasts), theirs, rtol=0, atol=1e-9)


@pytest.mark.slow
def test_log_score_is_that_of_scoringrules(forecasts):
    import scoringrules

    with np.errstate(divide="ignore"):
        theirs = scoringrules.logs_ensemble(forecasts[1], forecasts[0])
    ours, within = scores.log_score(*forecasts), np.isfinite(theirs)  # far out theirs is infinite
    assert within.mean() > 0.9
    np.testing.assert_allclose(ours[within], theirs[within], rtol=0, atol=1e-9)


@pytest.mark.slow
def test_weighted_interval_score_is_that_of_scoringrules(forecasts):
    import scoringrules

    draws, observed = forecasts
    ends = [scores.interval(draws, level) for level in scores.LEVELS]
    low, high = (np.stack(each, axis=-1) for each in zip(*ends, strict=True))
    alpha = 1.0 - np.array(scores.LEVELS)
    median = np.median(draws, axis=-1)
    theirs = scoringrules.weighted_interval_score(observed, median, low, high, alpha)
    ours = scores.weighted_interval_score(draws, observed)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


@pytest.mark.slow
def test_brier_is_that_of_scoringrules():
    import scoringrules

    p, y = np.array([0.0, 0.3, 0.9, 1.0]), np.array([0, 1, 1, 0])
    np.testing.assert_allclose(scores.brier(p, y), scoringrules.brier_score(y, p), atol=1e-9)


def test_crps_is_the_double_mean_of_its_definition(forecasts):
    draws, observed = forecasts[0][0, :50], forecasts[1][0]
    pairs = np.abs(draws[:, None] - draws[None, :]).mean()
    by_hand = np.abs(draws - observed).mean() - pairs / 2
    assert scores.crps(draws, observed) == pytest.approx(by_hand, abs=1e-12)


def test_crps_of_a_normal_is_its_closed_form():
    from scipy.special import ndtri

    draws = ndtri((np.arange(20_000) + 0.5) / 20_000)
    # 2 phi(0) - 1/sqrt(pi): a standard normal, hit in the middle
    assert scores.crps(draws, np.array(0.0)) == pytest.approx(0.2336950, abs=1e-4)


def test_a_far_miss_has_a_finite_log_score():
    draws = np.linspace(-1, 1, 200)
    assert 1e3 < scores.log_score(draws, np.array(50.0)) < 1e6


def test_a_calibrated_forecast_has_even_pits_and_the_coverage_it_promises():
    rng = np.random.default_rng(1)
    centre = rng.normal(size=(4000, 1))
    draws = centre + rng.normal(size=(4000, 200))
    observed = (centre + rng.normal(size=(4000, 1)))[:, 0]
    assert (
        np.abs(
            np.quantile(scores.pit(draws, observed), [0.25, 0.5, 0.75]) - [0.25, 0.5, 0.75]
        ).max()
        < 0.03
    )
    for level in scores.LEVELS:
        assert scores.covered(draws, observed, level).mean() == pytest.approx(level, abs=0.02)


def test_pit_counts_ties_half():
    assert scores.pit(np.zeros(4), np.array(0.0)) == 0.5


def test_draws_that_are_one_value_have_a_finite_log_score():
    draws = np.array([[1.0] * 90 + [2.0] * 10, [1.0] * 100])
    same = scores.log_score(draws, np.array([1.0, 1.0]))
    other = scores.log_score(draws, np.array([2.0, 2.0]))
    assert np.isfinite([same, other]).all()
    assert (same < other).all()
