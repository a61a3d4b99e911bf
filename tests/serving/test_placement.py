import math

import pytest

from forecast.serving.placement import (
    BOUND_NAMES,
    largest_power_below,
    streams_per_chip,
    tightest,
)

# Llama-3.3-70B at 8 bit on H100s, 4,000 tokens of context in use, 20 tokens/s
SETTING = {
    "decode_flop": 2 * 70.6e9,
    "n_stored_parameters": 70.6e9,
    "weight_bytes_per_parameter": 1.0,
    "shared_weight_share": 1.0,
    "experts_used_share": 1.0,
    "kv_bytes_held": 4000 * 163_840.0,
    "kv_bytes_read": 4000 * 163_840.0,
    "n_layers": 80.0,
    "flop_per_s": 1979e12,
    "bandwidth_bytes_per_s": 3.35e12,
    "usable_memory_bytes": 72e9,
    "scale_up_domain_chips": 8.0,
    "decode_flop_share": 0.5,
    "layer_values": 80 * 8192.0,
    "experts_per_token": 8.0,
    "link_bytes_per_s": 450e9,
    "link_share": 1e9,
    "decode_bandwidth_share": 0.7,
    "sharpness": 8.0,
    "hop_latency_seconds": 5e-6,
    "layer_latency_seconds": 5e-6,
    "fixed_step_seconds": 6e-4,
    "step_budget_seconds": 0.05,
}


def place(**changes):
    streams, bound = streams_per_chip(**{**SETTING, **changes})
    return streams, BOUND_NAMES[bound]


def test_eight_chips_are_full_of_cache():
    # (8 * 72e9 - 70.6e9) / (4000 * 163840) / 8 = 96.4 streams a chip fit the memory
    streams, bound = place()
    assert streams == pytest.approx((8 * 72e9 - 70.6e9) / (4000 * 163_840) / 8)
    assert bound == "memory"


def test_short_context_is_bound_by_arithmetic():
    streams, bound = place(kv_bytes_held=1e6, kv_bytes_read=1e6)
    most = 0.05 * 1979e12 * 0.5 / (2 * 70.6e9)
    assert bound == "compute"
    assert 0.9 * most < streams < most


def test_reading_the_cache_binds_when_memory_is_plenty():
    assert place(usable_memory_bytes=1e15)[1] == "bandwidth"


def test_no_layout_reaches_a_speed_below_the_latency():
    assert place(fixed_step_seconds=0.06) == (0.0, "speed")


def test_a_model_of_many_domains_is_served_in_stages():
    # 100 times the memory of the domain: it still runs, if slowly enough
    streams, _ = place(n_stored_parameters=8 * 72e9 * 100, step_budget_seconds=60.0)
    assert streams > 0
    assert place(n_stored_parameters=8 * 72e9 * 100, step_budget_seconds=0.5)[0] == 0.0


@pytest.mark.parametrize(
    ("name", "factor"),
    [
        ("flop_per_s", 1.3),
        ("bandwidth_bytes_per_s", 1.3),
        ("usable_memory_bytes", 1.3),
        ("step_budget_seconds", 1.3),
        ("n_stored_parameters", 0.7),
        ("kv_bytes_held", 0.7),
        ("fixed_step_seconds", 0.5),
        ("layer_latency_seconds", 0.5),
        ("hop_latency_seconds", 0.5),
    ],
)
@pytest.mark.parametrize("budget", [0.01, 0.05, 1.0])
def test_more_of_anything_good_never_serves_fewer(name, factor, budget):
    before, _ = place(step_budget_seconds=budget)
    value = budget if name == "step_budget_seconds" else SETTING[name]
    after, _ = place(**{"step_budget_seconds": budget, name: value * factor})
    assert after >= before * (1 - 1e-9)


def test_what_binds():
    assert BOUND_NAMES[tightest(10.0, 100.0, 10.0, 0.0, 8.0)] == "memory"
    # with p = 8 the roofs are equal at 0.5^(1/8) = 0.917 of the time left
    assert BOUND_NAMES[tightest(92.0, 100.0, math.inf, 0.0, 8.0)] == "compute"
    assert BOUND_NAMES[tightest(91.0, 100.0, math.inf, 0.0, 8.0)] == "bandwidth"
    # half of the time goes to the links, and of the rest arithmetic takes 0.92
    assert BOUND_NAMES[tightest(46.0, 100.0, math.inf, 0.5, 8.0)] == "compute"
    assert BOUND_NAMES[tightest(46.0, 100.0, math.inf, 0.51, 8.0)] == "network"


def test_slow_links_bind_and_cost_streams():
    # 10 ms a step: one chip alone takes 30 ms to read the weights.
    hurried = {"step_budget_seconds": 0.01, "kv_bytes_held": 1e6, "kv_bytes_read": 1e6}
    fast, slow = place(**hurried), place(**hurried, link_share=0.01)
    assert fast[1] == "compute"
    assert slow[1] == "network"
    assert 0 < slow[0] < fast[0] / 2
    alone = {"scale_up_domain_chips": 1.0}  # and sends nothing
    assert place(**alone, link_share=1e-4) == place(**alone)


def test_sizes_below_a_domain_end_at_one_chip():
    assert largest_power_below(72.0, 4.0) == 64.0
    assert largest_power_below(4.0, 4.0) == 1.0
    assert largest_power_below(1.0, 4.0) < 1.0


def test_a_huge_domain_serves_no_fewer_streams_than_a_small_one():
    # latency grows with the domain: the search must come down to few chips
    slow = {"hop_latency_seconds": 5e-5, "kv_bytes_held": 1e6, "kv_bytes_read": 1e6}
    small = place(scale_up_domain_chips=16.0, **slow)[0]
    assert place(scale_up_domain_chips=4.0**8, **slow)[0] >= small > 0


def test_every_number_of_chips_is_hardly_better_than_the_sizes_tried():
    for budget in (0.01, 0.02, 0.05, 0.3):
        tried, _ = place(step_budget_seconds=budget, scale_up_domain_chips=72.0)
        every = max(
            place(step_budget_seconds=budget, scale_up_domain_chips=float(n))[0]
            for n in range(1, 73)
        )
        assert tried >= 0.85 * every
