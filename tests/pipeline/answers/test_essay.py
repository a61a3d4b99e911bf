"""That the claims hold is tested in tests/published/; here, what is said of odd runs."""

from types import SimpleNamespace

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.pipeline.answers.essay import answer
from forecast.pipeline.answers.essay_world import world


@pytest.fixture(scope="module")
def inputs(priors_dir):
    return SimpleNamespace(tables=load_evidence(priors_dir))


def test_a_run_that_saw_no_essay_has_no_claims(sample):
    assert answer(sample, SimpleNamespace(tables={})) == []


def test_a_run_of_dense_models_says_nothing_of_sparse_ones(sample, inputs):
    sample.records["experts_used_share"] = 1.0
    claims = [row["claim"] for row in answer(sample, inputs)]
    assert "sparse_memory" not in claims
    assert len(claims) == 16


def test_the_world_of_the_essay_is_gpt_3_on_machines_of_8(sample, inputs):
    then = world(sample, inputs)
    found = then.states(2021.5)
    active = found["active_parameters"]
    np.testing.assert_allclose(np.median(active), 175e9, rtol=0.01)
    assert active.min() >= 175e9  # what 16 bit fails to retain is made up by size
    assert (then.records["scale_up_domain_chips"] == 8).all()
    assert (sample.records["scale_up_domain_chips"] != 8).any()  # the run's own draws stay
