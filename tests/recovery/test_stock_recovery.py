"""Known shipments, simulated at the real design, come back out of the fit."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.posterior.blocks import blocks_named
from forecast.posterior.build import build_block
from forecast.posterior.fit import compile_model
from forecast.posterior.sampler import Sampler
from forecast.posterior.simulate import refit_with, simulate_observed

TRUTH = {
    "shipments_h100e": 1.4e7,
    "shipments_growth_per_year": 1.8,
    "shipments_long_run_growth_per_year": 1.2,
    "shipments_slowing_years": 5.0,
    "uncounted_shipments_ratio": 1.05,
}
NOISE = {
    "stock_level_spread": 1.0,
    "stock_growth_spread": 0.3,
    "stock_quarter_scatter": 0.1,
    "stock_wave_scatter": 0.08,
    "stock_wave_years": 0.8,
}
FEWER_DRAWS = Sampler(chains=2, draws=400, tune=500, target_accept=0.9, max_depth=10)


@pytest.mark.slow
def test_known_shipments_are_recovered(priors_dir, base_beliefs):
    (block,) = blocks_named(("stock",))
    pm_model = build_block(block, base_beliefs, load_evidence(priors_dir))
    observed = simulate_observed(pm_model, TRUTH | NOISE, seed=5)
    assert observed["compute_stock_log_rate"].shape == (36,)
    fitted = refit_with(compile_model(pm_model), observed, seed=6, sampler=FEWER_DRAWS, cores=2)
    draws = {name: np.log(fitted["posterior"][name].values) for name in TRUTH | NOISE}
    score = {
        name: (draws[name].mean() - np.log(true)) / draws[name].std()
        for name, true in (TRUTH | NOISE).items()
    }
    assert max(abs(each) for each in score.values()) < 4, score
    # the rows teach the level: half as uncertain as before
    prior = base_beliefs["shipments_h100e"]
    assert draws["shipments_h100e"].std() < 0.5 * np.log(prior.ppf(0.84) / prior.ppf(0.16)) / 2
