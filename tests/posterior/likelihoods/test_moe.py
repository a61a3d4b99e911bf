"""Which mixtures have a dense equal, and what they use and store beside it."""

import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import moe


@pytest.fixture(scope="module")
def table(priors_dir):
    return moe.select(load_table(priors_dir, "moe"), {})


def test_pairs_trained_alike_and_no_other(table):
    assert set(table.column("model")) == {"DeepSeekMoE 145B", "DeepSeekMoE 16B", "Ling-mini-beta"}


def test_ratios_by_hand(table):
    ratios = {row["model"]: (moe.active_ratio(row), moe.stored_ratio(row)) for row in table.rows}
    assert ratios["DeepSeekMoE 145B"] == pytest.approx((0.285, 145 / 67))
    assert ratios["Ling-mini-beta"] == pytest.approx((0.85 / 6.1, 17.5 / 6.1))


def test_without_any_share_of_the_computation_a_pair_says_nothing():
    row = {"n_active_parameters": None, "basis": "as good as 67B"}
    assert moe.active_ratio(row) is None
