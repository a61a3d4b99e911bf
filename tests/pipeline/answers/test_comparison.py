import numpy as np
import pytest

from forecast.pipeline.answers.comparison import counts, is_inside, quantiles


def test_quantiles_of_known_draws():
    assert quantiles(np.arange(1.0, 101.0)) == {"q10": 10.0, "q50": 50.0, "q90": 90.0}


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_draws_that_nothing_serves_are_beyond_every_price_and_count_none(bad):
    values = np.array([1.0] * 8 + [bad] * 12)
    assert quantiles(values) == {"q10": 1.0, "q50": None, "q90": None}
    assert counts(values) == {"q10": 0.0, "q50": 0.0, "q90": 1.0}


@pytest.mark.parametrize(
    ("figure", "inside"), [(0.9, False), (1.0, True), (3.0, True), (3.1, False), (None, None)]
)
def test_inside(figure, inside):
    assert is_inside(figure, {"q10": 1.0, "q50": 2.0, "q90": 3.0}) is inside


def test_an_upper_end_that_nothing_serves_is_beyond_every_figure():
    assert is_inside(1e9, {"q10": 1.0, "q50": None, "q90": None}) is True
    assert is_inside(1e9, {"q10": None, "q50": None, "q90": None}) is False
