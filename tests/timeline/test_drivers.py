import numpy as np
import pytest

from forecast.timeline.drivers import binned_share, first_order


def test_linear_model_has_known_shares():
    rng = np.random.default_rng(1)
    x, y = rng.standard_normal((2, 40_000))
    rows = first_order(3 * x + 4 * y, {"x": x, "y": y, "none": rng.standard_normal(40_000)})
    assert [row["name"] for row in rows] == ["y", "x", "none"]
    assert [row["first_order"] for row in rows] == pytest.approx([0.64, 0.36, 0.0], abs=0.01)


def test_categories_are_their_own_bins():
    values = np.tile([4.0, 8.0], 500)
    assert binned_share(values * 2, values) == pytest.approx(1.0)


@pytest.mark.parametrize("constant", ["input", "outcome"])
def test_constants_explain_nothing(constant):
    a, b = np.ones(100), np.arange(100.0)
    assert binned_share(b, a) == 0.0 if constant == "input" else binned_share(a, b) == 0.0


def test_two_draws_explain_nothing():
    assert binned_share(np.array([1.0, 2.0]), np.array([3.0, 5.0])) == 0.0
