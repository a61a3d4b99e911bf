"""Equation 12 against the published identity, and what it must not depend on."""

import pytest

from forecast.supply.training import copies_by_compute, training_cluster_flop_per_s

GPT_4 = {"training_tokens": 13e12, "training_days": 95.0, "training_flop_share": 0.35}
DAVIDSON = {
    "decode_flop_share": 0.35,
    "prefill_flop_share": 0.35,
    "tokens_per_second_per_stream": 13.3,  # 10 words
    "sampling_multiplier": 1.0,
    "reading_flop": 0.0,
}


def copies(n_active=280e9, **changed):
    cluster = training_cluster_flop_per_s(n_active_parameters=n_active, **GPT_4)
    return copies_by_compute(cluster, **{"decode_flop": 2 * n_active, **DAVIDSON, **changed})


def test_gpt_4_on_its_training_cluster_is_the_published_identity():
    # 3 D / (T r) = 3 x 13e12 / (95 x 86,400 s x 13.3 /s); Davidson says 300,000
    assert copies() == pytest.approx(3 * 13e12 / (95 * 86_400 * 13.3))
    assert copies() == pytest.approx(357_000, rel=0.001)


@pytest.mark.parametrize("n_active", [1e9, 1e15])
def test_size_cancels(n_active):
    assert copies(n_active) == pytest.approx(copies())


@pytest.mark.parametrize(
    ("change", "factor"),
    [
        ({"tokens_per_second_per_stream": 133.0}, 0.1),
        ({"sampling_multiplier": 4.0}, 0.25),
        ({"decode_flop_share": 0.07}, 0.2),
        ({"reading_flop": 2 * 280e9}, 0.5),
        ({"reading_flop": 2 * 280e9, "prefill_flop_share": 0.7}, 1 / 1.5),
    ],
)
def test_what_takes_more_arithmetic_leaves_fewer_copies(change, factor):
    assert copies(**change) == pytest.approx(factor * copies())


def test_cluster_of_a_measured_run():
    # LLaMA-65B: 1,022,362 A100-hours at 312e12 FLOP/s; 6 N D of that is 0.475.
    hours = 1_022_362
    found = training_cluster_flop_per_s(65e9, 1.4e12, 21.0, 0.475)
    assert found == pytest.approx(hours / (21 * 24) * 312e12, rel=0.01)
