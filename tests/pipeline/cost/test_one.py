"""One configuration: known answers, limits, money, and the kernel's answer for the same draw."""

import warnings
from dataclasses import replace

import numpy as np
import pytest

from forecast.constants import BITS_OF_PEAK_RATE
from forecast.errors import InputError, UsageError
from forecast.pipeline.cost.configuration import Configuration
from forecast.pipeline.cost.money import ChipHour
from forecast.pipeline.cost.one import amounts, cost
from forecast.pipeline.cost.parts import step_of
from forecast.serving import architecture, tokens
from forecast.serving.placement import WEIGHTS_MEMORY_SHARE
from tests.conftest import START

LLAMA_ON_FOUR = {
    "model": "Llama-3.3-70B-Instruct",
    "accelerator": "H100",
    "accelerators": 4.0,
    "input_tokens": 2035.0,
    "output_tokens": 300.0,
}


@pytest.fixture
def ask(cost_inputs):
    def answer(**configuration):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return cost(Configuration(**configuration), cost_inputs)

    return answer


def row(document, quantity):
    return next(each for each in document["rows"] if each["quantity"] == quantity)


@pytest.mark.parametrize(("batch", "measured"), [(1, 5.57), (8, 7.51), (64, 19.93), (512, 129.6)])
def test_llama_70b_on_four_h100(ask, batch, measured):
    """V1: jakee417, seconds of a closed batch; 512 does not fit and runs in waves."""
    found = ask(**LLAMA_ON_FOUR, batch=float(batch))
    seconds = row(found, "request_seconds")
    assert seconds["q10"] < measured < seconds["q90"]
    assert found["fits"] == (batch < 100)
    assert (row(found, "waves")["q50"] > 2.0) == (batch == 512)


@pytest.mark.parametrize(
    ("weight_bits", "batch", "offload", "measured"),
    [(4.0, 144.0, "host", 1.12), (16.0, 1.0, "nvme", 0.01)],
)
def test_a_175b_model_on_one_t4_from_slower_memory(ask, weight_bits, batch, offload, measured):
    """V7: FlexGen, tokens/s over all streams, 512 in and 32 out."""
    found = ask(
        model="GPT-3 175B (architecture)", accelerator="T4", weight_bits=weight_bits, batch=batch,
        input_tokens=512.0, output_tokens=32.0, offload=offload,
    )  # fmt: skip
    speed = row(found, "tokens_per_s_per_accelerator")
    assert speed["q10"] < measured < speed["q90"]
    assert found["binds"]["offload"] > 0.5
    assert not found["fits"]


def test_mt_nlg_needs_tens_of_accelerators(ask):
    """V8: at least 40 A100 of 40 GB at 16 bit, of which the weights alone take 26.5."""
    found = ask(
        parameters=530e9, layers=105.0, kv_heads=128.0, head_dim=160.0,
        accelerator="A100 SXM4 40 GB", accelerators=64.0,
    )  # fmt: skip
    least = row(found, "least_accelerators")
    assert 26.5 < least["q10"] <= least["q90"] <= 40.0


def test_shares_of_the_money_add_up(ask):
    found = ask(**LLAMA_ON_FOUR)
    names = ("compute", "bandwidth", "network", "idle", "energy", "margin")
    assert sum(row(found, f"share_{name}")["q50"] for name in names) == pytest.approx(1, abs=0.06)
    assert found["binds"]["bandwidth"] > 0.9  # a batch of one reads all weights for each token
    assert ask(**LLAMA_ON_FOUR, batch=64.0)["binds"]["bandwidth"] < 0.9


def test_a_stated_price_is_taken_and_twice_as_much_costs_twice(ask):
    found = [ask(**LLAMA_ON_FOUR, usd_per_chip_hour=usd) for usd in (2.0, 4.0)]
    for name in ("usd_per_chip_hour", "usd_per_million_output_tokens", "usd_per_copy_hour"):
        one, two = (row(each, name)["q50"] for each in found)
        assert two == pytest.approx(2.0 * one, rel=1e-9)
    assert row(found[0], "usd_per_chip_hour")["q10"] == 2.0


def test_usd_a_million_tokens_is_seconds_times_price(ask):
    found = ask(**LLAMA_ON_FOUR, batch=8.0, usd_per_chip_hour=3.0)
    seconds = row(found, "request_seconds")["q50"]
    by_hand = 4 * 3.0 * seconds / 3600 / (8 * 300) * 1e6
    assert row(found, "usd_per_million_output_tokens")["q50"] == pytest.approx(by_hand, rel=1e-9)


