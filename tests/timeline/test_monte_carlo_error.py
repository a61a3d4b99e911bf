import numpy as np
import pytest

from forecast.timeline.monte_carlo_error import (
    autocovariance,
    batches,
    error_of_batches,
    mcse_of_probability,
    quantile_errors,
)


def simulate(rng, rho, n_chains, n, k, spread):
    """Hits of k forward draws on rows whose probability follows an autoregression."""
    z = np.empty((n_chains, n))
    z[:, 0] = rng.standard_normal(n_chains)
    for i in range(1, n):
        z[:, i] = rho * z[:, i - 1] + np.sqrt(1 - rho**2) * rng.standard_normal(n_chains)
    p = 1 / (1 + np.exp(-spread * z))
    return rng.binomial(k, p).T.ravel()  # chains take turns


@pytest.mark.parametrize(("rho", "spread"), [(0.0, 1.0), (0.8, 1.0), (0.5, 0.0), (-0.5, 2.0)])
def test_error_is_the_spread_over_repeated_runs(rho, spread):
    rng = np.random.default_rng(4)
    n_chains, n, k = 4, 500, 5
    per_row = np.full(n_chains * n, k)
    hits = [simulate(rng, rho, n_chains, n, k, spread) for _ in range(300)]
    spread_seen = np.std([h.sum() / per_row.sum() for h in hits])
    stated = np.median([mcse_of_probability(h, per_row, n_chains) for h in hits[:60]])
    assert stated == pytest.approx(spread_seen, rel=0.2)


def test_correlated_rows_carry_more_error_than_the_draws_alone():
    rng = np.random.default_rng(5)
    per_row = np.full(2000, 20)
    hits = simulate(rng, 0.95, 4, 500, 20, 1.5)
    share = hits.sum() / per_row.sum()
    naive = np.sqrt(share * (1 - share) / per_row.sum())
    assert mcse_of_probability(hits, per_row, 4) > 5 * naive


def test_an_event_that_never_happened_has_an_error():
    error = mcse_of_probability(np.zeros(1000), np.full(1000, 10), 4)
    assert 0 < error < 1e-3


def test_fewer_draws_than_rows_still_see_the_correlation_of_rows():
    rng = np.random.default_rng(6)
    per_row = np.r_[np.ones(1000), np.zeros(1000)]
    runs = [simulate(rng, 0.9, 4, 500, 1, 4.0) * per_row for _ in range(300)]
    spread_seen = np.std([hits.sum() / 1000 for hits in runs])
    stated = np.median([mcse_of_probability(hits, per_row, 4) for hits in runs[:60]])
    assert stated == pytest.approx(spread_seen, rel=0.25)


def test_very_few_draws_fall_back_to_the_binomial():
    per_row = np.r_[np.ones(100), np.zeros(900)]
    hits = np.r_[np.ones(50), np.zeros(950)]
    assert mcse_of_probability(hits, per_row, 4) == pytest.approx(np.sqrt(0.25 / 100), rel=0.01)


def test_autocovariance_of_one_chain_by_hand():
    # centred: -1, 1, -1, 1; lag 0: 1, lag 1: -3/4
    assert autocovariance(np.array([[0.0, 2.0, 0.0, 2.0]])) == pytest.approx([1.0, -0.75])


def test_errors_of_quantiles_are_how_far_they_spread_from_sample_to_sample():
    rng, levels = np.random.default_rng(5), (0.1, 0.5, 0.9)
    found, errors = [], []
    for _ in range(200):
        values = np.exp(rng.standard_normal(2_000))
        found.append(np.quantile(values, levels))
        errors.append(quantile_errors(values, levels, batches(2_000, 2_000)))
    assert np.mean(errors, axis=0) == pytest.approx(np.std(found, axis=0), rel=0.2)


def test_draws_of_one_posterior_row_are_worth_little_more_than_the_row():
    rows = np.random.default_rng(6).standard_normal(1_000)
    (one,) = quantile_errors(rows, [0.5], batches(1_000, 1_000))
    (many,) = quantile_errors(np.tile(rows, 20), [0.5], batches(20_000, 1_000))
    assert many == pytest.approx(one, rel=0.5)


def test_a_quantile_next_to_draws_without_a_value_has_no_error():
    values = np.where(np.arange(1_000) < 905, np.arange(1_000.0), np.inf)
    assert quantile_errors(values, [0.5, 0.9, 0.95], batches(1_000, 1_000))[1:] == [None, None]


def test_few_draws_are_given_the_binomial_error():
    (error,) = quantile_errors(np.arange(100.0), [0.5], batches(100, 100))
    assert error == pytest.approx(100 * np.sqrt(0.25 / 100), abs=1)


def test_batches_that_agree_leave_no_error():
    told = np.array([[1.0, 2.0], [1.0, 4.0]] * 8)
    assert error_of_batches(told) == pytest.approx([0.0, 1.0328 / 4], abs=1e-4)
