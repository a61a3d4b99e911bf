import numpy as np
import pytest

from forecast.posterior.predictive import offload as module


@pytest.fixture
def draws(constant):
    return constant(
        host_link_bytes_per_s=1e10,
        nvme_link_bytes_per_s=3e9,
        offload_system_scatter=0.5,
        offload_row_scatter=1e-9,
        offload_new_system_score=[0.4, 0.0],
        offload_system_score=[1.0],
    )


@pytest.fixture
def context(context_of):
    return context_of(offload_system_score=("a | b",))


def system(row_of, **cells):
    known = {
        "study": "a",
        "system": "b",
        "quantity": "output_tokens_per_s",
        "offload_tier": "host_memory",
        "n_total_parameters": 30e9,
        "weight_bits": 16.0,
        "batch": 4.0,
    }
    return row_of("offload", **(known | cells))


def test_known_answer_by_hand(draws, context, row_of, rng):
    (found,) = module.predict([system(row_of, value=0.6)], draws, context, rng)
    rate = 1e10 * np.exp(-0.5 * 0.4 + 0.5 * 1.0)
    assert found.draws == pytest.approx(rate / 60e9 * 4.0, rel=1e-6)
    assert found.observed == 0.6


def test_a_system_not_seen_gets_the_spread(draws, context, row_of, rng):
    row = system(row_of, system="new", offload_tier="nvme")
    (found,) = module.predict([row], draws, context, rng)
    assert np.log(found.draws).std() == pytest.approx(0.5, rel=0.15)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"batch": None}, "not in the row: batch"),
        ({"offload_tier": "accelerator"}, "weights in 'accelerator' are not streamed"),
        ({"quantity": "largest_model_parameters"}, "no model of 'largest_model_parameters'"),
    ],
)
def test_what_has_no_model_says_so(cells, reason, draws, context, row_of, rng):
    (found,) = module.predict([system(row_of, **cells)], draws, context, rng)
    assert found.startswith(reason)