def test_a_cached_input_is_read_faster(ask):
    whole, cached = (ask(**LLAMA_ON_FOUR, batch=8.0, cached_share=h) for h in (0.0, 0.9))
    name = "time_to_first_token_seconds"
    ratio = row(cached, name)["q50"] / row(whole, name)["q50"]
    assert 0.1 < ratio < 0.13  # a tenth of the tokens, at almost twice the context


def test_fewer_bits_are_faster_where_weights_bind(ask):
    sixteen, eight = (
        ask(**LLAMA_ON_FOUR, weight_bits=bits)["rows"][0]["q50"] for bits in (16.0, 8.0)
    )
    assert 0.5 * sixteen < eight < 0.85 * sixteen


def test_without_a_number_the_model_takes_the_fewest_accelerators(ask):
    found = ask(model="Llama-3.1-405B", accelerator="H100", weight_bits=8.0)
    assert found["configuration"]["n_accelerators"] == 8.0
    assert row(found, "least_accelerators")["q50"] == 6.0


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"accelerators": 1.0}, r"the weights do not fit: they take 140 GB.* too little"),
        ({"input_tokens": 1e6}, r"the context does not fit: .*1,000,300 tokens takes 328 GB"),
        ({"model": "Llama-3.4-70B-Instruct"}, "did you mean 'Llama-3.3-70B-Instruct'"),
        ({"accelerator": "H1000"}, "did you mean 'H100'"),
        ({"batch": -1.0}, "--batch: cannot be; found -1.0"),
        ({"output_tokens": 0.0}, "--output-tokens: cannot be; found 0.0"),
        ({"parameters": 1e9, "active_parameters": 2e9}, "at most --parameters"),
    ],
)
def test_impossible_configurations_say_what_does_not_fit(ask, changed, sentence):
    with pytest.raises(InputError, match=sentence):
        ask(**LLAMA_ON_FOUR | changed)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "give --accelerator"),
        ({"accelerator": "H100"}, "give --model"),
        ({"accelerator": "H100", "parameters": 1e9}, "--kv-heads and --head-dim"),
        ({"model": "DeepSeek-V4-Pro", "accelerator": "GB300"}, "give --active-parameters"),
        ({"model": "Llama-3.3-70B", "accelerator": "H100"}, "--head-dim, or take 'Llama-3-70B'"),
    ],
)
def test_too_little_said(ask, said, sentence):
    with pytest.raises(UsageError, match=sentence):
        ask(**said)


def test_numbers_alone_describe_a_named_model_and_chip(ask):
    named = ask(**LLAMA_ON_FOUR)
    told = ask(
        parameters=70e9, layers=80.0, kv_heads=8.0, head_dim=128.0, accelerators=4.0,
        peak_flop=989.4e12, bandwidth=3.35e12, memory=80e9, input_tokens=2035.0,
        output_tokens=300.0,
    )  # fmt: skip
    # Width and link are by the usual proportions there: 10,240 for 8,192.
    for name in ("step_seconds", "least_accelerators"):
        assert row(told, name)["q50"] == pytest.approx(row(named, name)["q50"], rel=0.05)


DOMAIN, LAYOUTS = 64.0, (64.0, 16.0, 4.0, 1.0)  # chips; sizes that the kernel tries
TERMS = (
    "decode_flop_share", "decode_bandwidth_share", "prefill_flop_share", "hop_latency_seconds",
    "fixed_step_seconds", "roofline_sharpness", "reserved_memory_share", "dense_flop_gain",
    "balance_exponent", "half_share_width", "expert_waiting_gain", "link_share",
    "expert_link_share", "layer_latency_seconds",
)  # fmt: skip


def as_rows(draw, state, n_chips, batch):
    """A kernel draw and its chip as the likelihood's row: one written token of each stream."""
    active = state["active_parameters"]
    n_layers = architecture.layers(n_active_parameters=active)
    d_model = architecture.width(n_layers=n_layers)
    context, h = draw["context_tokens_in_use"], draw["cached_input_share"]
    shape = {
        "n_active_parameters": active, "n_layers": n_layers, "d_model": d_model,
        "context_tokens": context, "attended_share": 1.0,
    }  # fmt: skip
    per_written = draw["input_tokens_per_output_token"]
    reading = tokens.reading_flop_per_token(
        **shape, input_tokens_per_output_token=per_written, cached_input_share=h
    )
    flop = state["chip_flop_per_s"] * BITS_OF_PEAK_RATE / draw["weight_bits"]
    fields = {
        "batch": batch, "requests": batch, "steps": 1.0, "per_stream": 0.0,
        "decode_flop": tokens.decode_flop_per_token(**shape),
        "prefill_flop": batch * reading, "prefill_tokens": batch * (1.0 - h) * per_written,
        "n_chips": n_chips, "n_layers": n_layers, "d_model": d_model,
        "kv_ratio": draw["kv_ratio"], "kv_bits": draw["kv_bits"],
        "n_stored_parameters": state["stored_parameters"],
        "shared_weight_share": draw["shared_weight_share"],
        "experts_used_share": draw["experts_used_share"],
        "experts_per_token": draw["experts_per_token"], "is_spread": 1.0,
        "weight_bits": draw["weight_bits"], "arithmetic_bits": draw["weight_bits"],
        "read_tokens": context, "held_tokens": context,
        "flop_per_s": n_chips * flop,
        "bandwidth_bytes_per_s": n_chips * state["chip_bandwidth_bytes_per_s"],
        "link_bytes_per_s": draw["link_per_bandwidth"] * state["chip_bandwidth_bytes_per_s"],
        "memory_bytes": 1e3 * n_chips * state["chip_memory_bytes"],  # never what binds here
    }  # fmt: skip
    return fields


