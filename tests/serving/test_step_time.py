import numpy as np
import pytest

from forecast.serving.step_time import (
    decode_step_seconds,
    prefill_seconds,
    soft_maximum,
    weights_read,
)

H100 = {"flop_per_s": 989e12, "bandwidth_bytes_per_s": 3.35e12}


def step(batch, **changes):
    arguments = {
        "decode_flop": 2 * 8.03e9,
        "decode_flop_share": 1.0,
        "weight_bytes_read": 16.06e9,
        "kv_bytes_read": 0.0,
        "decode_bandwidth_share": 1.0,
        "sharpness": 8.0,
        "exchange_seconds": 0.0,
        "waiting_seconds": 0.0,
        **H100,
        **changes,
    }
    return decode_step_seconds(batch=batch, **arguments)


def test_one_stream_waits_for_the_weights():
    assert step(1.0) == pytest.approx(16.06e9 / 3.35e12, rel=1e-6)


def test_a_huge_batch_waits_for_arithmetic():
    assert step(1e5) == pytest.approx(1e5 * 16.06e9 / 989e12, rel=1e-6)


def test_where_both_are_equal_the_overlap_costs_2_to_the_1_over_p():
    batch = 989e12 / 3.35e12
    assert step(batch) == pytest.approx(2 ** (1 / 8) * 16.06e9 / 3.35e12)


def test_what_waits_is_never_hidden():
    assert step(1.0, waiting_seconds=3e-3) == pytest.approx(step(1.0) + 3e-3)


@pytest.mark.parametrize(("p", "over"), [(4, 0.19), (8, 0.0905), (16, 0.044)])
def test_soft_maximum_overshoots_as_documented(p, over):
    assert soft_maximum(1.0, 1.0, p) - 1 == pytest.approx(over, abs=1e-3)


def test_soft_maximum_is_never_below_the_true_one():
    rng = np.random.default_rng(0)
    a, b = rng.lognormal(0, 3, (2, 1000))
    assert (soft_maximum(a, b, 6.0) >= np.maximum(a, b) * (1 - 1e-12)).all()


def test_weights_read_by_batch():
    one = weights_read(671e9, 0.02, 8 / 256, 1.0)
    assert one == pytest.approx(671e9 * (0.02 + 0.98 * 8 / 256), rel=1e-6)
    assert weights_read(671e9, 0.02, 8 / 256, 1e4) == pytest.approx(671e9)
    assert weights_read(70e9, 0.0, 1.0, 1.0) == pytest.approx(70e9)


def test_expected_experts_hit_by_two_tokens():
    # 1 - (1 - 1/4)^2 of four experts
    assert weights_read(1.0, 0.0, 0.25, 2.0) == pytest.approx(0.4375)


def test_prefill_of_llama_8b_takes_33_ms_at_peak():
    assert prefill_seconds(2 * 8.03e9 * 2035, 989e12, 1.0, 0.0) == pytest.approx(0.0330, abs=1e-4)
