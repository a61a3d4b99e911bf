"""Probability on single values."""

import numpy as np
import pytest

from forecast.inputs.discrete import Categorical, Fixed

BITS = Categorical((4.0, 8.0, 16.0), (0.5, 0.3, 0.2))
GRID = np.linspace(-5, 5, 201)


def test_fixed_ignores_the_score():
    assert Fixed(3.0).quantile_of_score(1.7) == Fixed(3.0).median == 3.0
    assert list(Fixed(3.0).quantile_of_score(np.array([-9.0, 9.0]))) == [3.0, 3.0]
    assert list(Fixed(3.0).cdf(np.array([2.9, 3.0]))) == [0.0, 1.0]
    assert Fixed(3.0).extremes() == (3.0, 3.0)
    assert Fixed(3.0).pytensor_value(5.0) == 3.0


def test_categorical_gives_each_value_its_probability():
    draws = BITS.quantile_of_score(np.random.default_rng(1).standard_normal(100_000))
    shares = [np.mean(draws == value) for value in BITS.values]
    assert shares == pytest.approx(BITS.weights, abs=0.006)
    assert list(BITS.ppf(np.array([0.0, 0.49, 0.51, 0.79, 0.81, 1.0]))) == [4, 4, 8, 8, 16, 16]


def test_categorical_cdf_is_the_running_sum():
    assert BITS.cdf(np.array([3.9, 4.0, 7.0, 8.0, 16.0])) == pytest.approx([0, 0.5, 0.5, 0.8, 1])


def test_categorical_rises_with_the_score():
    assert np.all(np.diff(BITS.quantile_of_score(GRID)) >= 0)
    assert BITS.median == 4.0
    assert BITS.extremes() == (4.0, 16.0)
    assert BITS.as_dict()["values"] == [4.0, 8.0, 16.0]