def test_cost_and_the_kernel_agree_for_each_draw(prior_draws, draws, cost_inputs):
    """The kernel solves for the batch that keeps the pace; cost is given that batch."""
    from forecast.kernel.at_date import states

    records = prior_draws(60, seed=4)
    records["human_level_date"] = START
    records["size_at_human_level"] = 3e11
    records["context_tokens_in_use"] = 500.0  # short, so that memory does not bind
    records["context_window_growth_per_year"] = 1.0
    records["context_window_long_run_growth_per_year"] = 1.0
    records["experts_used_share"] = 8.0 / 256.0
    records["attended_share"] = records["accepted_tokens_per_step"] = 1.0
    records["weight_bits"] = 8.0
    records["scale_up_domain_growth_per_year"] = 1.0
    records["scale_up_domain_chips"] = DOMAIN
    found = states(records, START)
    template = _template(cost_inputs)
    agreed = []
    for draw, state in zip(records, found, strict=True):
        if state["chips_per_copy"] == np.inf or state["bound"] == 2:
            continue
        agreed.append([_off(template, draw, state, n_chips) for n_chips in LAYOUTS])
    off = np.array(agreed)
    assert off.min(axis=1).max() < 1e-6
    assert len(off) > 20
    assert (off[:, 0] < 1e-6).sum() > 5  # the whole domain: chips and USD of a copy as well


def _template(cost_inputs):
    from forecast.pipeline.cost.prepare import prepare

    return prepare(Configuration(**LLAMA_ON_FOUR), cost_inputs, 4.0).rows


def _off(template, draw, state, n_chips):
    """Relative difference to the kernel in one layout: step time; chips and USD of the domain."""
    err = np.exp(draw["serving_log_scatter"] * draw["serving_error_score"])
    speed, copies = draw["tokens_per_second_per_stream"], draw["sampling_multiplier"]
    terms = {name: np.array([float(draw[name])]) for name in TERMS}
    no_error = np.zeros(1)
    weights = state["stored_parameters"] * draw["weight_bits"] / 8.0
    usable = state["chip_memory_bytes"] * (1.0 - draw["reserved_memory_share"])

    def step_at(n_chips, batch):
        fields = as_rows(draw, state, n_chips, batch)
        arrays = {name: np.array([float(each)]) for name, each in fields.items()}
        rows = replace(template, **arrays)
        stages = max(1.0, weights / (WEIGHTS_MEMORY_SHARE * n_chips * usable))
        between = (stages - 1.0) * terms["hop_latency_seconds"]  # of a pipeline, in the kernel only
        staged = terms | {"fixed_step_seconds": terms["fixed_step_seconds"] + between}
        return rows, step_of(rows, staged, no_error, None)

    # Chips of the kernel less those that read, on the whole domain, are those that write: n / B.
    probe = step_at(DOMAIN, 1.0)[1]
    reading = DOMAIN * (probe.reading_share * probe.request_seconds)[0]
    writing = state["chips_per_copy"] / (copies * err) - speed * reading
    rows, step = step_at(n_chips, n_chips / writing)
    off = abs(step.seconds[0] * speed - 1.0)
    if n_chips != DOMAIN:
        return off
    ones = np.ones(1)
    hour = ChipHour(ones * state["usd_per_chip_hour"], 0 * ones, 0 * ones, 0 * ones)
    cards = {"tokens_per_second_per_stream": speed, "sampling_multiplier": copies}
    told = amounts(rows, step, hour, cards)
    names = ("chips_per_copy", "usd_per_copy_hour")
    return max(off, *(abs(told[name][0][0] * err / state[name] - 1.0) for name in names))
