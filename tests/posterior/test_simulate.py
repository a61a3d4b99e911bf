"""Simulated observations follow the truth, and refitting them finds it."""

import numpy as np
import pymc as pm
import pytest
from planted.tables import TRUTH

from forecast.errors import ForecastError
from forecast.posterior.build import build_block
from forecast.posterior.fit import compile_model
from forecast.posterior.simulate import refit_with, simulate_observed

pytestmark = pytest.mark.slow


@pytest.fixture
def toy_model(toy_block, toy_beliefs, toy_tables):
    return build_block(toy_block, toy_beliefs, toy_tables)


def test_without_noise_the_data_are_the_trend(toy_model, toy_tables):
    truth = TRUTH | {"toy_scatter": 1e-9, "toy_effect": np.zeros(3)}
    data = simulate_observed(toy_model, truth, seed=3)
    year = toy_tables["toy"].column("year")
    assert list(data) == ["toy_log_value"]
    np.testing.assert_allclose(data["toy_log_value"], np.log(2) + np.log(1.3) * year, atol=1e-7)


def test_the_seed_decides(toy_model):
    one, same, other = (simulate_observed(toy_model, TRUTH, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one["toy_log_value"], same["toy_log_value"])
    assert not np.array_equal(one["toy_log_value"], other["toy_log_value"])


def test_refit_without_compiling_again(toy_model, quick):
    compiled = compile_model(toy_model)
    truth = TRUTH | {"toy_growth": 1.1, "toy_level": 3.0}
    data = simulate_observed(toy_model, truth, seed=4)
    tree = refit_with(compiled, data, seed=1, sampler=quick, cores=2)
    for name in ("toy_level", "toy_growth"):
        low, high = np.quantile(tree.posterior[name].values, [0.001, 0.999])
        assert low < truth[name] < high
        assert not low < TRUTH[name] < high


def test_observations_outside_pm_data_are_refused():
    with pm.Model() as pm_model:
        pm.Normal("x_observed", pm.Normal("x"), observed=np.zeros(3))
    with pytest.raises(ForecastError, match=r"x_observed: .* not in a pm\.Data"):
        simulate_observed(pm_model, {}, seed=1)
