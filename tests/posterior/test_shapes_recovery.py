"""A trend with a known shape: its fits, their mixture, and what cross-validation makes of it."""

import numpy as np
import pytest
from planted.tables import ToyCard, ToyTable
from planted.trendy import TREND, log_level

from forecast.inputs.distributions import Categorical, LogNormal
from forecast.posterior.blocks import Block
from forecast.posterior.fit import fit_block
from forecast.posterior.sampler import Sampler
from forecast.posterior.shapes import CEILING, EXPONENTIAL, NEVER_SLOWS_YEARS
from forecast.posterior.shapes_weights import cross_validate, stacked

pytestmark = pytest.mark.slow
BLOCK = Block("trendy", ("planted.trendy",), trend=TREND)
CARD = (0.25, 0.5, 0.25)
QUICK = Sampler(chains=4, draws=1000, tune=400, target_accept=0.9, max_depth=10)


@pytest.fixture
def beliefs():
    return {
        "trendy_growth": LogNormal(p05=1.2, p50=1.6, p95=2.2),
        "trendy_long_run": LogNormal(p05=1.05, p50=1.15, p95=1.3),
        "trendy_slowing_years": LogNormal(p05=1.0, p50=3.0, p95=9.0),
        "trendy_shape": Categorical(values=(0.0, 1.0, 2.0), weights=CARD),
    }


def tables(growth, long_run, slowing_years):
    truth = {
        "trendy_growth": growth,
        "trendy_long_run": long_run,
        "trendy_slowing_years": slowing_years,
    }
    year = np.linspace(-4.0, 12.0, 65)
    noise = 0.03 * np.random.default_rng(6).normal(size=65)
    value = np.exp(log_level(truth, year) + noise)
    rows = tuple({"value": float(v), "year": float(at)} for v, at in zip(value, year, strict=True))
    card = ToyCard({"trendy_scatter": LogNormal(p05=0.01, p50=0.04, p95=0.1)})
    return {"trendy": ToyTable("trendy", card, rows)}


def test_draws_are_a_mixture_and_each_shape_is_held(beliefs):
    fitted = fit_block(BLOCK, beliefs, tables(1.6, 1.0, 3.0), 1, None, QUICK, 2)
    shape = fitted.values["trendy_shape"]
    assert shape.shape == (4, 1000)
    assert np.bincount(shape.ravel().astype(int)).tolist() == [1000, 2000, 1000]
    assert [each["weight"] for each in fitted.shapes] == pytest.approx(CARD)
    never = fitted.values["trendy_slowing_years"][shape == EXPONENTIAL]
    assert (never == NEVER_SLOWS_YEARS).all()
    ceiling = shape == CEILING
    assert (fitted.values["trendy_long_run"][ceiling] == 1.0).all()
    # the true shape finds the truth; the exponential takes the mean growth for it
    low, high = np.quantile(fitted.values["trendy_growth"][ceiling], [0.005, 0.995])
    assert low < 1.6 < high
    assert fitted.values["trendy_growth"][shape == EXPONENTIAL].max() < 1.5


@pytest.mark.parametrize(
    ("truth", "best"), [((1.6, 1.0, 3.0), CEILING), ((1.4, 1.0, 1e6), EXPONENTIAL)]
)
def test_cross_validation_weighs_the_true_shape_up(beliefs, truth, best):
    sampler = Sampler(chains=4, draws=200, tune=300, target_accept=0.8, max_depth=8)
    units = cross_validate(BLOCK, beliefs, tables(*truth), 2, 2, sampler)
    assert {each["cut"] for each in units} == set(TREND.cuts)
    assert len(units) == 37 + 25  # every quarter of a year from the third and the sixth on
    weights = stacked(units, CARD)
    assert weights[best] > CARD[best] + 0.2, weights
