"""Measured speeds: which rows enter, what the formulas take, what the model says of them."""

import numpy as np
import pymc as pm
import pytest

from forecast.posterior.blocks import blocks_named
from forecast.posterior.build import build_block
from forecast.posterior.likelihoods import serving
from forecast.serving.baselines import BASELINES, UNRECORDED
from forecast.serving.step_time import weights_read

# Every share at its peak, nothing in the way of the roofline.
FULL_PEAK = {
    "decode_flop_share": 1.0,
    "decode_bandwidth_share": 1.0,
    "prefill_flop_share": 1.0,
    "hop_latency_seconds": 0.0,
    "layer_latency_seconds": 0.0,
    "fixed_step_seconds": 0.0,
    "roofline_sharpness": 16.0,
    "reserved_memory_share": 0.1,
    "dense_flop_gain": 1.0,
    "balance_exponent": 0.0,
    "half_share_width": 0.0,
    "expert_waiting_gain": 1.0,
    "link_share": 1e9,
    "expert_link_share": 1e9,
}
PLAIN = {
    "unrecorded_kv_bits": 8.0,
    "batch_share": 1.0,
    "waiting_growth_per_year_back": 1.0,
    "held_output_share": 1.0,
    "amd_flop_gain": 1.0,
    "dense_scatter_share": 1.0,
}


def at(rows, row_id):
    return int(np.flatnonzero(rows.row_id == row_id)[0])


def seconds(rows, **changed):
    terms = FULL_PEAK | {name: value for name, value in changed.items() if name in FULL_PEAK}
    noise = PLAIN | {name: value for name, value in changed.items() if name in PLAIN}
    return serving.predicted_seconds(rows, terms, noise)


def test_rows_that_enter(selected):
    studies, counts = np.unique(selected.column("study").astype(str), return_counts=True)
    assert dict(zip(studies, counts.tolist(), strict=True)) == {
        "amd_vllm_0.10": 40,
        "ant_h20": 1,
        "deepseek_production_2025-02": 2,
        "fastertransformer_5": 50,
        "inferencex_8k1k": 58,
        "jakee417": 15,
        "lmsys_gb200": 5,
        "lmsys_sglang_2025-05": 4,
        "mooncake_k2_2025-07": 2,
        "tensorrt_llm_deepseek_r1": 3,
        "tensorrt_llm_v0.9": 108,
        "tensorrt_llm_v1.0": 47,
        "tensorrt_llm_v1.2": 50,
        "vllm_nightly": 3,
        "vllm_wide_ep": 3,
    }


@pytest.mark.parametrize(
    "row_id", ["srv-002", "srv-004", "srv-005", "srv-008", "srv-032", "srv-234", "srv-238"]
)
def test_rows_left_out(selected, row_id):
    assert row_id not in set(selected.column("row_id"))


def test_a_lone_token_reads_the_active_weights(rows):
    for row_id, active in (("srv-003", 37e9), ("srv-069", 22e9), ("srv-019", 70.6e9)):
        i = at(rows, row_id)
        read = weights_read(
            rows.n_stored_parameters[i],
            rows.shared_weight_share[i],
            rows.experts_used_share[i],
            1.0,
        )
        assert read == pytest.approx(active, rel=1e-6)


def test_full_peak_is_too_fast_on_v1(rows):
    """A naive roofline takes 0.58 of the measured time at batch 1 and 0.44 at batch 64."""
    over = seconds(rows) / rows.seconds
    assert over[at(rows, "srv-019")] == pytest.approx(0.58, abs=0.015)
    assert over[at(rows, "srv-025")] == pytest.approx(0.44, abs=0.02)


