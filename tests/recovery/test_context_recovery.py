"""Known windows, simulated at the real releases, come back out of the fit under each shape."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.posterior.blocks import blocks_named
from forecast.posterior.build import build_block
from forecast.posterior.fit import compile_model
from forecast.posterior.sampler import Sampler
from forecast.posterior.shapes import CEILING, EXPONENTIAL, NEVER_SLOWS_YEARS, SLOWING
from forecast.posterior.simulate import refit_with, simulate_observed

FEWER_DRAWS = Sampler(chains=2, draws=400, tune=500, target_accept=0.95, max_depth=10)
TRUTH = {
    "context_window_tokens": 150e3,
    "context_window_growth_per_year": 2.5,
    "context_window_slowing_years": 3.0,
    "context_window_long_run_growth_per_year": 1.1,
    "context_developer_spread": 0.6,
    "context_model_scatter": 0.7,
    "context_wave_scatter": 0.25,
    "context_beyond_share": 0.15,
}
HELD = {
    EXPONENTIAL: {"context_window_slowing_years": NEVER_SLOWS_YEARS},
    CEILING: {"context_window_long_run_growth_per_year": 1.0},
}


@pytest.fixture(scope="module")
def model(priors_dir, base_beliefs):
    """The block, and what is compiled of it once for all shapes."""
    tables = load_evidence(priors_dir)
    pm_model = build_block(blocks_named(("context",))[0], base_beliefs, tables)
    return pm_model, compile_model(pm_model)


@pytest.mark.slow
@pytest.mark.parametrize("shape", [EXPONENTIAL, SLOWING, CEILING])
def test_what_is_simulated_is_recovered(shape, model):
    pm_model, compiled = model
    switch = {"context_shape": np.array(float(shape))}
    pm_model["context_shape"].set_value(switch["context_shape"])
    data = simulate_observed(pm_model, TRUTH, seed=5) | switch
    fitted = refit_with(compiled, data, seed=6, sampler=FEWER_DRAWS, cores=2)
    told = set(TRUTH) - set(HELD.get(shape, {}))
    draws = {name: np.log(fitted["posterior"][name].values) for name in told}
    score = {k: (draws[k].mean() - np.log(TRUTH[k])) / draws[k].std() for k in told}
    assert max(abs(each) for each in score.values()) < 3.5, score
    assert draws["context_model_scatter"].std() < 0.1
    assert draws["context_window_growth_per_year"].std() < 0.3
