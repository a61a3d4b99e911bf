"""Sizes by date: the trend by hand, and the scatter around it."""

import datetime

import numpy as np
import pytest

from forecast.posterior.predictive import model_sizes

from .known import N, constant

ROW = {"observed_on": datetime.date(2027, 1, 1), "n_total_parameters": 7e10}


def told(scatter):
    draws = constant(
        {
            "model_log_total": np.log(1e11),
            "model_log_total_growth": np.log(2.0),
            "model_log_total_scatter": scatter,
        }
    )
    (found,) = model_sizes.predict([ROW], draws, None, np.random.default_rng(1))
    return found


def test_a_year_after_the_start_it_has_grown_by_the_factor_of_a_year():
    found = told(1e-9)
    assert found.observed == 7e10
    assert found.draws == pytest.approx(np.full(N, 2e11), rel=1e-3)


def test_models_of_one_day_scatter():
    assert np.log(told(1.5).draws).std() > 1.2
