"""Known hardware trends, simulated at the real design, come back out of the fit."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.posterior.blocks import blocks_named
from forecast.posterior.build import build_block
from forecast.posterior.nuts import compile_model
from forecast.posterior.sampler import Sampler
from forecast.posterior.simulate import refit_with, simulate_observed

# What the rows inform, away from the prior medians; all else is drawn from its prior.
TRUTH = {
    "flop_per_usd": 1.3e11,
    "flop_per_usd_growth_per_year": 1.22,
    "bandwidth_per_flop": 1.3e-3,
    "bandwidth_per_flop_growth_per_year": 0.88,
    "memory_per_flop": 4e-5,
    "memory_per_flop_growth_per_year": 0.9,
    "watts_per_flop": 2.5e-13,
    "watts_per_flop_growth_per_year": 0.85,
    "flop_per_chip": 5e15,
    "flop_per_chip_growth_per_year": 1.3,
    "hardware_slowing_years": 20.0,
    "provider_margin": 0.8,
}
FEWER_DRAWS = Sampler(chains=2, draws=400, tune=500, target_accept=0.9, max_depth=10)


@pytest.mark.slow
def test_known_trends_are_recovered(priors_dir, base_beliefs):
    tables = load_evidence(priors_dir)
    (block,) = blocks_named(("hardware",))
    pm_model = build_block(block, base_beliefs, tables)
    observed = simulate_observed(pm_model, TRUTH, seed=3)
    assert {name: values.shape for name, values in observed.items()} == {
        "accelerators_log_value": (84,),
        "accelerator_prices_log_value": (71,),
        "gpu_rental_prices_log_value": (158,),
    }
    fitted = refit_with(compile_model(pm_model), observed, seed=4, sampler=FEWER_DRAWS, cores=2)
    draws = fitted["posterior"]
    score = {
        name: float((np.log(draws[name]).mean() - np.log(true)) / np.log(draws[name]).std())
        for name, true in TRUTH.items()
        if name != "provider_margin"  # may be negative: compared as it stands
    }
    margin = draws["provider_margin"]
    score["provider_margin"] = float((margin.mean() - TRUTH["provider_margin"]) / margin.std())
    assert max(abs(each) for each in score.values()) < 4, score
    assert np.mean(np.square(list(score.values()))) < 2.5, score
    # the rows teach: growth and levels are known better than before
    for name in ("flop_per_usd", "flop_per_chip", "watts_per_flop_growth_per_year"):
        prior_spread = np.log(base_beliefs[name].ppf(0.84) / base_beliefs[name].ppf(0.16)) / 2
        assert float(np.log(draws[name]).std()) < 0.8 * prior_spread, name
