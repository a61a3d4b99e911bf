"""Switches inside a model: the shape, and which rows count."""

import numpy as np
import pymc as pm
import pytest
from scipy.stats import norm, t

from forecast.posterior.shapes import STOCK
from forecast.posterior.shapes_model import observe, shaped

VALUES = np.array([0.3, -1.0, 5.0])
PYTHON = "FAST_COMPILE"


def model(distribution=pm.StudentT, **parameters):
    with pm.Model() as pm_model:
        centre = pm.Flat("centre")
        observe(distribution, "toy", pm.Data("toy_value", VALUES), mu=centre, **parameters)
    return pm_model


def log_density(pm_model, centre):
    return float(pm_model.compile_logp(mode=PYTHON)({"centre": centre}))


def test_rows_that_count_have_their_density():
    pm_model = model(sigma=0.5, nu=4.0)
    expected = t.logpdf(VALUES, 4.0, 0.2, 0.5).sum()
    assert log_density(pm_model, 0.2) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("distribution", "parameters", "density"),
    [
        (pm.StudentT, {"sigma": 0.5, "nu": 4.0}, lambda x, mu: t.logpdf(x, 4.0, mu, 0.5)),
        (pm.Normal, {"sigma": 0.5}, lambda x, mu: norm.logpdf(x, mu, 0.5)),
    ],
)
def test_a_row_held_out_says_nothing(distribution, parameters, density):
    pm_model = model(distribution, **parameters)
    pm_model["toy_enters"].set_value(np.array([1.0, 1.0, 0.0]))
    difference = log_density(pm_model, 0.2) - log_density(pm_model, -0.7)
    expected = density(VALUES[:2], 0.2).sum() - density(VALUES[:2], -0.7).sum()
    assert difference == pytest.approx(expected)


def test_the_density_of_a_row_held_out_is_still_told():
    pm_model = model(sigma=0.5, nu=4.0)
    pm_model["toy_enters"].set_value(np.zeros(3))
    told = pm_model["toy_log_density"].eval({pm_model["centre"]: 0.2}, mode=PYTHON)
    np.testing.assert_allclose(told, t.logpdf(VALUES, 4.0, 0.2, 0.5))


@pytest.mark.parametrize(
    ("shape", "slowing", "long_run"), [(0, 1e6, 1.2), (1, 4.0, 1.2), (2, 4.0, 1.0)]
)
def test_terms_follow_the_switch(shape, slowing, long_run):
    with pm.Model() as pm_model:
        terms = {
            "shipments_slowing_years": pm.math.constant(4.0),
            "shipments_long_run_growth_per_year": pm.math.constant(1.2),
        }
        found, again = shaped(terms, STOCK), shaped(terms, STOCK)
    assert [each.name for each in pm_model.data_vars] == ["stock_shape"]
    pm_model["stock_shape"].set_value(np.array(float(shape)))
    for each in (found, again):
        assert each["shipments_slowing_years"].eval(mode=PYTHON) == slowing
        assert each["shipments_long_run_growth_per_year"].eval(mode=PYTHON) == long_run


def test_a_quantity_that_is_not_spoken_of_stays_away():
    with pm.Model():
        assert shaped({"shipments_h100e": 1.0}, STOCK) == {"shipments_h100e": 1.0}
