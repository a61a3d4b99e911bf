import time

import numpy as np
import pytest

from forecast.writeup.metaculus import (
    LEAST_STEP,
    MOST_STEP,
    N_STEPS,
    OPEN_MASS,
    Scale,
    acceptable,
    continuous_cdf,
    server_objections,
    timestamp,
)  # fmt: skip

BOUNDS = [(low, high) for low in (False, True) for high in (False, True)]


def random_cdfs(n, seed=0):
    """Curves of every kind: smooth, flat, steps, a single jump, all mass outside."""
    rng = np.random.default_rng(seed)
    steps = rng.dirichlet(np.full(N_STEPS + 2, 0.01), n // 2)
    more = rng.gamma(rng.uniform(0.01, 3.0, (n - n // 2, 1)), 1.0, (n - n // 2, N_STEPS + 2))
    more += 1e-300
    steps = np.concatenate([steps, more / more.sum(axis=1, keepdims=True)])
    steps[0], steps[1], steps[2] = np.eye(N_STEPS + 2)[[0, 100, N_STEPS + 1]]
    return np.minimum(np.cumsum(steps, axis=1)[:, :-1], 1.0)


def objections_of_all(cdfs, scale):
    """The server's rules for many curves at once: how many break each."""
    told = np.round(cdfs, 10)
    steps = np.round(np.diff(told, axis=1), 9)
    first = told[:, 0] >= OPEN_MASS if scale.open_low else told[:, 0] == 0.0
    last = told[:, -1] <= 1 - OPEN_MASS if scale.open_high else told[:, -1] == 1.0
    holds = (steps >= LEAST_STEP).all(axis=1), (steps <= MOST_STEP).all(axis=1), first, last
    return [int((~each).sum()) for each in holds]


@pytest.mark.parametrize(("low", "high"), BOUNDS)
def test_10000_random_curves_are_accepted(low, high, record_property):
    scale = Scale(0.0, 1.0, low, high)
    cdfs = random_cdfs(10_000)
    began = time.perf_counter()
    found = acceptable(cdfs, scale)
    record_property("seconds", time.perf_counter() - began)
    assert objections_of_all(found, scale) == [0, 0, 0, 0]
    mild = np.diff(cdfs, axis=1).max(axis=1) < 0.15
    inside = slice(0 if low else 1, None if high else -1)
    moved = np.abs(found - cdfs)[:, inside].max(axis=1)
    record_property("largest_distortion", float(moved.max()))
    if low and high:
        assert moved[mild].max() < 0.0125
    assert moved.max() < 1.0


def test_the_plain_rules_agree_with_those_for_many():
    scale = Scale(0.0, 1.0, False, True)
    raw = random_cdfs(300)
    many = sum(objections_of_all(raw, scale)) > 0
    assert many == any(server_objections(cdf, scale) for cdf in raw)
    assert all(server_objections(cdf, scale) == [] for cdf in acceptable(raw, scale))


def test_an_exact_floor_would_be_refused():
    exact = np.concatenate([[0.0], np.cumsum(np.full(N_STEPS, 4.9e-5))])
    assert "below 5e-05" in server_objections(exact, Scale(0, 1, False, True))[0]


def test_what_the_server_would_refuse_is_named():
    scale = Scale(0.0, 1.0, True, True)
    good = acceptable(np.linspace(0.1, 0.9, N_STEPS + 1)[None], scale)[0]
    assert server_objections(good, scale) == []
    assert server_objections(good[:-1], scale) == ["200 points, not 201"]
    assert server_objections(good - good[0], scale) == ["the first value is 0"]
    jump = np.where(np.arange(N_STEPS + 1) < 100, 0.1, 0.9) + np.linspace(0, 0.05, N_STEPS + 1)
    assert server_objections(jump, scale) == ["a step of 0.8 is above 0.2"]


def test_a_jump_is_spread_evenly_about_itself():
    jump = np.where(np.arange(N_STEPS + 1) < 100, 0.0, 1.0)[None]
    found = acceptable(jump, Scale(0.0, 1.0, True, True))[0]
    assert np.abs(found - jump[0]).max() == pytest.approx(0.4, abs=0.03)
    assert found[97] + found[102] == pytest.approx(1.0, abs=0.01)


def test_never_stays_beyond_the_open_bound():
    curve = (np.linspace(2026.0, 2101.0, 76), np.linspace(0.0, 0.4, 76))
    found = continuous_cdf(curve, Scale(2026.0, 2101.0, False, True))
    assert found[0] == 0.0
    assert found[-1] == pytest.approx(0.4, abs=0.01)
    never = continuous_cdf((curve[0], np.zeros(76)), Scale(2026.0, 2101.0, False, True))
    assert never[-1] == pytest.approx(0.0101, abs=1e-6)
    already = continuous_cdf((curve[0], np.ones(76)), Scale(2026.0, 2101.0, False, True))
    assert already[0] == 0.0
    assert already[-1] <= 0.999


def test_a_logarithmic_scale_has_equal_factors():
    values = Scale(1e-4, 1e4, True, True, zero_point=0.0).values()
    assert values[[0, 100, 200]] == pytest.approx([1e-4, 1.0, 1e4])


def test_the_servers_floor_is_5e_5():
    assert (LEAST_STEP, MOST_STEP) == (5e-5, 0.2)


def test_a_leap_year_is_longer():
    assert timestamp(2029.0) - timestamp(2028.0) == 366 * 86400
    assert timestamp(2026.5) == timestamp(2026.0) + 365 * 43200
