"""Drift after the start, bridges between known years, and series that are not fitted."""

import numpy as np
import pytest

from forecast.inputs.distributions import LogNormal
from forecast.posterior.likelihoods.economy import PEOPLE, PRODUCT, WAGE
from forecast.posterior.predictive import economy

from .known import constant, context_of

DRAWS = {
    "gross_world_product_usd": 1.2e14,
    "gross_world_product_growth_per_year": 1.02,
    "gross_world_product_log_scatter": 0.04,
    "wage_usd_per_hour": 30.0,
    "wage_growth_per_year": 1.01,
    "wage_log_scatter": 1e-9,
    "population_growth_per_year": 1.009,
    "population_slowing_years": 25.0,
    "population_log_scatter": 1e-9,
}


@pytest.fixture(scope="module")
def told(priors_dir):
    def of(quantity, year, **changed):
        context = context_of(priors_dir)
        beliefs = {"population": LogNormal(p05=8.2e9, p50=8.26e9, p95=8.32e9)}
        object.__setattr__(context, "beliefs", beliefs)
        row = {"quantity": quantity, "year": year, "value": None}
        draws = constant(DRAWS | changed)
        (found,) = economy.predict([row], draws, context, np.random.default_rng(4))
        return found

    return of


def test_pay_drifts_from_the_start(told):
    """30 USD times 1.01 for four and a half years, in money of the last year of the index."""
    real_2030 = told(WAGE, 2030.0).draws / told(WAGE, 2040.0).draws
    assert real_2030 == pytest.approx(1.01**-10)


def test_scatter_grows_with_the_root_of_the_years(told):
    near, far = (np.log(told(PRODUCT, year).draws).std() for year in (2026.0, 2050.0))
    assert far / near == pytest.approx(np.sqrt(24.5 / 0.5), rel=1e-6)


def test_a_year_between_two_others_is_a_bridge(told):
    """Known to the scatter of half a year, whatever the level at the start."""
    first = np.log(told(PRODUCT, 2010.0).draws)
    assert first.std() == pytest.approx(0.04 * np.sqrt(0.5), rel=0.1)
    moved = np.log(told(PRODUCT, 2010.0, gross_world_product_usd=3e14).draws)
    np.testing.assert_allclose(moved, first)


def test_population_slows(told):
    growth = [
        np.median(told(PEOPLE, year + 1.0).draws) / np.median(told(PEOPLE, year).draws)
        for year in (2027.0, 2080.0)
    ]
    assert 1.0 < growth[1] < growth[0] < 1.009


def test_other_series_are_declined(told):
    assert told("capex_meta", 2026.0).startswith("capex_meta is not fitted")