@pytest.mark.parametrize(
    ("name", "row_id", "value", "faster"),
    [
        ("decode_bandwidth_share", "srv-019", 0.5, False),
        ("prefill_flop_share", "srv-001", 0.5, False),
        ("hop_latency_seconds", "srv-019", 1e-5, False),
        ("fixed_step_seconds", "srv-019", 1e-3, False),
        ("dense_flop_gain", "srv-019", 2.0, True),
        ("link_share", "srv-019", 0.5, False),
        ("expert_link_share", "srv-001", 0.5, False),
        ("layer_latency_seconds", "srv-012", 1e-5, False),
        ("balance_exponent", "srv-051", 0.5, False),
        ("balance_exponent", "srv-019", 0.5, True),
        ("half_share_width", "srv-333", 3000.0, False),
        ("half_share_width", "srv-025", 3000.0, True),
        ("unrecorded_kv_bits", "srv-057", 16.0, False),
        ("batch_share", "srv-057", 0.5, False),
        ("held_output_share", "srv-063", 0.5, True),
        ("amd_flop_gain", "srv-203", 0.5, False),
    ],
)
def test_each_parameter_moves_its_rows(rows, name, row_id, value, faster):
    change = np.log(seconds(rows, **{name: value}) / seconds(rows))[at(rows, row_id)]
    assert change < -0.001 if faster else change > 0.001


def test_older_software_waits_longer(rows):
    waits = {"layer_latency_seconds": 1e-4, "waiting_growth_per_year_back": 2.0}
    more = seconds(rows, **waits) - seconds(rows, layer_latency_seconds=1e-4)
    old = at(rows, "srv-243")  # FasterTransformer, of January 2023: 1.92 years before 2025
    assert more[old] == pytest.approx(32 * 96 * 1e-4 * (2**1.92 - 1), rel=0.01)
    assert more[at(rows, "srv-019")] == 0.0


def test_gains_leave_the_reference_alone(rows):
    changes = {"dense_flop_gain": 2.0, "balance_exponent": 0.5, "half_share_width": 3000.0}
    change = seconds(rows, **changes) / seconds(rows)
    assert change[at(rows, "srv-030")] == pytest.approx(1.0)  # DeepSeek-V3 on H100 at 8 bit


def test_only_experts_wait_longer(rows):
    waits = {"layer_latency_seconds": 1e-4}
    more = seconds(rows, expert_waiting_gain=2.0, **waits) - seconds(rows, **waits)
    assert more[at(rows, "srv-030")] == pytest.approx(61 * 1e-4, rel=1e-4)  # one step of 61 layers
    assert more[at(rows, "srv-019")] == 0.0  # dense


def test_exchange_adds_its_multiple(rows):
    # Four chips of a 70B model: 300 steps and 2035 tokens read of 80 * 8192 values, of which each
    # chip sends 8 bytes a value three quarters of the way, at 450 GB/s.
    more = seconds(rows, link_share=1.0, expert_link_share=1.0) - seconds(rows)
    a_token = 80 * 8192 * 8 * 0.75 / 450e9
    assert more[at(rows, "srv-019")] == pytest.approx((300 + 2035) * a_token, rel=1e-6)
    assert more[at(rows, "srv-012")] == pytest.approx(0.0, abs=1e-6)  # one chip
    # Experts of DeepSeek on 32 chips: 8 there at 8 bit and back at 16, shared by the chips.
    a_token = 61 * 7168 * 8 * 3 / 32 * 31 / 32 / 200e9
    assert more[at(rows, "srv-001")] == pytest.approx((1 - 0.563) * a_token, rel=1e-6)


def test_hop_latency_adds_its_multiple(rows):
    # 300 steps of 80 layers and log2(4) hops.
    more = seconds(rows, hop_latency_seconds=1e-5) - seconds(rows)
    assert more[at(rows, "srv-019")] == pytest.approx(300 * 80 * 2 * 1e-5)
    assert more[at(rows, "srv-012")] == pytest.approx(0.0, abs=1e-9)  # one chip


@pytest.mark.slow
def test_the_model_builds(base_beliefs, tables):
    (block,) = blocks_named(("serving",))
    pm_model = build_block(block, base_beliefs, tables)
    assert [each.name for each in pm_model.observed_RVs] == ["serving_observed"]
    assert pm_model["serving_log_value"].get_value().shape == (391,)
    assert set(serving.TERMS) <= {each.name for each in pm_model.deterministics}
    draws = pm.draw(pm_model["serving_observed"], draws=3, random_seed=1)
    assert np.isfinite(draws).all()


def test_full_peak_is_never_slower_than_shares_of_it(rows):
    full, shares = (
        serving.predicted_seconds(rows, dict(BASELINES[name]), dict(UNRECORDED))
        for name in ("full_peak", "flop_60_bandwidth_70")
    )
    assert (full <= shares * (1 + 1e-9)).all()
    assert np.median(shares / full) == pytest.approx(1.55, abs=0.15)
