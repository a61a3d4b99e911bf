"""A known yearly gain, simulated at the real design, comes back out of the fit."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.posterior.blocks import blocks_named
from forecast.posterior.build import build_block
from forecast.posterior.fit import compile_model
from forecast.posterior.sampler import Sampler
from forecast.posterior.simulate import refit_with, simulate_observed

TRUTH = {
    "algorithmic_gain_per_year": 3.0,
    "training_to_inference_exponent": 0.45,
    "algorithmic_group_spread": 0.2,
    "algorithmic_method_spread": 0.3,
    "algorithmic_densing_inflation": 1.0,
    "mmlu_inflation": 0.4,
    "mmlu_level_2024": -0.5,
    "mmlu_slope_per_decade": 1.3,
    "mmlu_release_spread": 0.4,
    "mmlu_release_tail_degrees": 4.0,
    "mmlu_model_spread": 0.2,
    "mmlu_score_scatter": 0.008,
    "mmlu_tail_degrees": 4.0,
}
CAN_BE_NEGATIVE = ("algorithmic_densing_inflation", "mmlu_inflation", "mmlu_level_2024")
FEWER_DRAWS = Sampler(chains=2, draws=300, tune=400, target_accept=0.85, max_depth=9)


@pytest.mark.slow
def test_known_gain_is_recovered(priors_dir, base_beliefs):
    (block,) = blocks_named(("algorithmic",))
    pm_model = build_block(block, base_beliefs, load_evidence(priors_dir))
    observed = simulate_observed(pm_model, TRUTH, seed=7)
    shapes = {name: values.shape for name, values in observed.items()}
    assert shapes == {"algorithmic_efficiency_log_factor": (12,), "mmlu_params_fraction": (116,)}
    fitted = refit_with(compile_model(pm_model), observed, seed=8, sampler=FEWER_DRAWS, cores=2)
    score, draws = {}, fitted["posterior"]
    for name, true in TRUTH.items():
        scale = (lambda x: x) if name in CAN_BE_NEGATIVE else np.log
        values = scale(draws[name].values)
        score[name] = (values.mean() - scale(true)) / values.std()
    assert max(abs(each) for each in score.values()) < 4, score
    prior = base_beliefs["algorithmic_gain_per_year"]
    spread = np.log(draws["algorithmic_gain_per_year"].values).std()
    assert spread < 0.8 * np.log(prior.ppf(0.84) / prior.ppf(0.16)) / 2
