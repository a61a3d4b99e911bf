import numpy as np
import pytest

from forecast.timeline.drivers import binned_share, first_order
from forecast.timeline.monte_carlo_error import batches


def share(outcome, values):
    return binned_share(outcome, values, batches(len(values), len(values)))[0]


def linear(rng, n):
    x, y, none = rng.standard_normal((3, n))
    rows = first_order(3 * x + 4 * y, {"x": x, "y": y, "none": none}, batches(n, n))
    return {row["name"]: (row["first_order"], row["mcse"]) for row in rows}


def test_linear_model_has_known_shares():
    found = linear(np.random.default_rng(1), 40_000)
    assert list(found) == ["y", "x", "none"]
    assert [each for each, _ in found.values()] == pytest.approx([0.64, 0.36, 0.0], abs=0.01)


def test_errors_are_how_far_shares_spread_from_sample_to_sample():
    told = [linear(np.random.default_rng(seed), 3_000) for seed in range(200)]
    for name in ("x", "y"):
        shares, errors = np.array([each[name] for each in told]).T
        assert errors.mean() == pytest.approx(shares.std(), rel=0.25)


def test_a_share_cut_at_nothing_has_an_error():
    assert linear(np.random.default_rng(1), 3_000)["none"][1] > 0.0005


def test_categories_are_their_own_bins():
    values = np.tile([4.0, 8.0], 500)
    assert share(values * 2, values) == pytest.approx(1.0)


@pytest.mark.parametrize("constant", ["input", "outcome"])
def test_constants_explain_nothing(constant):
    a, b = np.ones(100), np.arange(100.0)
    assert share(*((b, a) if constant == "input" else (a, b))) == 0.0


def test_two_draws_explain_nothing():
    assert share(np.array([1.0, 2.0]), np.array([3.0, 5.0])) == 0.0
