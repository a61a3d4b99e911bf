import numpy as np
import pytest

from forecast.timeline.monte_carlo_error import autocovariance, mcse_of_probability


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
