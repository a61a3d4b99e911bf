"""Departures that a period shares: how they fade, and that prior and continuation agree."""

import numpy as np
import pymc as pm
import pytest

from forecast.posterior.waves import carried_on, kept_share, wave


def test_half_is_left_after_a_half_life():
    assert kept_share(1.0, np.log(2.0)) == pytest.approx(0.5)


def test_departures_are_stationary_and_fade():
    with pm.Model():
        wave("w", 6, pm.math.constant(2.0), pm.math.constant(0.6))
        drawn = pm.sample_prior_predictive(20_000, random_seed=1).prior["w"].values[0]
    np.testing.assert_allclose(drawn.std(axis=0), 2.0, rtol=0.03)
    correlation = np.corrcoef(drawn.T)
    assert correlation[0, 1] == pytest.approx(0.6, abs=0.02)
    assert correlation[2, 4] == pytest.approx(0.36, abs=0.02)


def test_they_are_carried_on_from_where_they_stand():
    n, rng = 20_000, np.random.default_rng(2)
    known, scatter, kept = np.full((n, 2), 3.0), np.full(n, 2.0), np.full(n, 0.6)
    found = carried_on(known, scatter, kept, 4, rng)
    np.testing.assert_allclose(found[:, :2], 3.0)
    assert found[:, 2].mean() == pytest.approx(1.8, abs=0.05)
    assert found[:, 2].std() == pytest.approx(1.6, abs=0.05)
    assert found[:, 3].mean() == pytest.approx(1.08, abs=0.05)


def test_none_is_added_where_all_are_known():
    known = np.arange(6.0).reshape(2, 3)
    found = carried_on(known, np.ones(2), np.full(2, 0.5), 1, np.random.default_rng(0))
    np.testing.assert_allclose(found, known)
