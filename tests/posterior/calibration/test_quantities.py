import numpy as np
import pytest

from forecast.posterior.calibration.quantities import YEARS_AHEAD, headline


def test_a_trend_is_asked_ten_years_ahead():
    values = {
        "shipments_h100e": 100.0, "shipments_growth_per_year": 1.3,
        "shipments_long_run_growth_per_year": 1.3, "shipments_slowing_years": 5.0,
    }  # fmt: skip
    expected = np.log(100.0) + YEARS_AHEAD * np.log(1.3)
    assert headline("stock", tuple(values), values) == pytest.approx(expected)


def test_other_blocks_add_up_their_scores():
    values = {"a_score": np.array([1.0, 2.0]), "b_score": np.array([0.5, -1.0])}
    np.testing.assert_array_equal(headline("serving", ("a", "b"), values), [1.5, 1.0])
