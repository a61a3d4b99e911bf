"""Known forecast curves, simulated at the real design, come back out of the fit."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.posterior.blocks import blocks_named
from forecast.posterior.build import build_block
from forecast.posterior.fit import compile_model
from forecast.posterior.sampler import Sampler
from forecast.posterior.simulate import refit_with, simulate_observed

# By forecast_id: fifteen of the twenty-four stand alone.
LOG_MEDIAN = np.log(
    [
        *(3.0, 5.0, 6.0, 2.0, 4.0, 2.5, 1.5, 3.5, 37.0, 20.0, 70.0, 35.0),
        *(15.0, 12.0, 8.0, 15.0, 2.0, 6.0, 22.0, 45.0, 22.0, 48.0, 40.0, 60.0),
    ]
)
SPREAD = np.array(
    [
        *(1.2, 1.4, 1.0, 0.9, 1.1, 1.7, 0.8, 1.9, 1.0, 1.4, 1.3, 1.0),
        *(1.2, 1.8, 1.2, 1.1, 1.5, 1.3, 1.6, 0.7, 0.6, 0.7, 1.2, 1.3),
    ]
)
TRUTH = {
    "arrival_forecast_median_years": 20.0,
    "arrival_forecast_log_spread": 1.35,
    "arrival_rounding_error": 0.08,
    "arrival_alone_rounding_error": 0.06,
    "arrival_forecast_log_median": LOG_MEDIAN,
    "arrival_forecast_spread": SPREAD,
}
EPOCH, XPT_EXPERTS = 13, 22
FEWER_DRAWS = Sampler(chains=2, draws=500, tune=600, target_accept=0.95, max_depth=10)


@pytest.mark.slow
def test_known_curves_are_recovered(priors_dir, base_beliefs):
    (block,) = blocks_named(("arrival",))
    pm_model = build_block(block, base_beliefs, load_evidence(priors_dir))
    observed = simulate_observed(pm_model, TRUTH, seed=9)
    assert observed["arrival_forecasts_score"].shape == (11,)
    assert observed["arrival_forecasts_log_ahead"].shape == (49,)  # and three bounds
    fitted = refit_with(compile_model(pm_model), observed, seed=10, sampler=FEWER_DRAWS, cores=2)
    draws = fitted["posterior"]
    for name, true in TRUTH.items():
        values = draws[name].values
        if name != "arrival_forecast_log_median":
            values, true = np.log(values), np.log(true)
        score = (values.mean(axis=(0, 1)) - true) / values.std(axis=(0, 1))
        assert np.max(np.abs(score)) < 4, (name, score)
    # forecasts that state a curve pin their own median, those that state a point do not
    width = draws["arrival_forecast_log_median"].values.std(axis=(0, 1))
    assert width[EPOCH] < 0.15 < width[XPT_EXPERTS]
