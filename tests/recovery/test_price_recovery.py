"""Known prices, records and tokens, simulated at the real design, come back out of the fit."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.posterior.blocks import blocks_named
from forecast.posterior.build import build_block
from forecast.posterior.fit import compile_model
from forecast.posterior.sampler import Sampler
from forecast.posterior.simulate import refit_with, simulate_observed

FEWER_DRAWS = Sampler(chains=2, draws=400, tune=500, target_accept=0.9, max_depth=10)
TRUTH = {
    "prices": {
        "token_price_usd_per_million": 1.5,
        "token_price_fall_per_year": 3.0,
        "token_price_long_run_fall_per_year": 1.4,
        "token_price_slowing_years": 5.0,
        "token_price_model_scatter": 0.7,
        "token_price_row_scatter": 0.3,
        "token_price_seller_scatter": 0.4,
    },
    "record_prices": {
        "lowest_token_price_usd_per_million": 0.3,
        "lowest_token_price_fall_per_year": 4.0,
        "lowest_token_price_long_run_fall_per_year": 1.5,
        "lowest_token_price_slowing_years": 8.0,
        "lowest_price_step": 0.8,
    },
    "tokens": {
        "tokens_per_day_growth_per_year": 5.0,
        "tokens_per_day_long_run_growth_per_year": 2.0,
        "tokens_per_day_slowing_years": 3.0,
        "token_volume_row_scatter": 0.15,
    },
}
LEARNED = {  # what the rows teach, and how much narrower than before it is at least
    "prices": ("token_price_fall_per_year", 0.6),
    "record_prices": ("lowest_price_step", 0.7),
    "tokens": ("tokens_per_day_growth_per_year", 0.7),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TRUTH)
def test_what_is_simulated_is_recovered(name, priors_dir, base_beliefs):
    (block,) = blocks_named((name,))
    tables, truth = load_evidence(priors_dir), TRUTH[name]
    pm_model = build_block(block, base_beliefs, tables)
    observed = simulate_observed(pm_model, truth, seed=5)
    fitted = refit_with(compile_model(pm_model), observed, seed=6, sampler=FEWER_DRAWS, cores=2)
    draws = {each: np.log(fitted["posterior"][each].values) for each in truth}
    score = {k: (draws[k].mean() - np.log(true)) / draws[k].std() for k, true in truth.items()}
    assert max(abs(each) for each in score.values()) < 4, score
    learned, share = LEARNED[name]
    noise = tables[block.likelihoods[0]].card.nuisance
    prior = base_beliefs[learned] if learned in base_beliefs else noise[learned]
    assert draws[learned].std() < share * np.log(prior.ppf(0.84) / prior.ppf(0.16)) / 2
