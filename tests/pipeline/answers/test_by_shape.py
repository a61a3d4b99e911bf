from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from forecast.pipeline.answers.by_shape import answer


@pytest.fixture
def inputs(base_beliefs):
    return SimpleNamespace(base=base_beliefs)


def row(rows, trend, shape):
    (found,) = [each for each in rows if (each["trend"], each["shape"]) == (trend, shape)]
    return found


def test_each_shape_answers_for_its_own_draws(sample, inputs):
    shape = np.repeat([0.0, 1.0, 1.0, 2.0], 100)
    dates = np.where(shape == 0, 2035.9, np.where(shape == 1, 2036.0, np.inf))
    first = np.repeat(dates[:, None], sample.first.shape[1], axis=1)
    rows = answer(replace(sample, first=first, extra=sample.extra | {"stock_shape": shape}), inputs)
    fast, usual, none = (
        row(rows, "stock_shape", name) for name in ("exponential", "slowing", "ceiling")
    )
    assert [each["weight"] for each in (fast, usual, none)] == [0.25, 0.5, 0.25]
    assert [each["p"] for each in (fast, usual, none)] == [1.0, 0.0, 0.0]
    assert [each["p_never"] for each in (fast, usual, none)] == [0.0, 0.0, 1.0]
    assert usual["quantiles"]["0.5"] == 2036.0
    assert none["quantiles"]["0.5"] is None
    assert usual["prior_weight"] == pytest.approx(0.6)
    averaged = row(rows, "all", "all")
    assert (averaged["p"], averaged["weight"], averaged["p_never"]) == (0.25, 1.0, 0.25)
    assert all(each["mcse"] > 0 for each in rows)


def test_a_shape_without_draws_is_left_out(sample, inputs):
    extra = sample.extra | {"hardware_shape": np.ones(400)}
    rows = answer(replace(sample, extra=extra), inputs)
    assert [each["shape"] for each in rows if each["trend"] == "hardware_shape"] == ["slowing"]
