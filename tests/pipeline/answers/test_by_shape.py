from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from forecast.pipeline.answers.by_shape import answer, of_all_draws


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


def test_the_mixture_is_told_as_it_is_published():
    quantiles = {"0.05": 2031.0, "0.1": 2033.0, "0.25": 2040.0, "0.5": None}
    same = {"n": 8e9, "theta": 1.0}
    answers = {
        "Q1": [{**same, "year": 2030, "p": 0.1, "mcse": 0.01}, {**same, "year": 2035, "p": 0.2,
               "mcse": 0.02}],
        "Q2": [{"n": 1e6, "theta": 1.0}, {**same, "quantiles": quantiles, "p_never": 0.57}],
    }  # fmt: skip
    told = of_all_draws(answers)
    assert (told["p"], told["mcse"], told["p_never"]) == (0.2, 0.02, 0.57)
    assert told["quantiles"] == {"0.05": 2031.0, "0.25": 2040.0, "0.5": None}


def test_quantiles_of_a_shape_have_the_error_of_its_own_draws(sample, inputs):
    dates = 2030.0 + np.arange(400.0) / 100.0
    first = np.repeat(dates[:, None], sample.first.shape[1], axis=1)
    shape = np.repeat([0.0, 1.0], 200)
    extra = sample.extra | {"stock_shape": shape}
    rows = answer(replace(sample, first=first, extra=extra), inputs)
    whole, half = row(rows, "all", "all"), row(rows, "stock_shape", "exponential")
    assert whole["errors"]["q0.5"] == pytest.approx(4 * 0.5 / 20, rel=0.1)
    assert half["errors"]["q0.5"] == pytest.approx(2 * 0.5 / 200**0.5, rel=0.1)
