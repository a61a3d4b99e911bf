"""Other seeds are really other draws, and the gate is asked about each."""

import pytest

from forecast.posterior.build import build_block
from forecast.posterior.examination.seeds import OTHER_SEEDS, other_seeds
from forecast.posterior.nuts import compile_model
from forecast.posterior.sampler import Sampler

SMALL = Sampler(chains=4, draws=400, tune=400, target_accept=0.9, max_depth=10)


@pytest.mark.slow
def test_every_seed_is_told_and_few_draws_are_refused(toy_block, toy_beliefs, toy_tables):
    pm_model = build_block(toy_block, toy_beliefs, toy_tables)
    compiled = compile_model(pm_model)
    found = other_seeds(toy_block, pm_model, compiled, 7, SMALL, 2)
    assert [each["seed"] for each in found] == [8, 9]
    assert len(found) == OTHER_SEEDS
    assert found[0]["max_rhat"] != found[1]["max_rhat"]
    assert all(each["divergences"] == 0 for each in found)
    few = Sampler(chains=4, draws=60, tune=300, target_accept=0.9, max_depth=10)
    assert not any(each["passed"] for each in other_seeds(toy_block, pm_model, compiled, 7, few, 2))
