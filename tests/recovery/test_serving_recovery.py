"""Known achieved shares and latencies, simulated at the real design, come back out of the fit."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.posterior.blocks import blocks_named
from forecast.posterior.build import build_block
from forecast.posterior.nuts import compile_model
from forecast.posterior.sampler import Sampler
from forecast.posterior.simulate import refit_with, simulate_observed

# Away from the prior medians; noise parameters are drawn from their priors.
TRUTH = {
    "decode_flop_share": 0.25,
    "decode_bandwidth_share": 0.75,
    "prefill_flop_share": 0.3,
    "hop_latency_seconds": 1.2e-5,
    "layer_latency_seconds": 4e-5,
    "fixed_step_seconds": 1e-3,
    "roofline_sharpness": 2.5,
    "serving_log_scatter": 0.2,
    "reserved_memory_share": 0.15,
}
TAUGHT = (
    "decode_flop_share", "prefill_flop_share", "dense_flop_gain", "balance_exponent",
    "link_share", "hop_latency_seconds",
)  # fmt: skip
FEWER_DRAWS = Sampler(chains=2, draws=400, tune=600, target_accept=0.9, max_depth=10)


@pytest.mark.slow
def test_known_shares_are_recovered(priors_dir, base_beliefs):
    (block,) = blocks_named(("serving",))
    pm_model = build_block(block, base_beliefs, load_evidence(priors_dir))
    observed = simulate_observed(pm_model, TRUTH, seed=3)
    assert observed["serving_log_value"].shape == (391,)
    fitted = refit_with(compile_model(pm_model), observed, seed=4, sampler=FEWER_DRAWS, cores=2)
    draws = fitted["posterior"]
    score = {
        name: float((np.log(draws[name]).mean() - np.log(true)) / np.log(draws[name]).std())
        for name, true in TRUTH.items()
    }
    assert max(abs(each) for each in score.values()) < 4, score
    assert np.mean(np.square(list(score.values()))) < 2.5, score
    # What the rows teach: both shares of arithmetic, how they differ by model and format, what
    # chips that split a layer exchange, and the time that a layer waits for collectives. Bandwidth,
    # fixed time and overlap trade off against these and stay closer to their priors.
    for name in TAUGHT:
        prior_spread = np.log(base_beliefs[name].ppf(0.84) / base_beliefs[name].ppf(0.16)) / 2
        assert float(np.log(draws[name]).std()) < 0.6 * prior_spread, name
