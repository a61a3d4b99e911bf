"""Which series enter, projections apart, and what their growth comes to by hand."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import economy


@pytest.fixture(scope="module")
def whole(priors_dir):
    return load_table(priors_dir, "economy")


@pytest.fixture(scope="module")
def table(whole):
    return economy.select(whole, {})


def test_projections_stand_apart(table):
    years, _ = economy.series(table, economy.PRODUCT)
    ahead, _ = economy.series(table, economy.PRODUCT, is_projection=True)
    assert years.max() < ahead.min()
    np.testing.assert_array_equal(ahead, [2025.5, 2025.5, 2026.5])


def test_a_year_is_there_once(table):
    for quantity in (economy.PRODUCT, economy.WAGE, economy.PEOPLE):
        years, _ = economy.series(table, quantity)
        np.testing.assert_array_equal(np.diff(years), 1.0)


def test_real_wage_of_2024_is_that_of_the_price_index(table, whole):
    """28.725 USD of 2024 times 321.943 / 313.688833."""
    years, log_real = economy.real(table, whole, economy.WAGE)
    assert years[-1] == 2024.5
    assert np.exp(log_real[-1]) == pytest.approx(29.481, abs=0.001)


def test_mean_growth_of_pay_is_under_half_a_percent(table, whole):
    _, log_real = economy.real(table, whole, economy.WAGE)
    assert np.exp(np.diff(log_real).mean()) == pytest.approx(1.0043, abs=1e-4)
