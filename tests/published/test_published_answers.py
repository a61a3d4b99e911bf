"""Ours beside published answers, on the shipped posterior: where we agree and where not."""

import numpy as np
import pytest

from forecast.pipeline.answers.published import ANSWERED, answer
from forecast.pipeline.answers.published_world import world


@pytest.fixture(scope="module")
def rows(run):
    return {row["quantity"]: row for row in answer(*run)}


def test_davidsons_300_000_is_our_arithmetic_at_equal_efficiency(run):
    theirs = world(*run)
    ratio = theirs.drawn["training_flop_share"] / theirs.records["decode_flop_share"]
    equal = ANSWERED["gpt_4_arithmetic"](theirs, 2022.6) * ratio
    # 3 x 13e12 / (95 x 86,400 s x 13.33 /s)
    np.testing.assert_allclose(equal, 356_000, rtol=0.002)


def test_decoding_reaches_less_of_peak_than_training_so_ours_is_lower(rows):
    row = rows["GPT-4's cluster, arithmetic alone"]
    assert 100e3 < row["q50"] < 356e3  # at equal shares
    assert rows["GPT-4's cluster, memory too"]["q50"] < row["q50"]


def test_the_worlds_memory_agrees_with_shipments_counted_apart(rows):
    row = rows["chip memory shipped 2025-27, GB"]
    assert row["inside"]
    assert 0.5 < row["q50"] / row["theirs"] < 2.0


def test_epochs_workers_and_agents_lie_inside(rows):
    for quantity in ("OpenAI's digital workers, 2025", "DeepSeek-V4-Pro agents on it"):
        assert rows[quantity]["inside"]


def test_no_mean_chip_of_2027_runs_two_trillion_dense_parameters_at_667_tokens_a_second(rows):
    assert rows["leading firm 2027, 50x human speed"]["q50"] == 0.0
    assert rows["the same work at human speed"]["q50"] > 1e6
