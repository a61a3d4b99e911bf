"""Ours on the definitions of others: known answers where their inputs leave nothing else open."""

from types import SimpleNamespace

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.pipeline.answers.published import ANSWERED, answer
from forecast.pipeline.answers.published_world import world


@pytest.fixture(scope="module")
def inputs(priors_dir):
    return SimpleNamespace(tables=load_evidence(priors_dir))


def by_quantity(sample, inputs):
    return {row["quantity"]: row for row in answer(sample, inputs)}


def test_every_answer_of_the_table_is_answered_in_its_order(sample, inputs):
    rows = inputs.tables["published_answers"].rows
    theirs = [row for row in rows if row["source"] != "given"]
    assert [row["answer"] for row in theirs] == list(ANSWERED)
    found = answer(sample, inputs)
    assert [row["theirs"] for row in found] == [row["value"] for row in theirs]
    assert all(row["basis"] and row["year"] for row in found)


@pytest.mark.parametrize(("generation", "copies"), [(4, 357e3), (5, 3.57e6), (6, 35.7e6)])
def test_at_equal_efficiency_the_arithmetic_is_the_published_identity(
    sample, inputs, generation, copies
):
    """3 D / (T r) with 13e12 tokens in 95 days at 13.3 a second, and ten times the tokens each."""
    sample.records["decode_flop_share"] = sample.extra["training_flop_share"]
    row = by_quantity(sample, inputs)[f"GPT-{generation}'s cluster, arithmetic alone"]
    for level in ("q10", "q50", "q90"):
        assert row[level] == pytest.approx(copies, rel=0.005)


def test_a_cluster_that_decodes_at_half_the_share_runs_half_the_copies(sample, inputs):
    sample.records["decode_flop_share"] = 0.5 * sample.extra["training_flop_share"]
    row = by_quantity(sample, inputs)["GPT-4's cluster, arithmetic alone"]
    assert row["q50"] == pytest.approx(178e3, rel=0.005)
    assert row["inside"] is False


def test_memory_only_lowers_what_arithmetic_allows(sample, inputs):
    theirs = world(sample, inputs)
    alone, served = (
        ANSWERED[name](theirs, 2022.6) for name in ("gpt_4_arithmetic", "gpt_4_served")
    )
    assert np.median(served[served > 0] / alone[served > 0]) < 1.0


def test_fifty_times_the_speed_is_at_most_a_fiftieth_of_the_copies(sample, inputs):
    theirs = world(sample, inputs)
    fast, usual = (
        np.nan_to_num(ANSWERED[name](theirs, 2027.96)) for name in ("ai_2027_fast", "ai_2027_work")
    )
    assert (fast <= usual / 50 * (1 + 1e-6)).all()
    assert usual.max() > 0


def test_workers_grow_with_the_chips_and_fall_with_the_tokens_of_an_hour(sample, inputs):
    theirs = world(sample, inputs)
    before = ANSWERED["epoch_workers"](theirs, 2025.78)
    theirs.given["epoch_h100e"] *= 2
    np.testing.assert_allclose(ANSWERED["epoch_workers"](theirs, 2025.78), 2 * before)
    theirs.given["epoch_task_tokens"] *= 4
    after = ANSWERED["epoch_workers"](theirs, 2025.78)
    served = before > 0
    assert np.median(after[served] / before[served]) < 1.0


def test_the_worlds_memory_is_chips_times_memory(sample, inputs):
    theirs = world(sample, inputs)
    found = theirs.streams(2028.0, active=1e9, stored=1e9, speed=1.0)
    each = found["h100e_in_use"] * 1979e12 / found["chip_flop_per_s"] * found["chip_memory_bytes"]
    np.testing.assert_allclose(ANSWERED["epoch_memory"](theirs, 2028.0), each)


def test_an_agent_that_waits_for_tools_half_the_time_needs_half_the_chips(sample, inputs):
    theirs = world(sample, inputs)
    before = ANSWERED["epoch_agents"](theirs, 2028.0)
    theirs.given["agents_tokens_per_gpu"] /= 2
    np.testing.assert_allclose(ANSWERED["epoch_agents"](theirs, 2028.0), 2 * before)


def test_a_run_that_saw_none_of_them_has_no_such_answer(sample):
    assert answer(sample, SimpleNamespace(tables={})) == []
