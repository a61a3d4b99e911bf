"""The claims of the 2021 essay: each recomputed, each failing where its formula is broken."""

import numpy as np
import pytest

from forecast.pipeline.answers.essay import CLAIMS, answer
from forecast.pipeline.answers.essay_world import world


@pytest.fixture(scope="module")
def rows(run):
    return {row["claim"]: row for row in answer(*run)}


def test_every_claim_of_the_table_is_answered_in_its_order(run, rows):
    table = run[1].tables["essay_2021"].rows
    claims = [row["claim"] for row in table if not row["statement"].startswith("given")]
    assert list(rows) == claims == list(CLAIMS)


def test_the_list_price_of_750_words_is_6_cents(rows):
    # 1,000 tokens at USD 60 a million
    assert rows["price_of_750_words"]["computed"] == pytest.approx(0.06)
    assert rows["price_of_750_words"]["holds"]


def test_750_words_cost_less_than_their_price_of_6_cents(rows):
    """Served on the accelerators of 2021 they cost about a cent; the rest is margin and idling."""
    row = rows["cost_of_750_words"]
    assert row["holds"]
    assert 0.004 < row["q10"] < row["computed"] < row["q90"] < 0.06


def test_and_cost_less_today(rows):
    row = rows["cost_of_750_words"]
    assert 2 < row["computed"] / row["now"]["q50"] < 8  # five years of price-performance


def test_a_model_1000_times_larger_writes_them_for_60_dollars(rows):
    # Parameters alone give 60; attention over 2,048 tokens grows by only 100: 58.5.
    assert rows["price_at_1000_times"]["computed"] == pytest.approx(58.54, abs=0.01)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("weights_of_gpt_3", 350e9),
        ("accelerators_of_80_gb", 5),
        ("accelerators_of_32_gb", 11),
        ("machines_at_1000_times", 547),  # 350 TB over 8 x 80 GB
        ("inference_against_training", 900e9),  # 6 N D / 2 N = 3 x 300e9 tokens
        ("better_sampling", 20.0),
        ("consumer_gpu", 350 / 24),
        ("phone", 350 / 12),
    ],
)
def test_claims_that_are_arithmetic(rows, claim, expected):
    assert rows[claim]["computed"] == pytest.approx(expected)
    assert rows[claim]["holds"]


def test_a_longer_context_costs_as_much_more_as_its_cache_fills(rows):
    """The cache binds: 16 times the tokens leave room for a sixteenth of the streams, or fewer."""
    assert rows["longer_context"]["computed"] == pytest.approx(16, rel=0.15)


def test_distilled_five_times_smaller_keeps_37_percent(rows):
    # Fedus et al. 2021, table 7: (-1.587 + 1.636) / (-1.505 + 1.636)
    assert rows["distillation_keeps"]["computed"] == pytest.approx(0.049 / 0.131, rel=1e-6)


def test_sparse_models_store_two_to_four_times_as_much(rows):
    assert 2.0 < rows["sparse_memory"]["computed"] < 4.0


def test_half_the_bits_save_a_quarter_to_a_half(rows):
    """Weights shrink by half and arithmetic doubles; the cache stays at 16 bit."""
    assert 0.5 <= rows["low_precision"]["computed"] < 0.9


def test_weights_over_a_host_link_take_hundreds_of_times_as_long(rows):
    # 5 x 2.039e12 byte/s of own memory over 32e9 byte/s, plus the step itself
    assert rows["offloading"]["computed"] == pytest.approx(1 + 5 * 2.039e12 / 32e9)


def test_a_million_streams_need_hundreds_of_thousands_of_accelerators(rows):
    row = rows["cluster"]
    assert 1e5 < row["computed"] < 1e6
    assert row["now"]["q50"] < row["computed"] / 2


def test_a_claim_that_fails_says_so(run):
    sample, inputs = run
    from forecast.inputs.table import Table

    table = inputs.tables["essay_2021"]
    rows = tuple(
        {**row, "low": 6.0, "high": 6.0} if row["claim"] == "accelerators_of_80_gb" else row
        for row in table.rows
    )
    changed = {**inputs.tables, "essay_2021": Table(table.name, table.card, rows)}
    told = {row["claim"]: row for row in answer(sample, type("I", (), {"tables": changed}))}
    assert told["accelerators_of_80_gb"]["holds"] is False
    assert told["accelerators_of_32_gb"]["holds"] is True


def test_cost_and_cluster_are_those_of_the_kernel(run, rows):
    """1,000 tokens at 20 a second take 50 s of a copy-hour; a million streams, their chips."""
    then = world(*run)
    hour = np.median(then.usd_per_copy_hour())
    assert rows["cost_of_750_words"]["computed"] == pytest.approx(hour * 50 / 3600, rel=0.01)
    chips = np.median(then.states(2021.5)["chips_per_copy"])
    assert rows["cluster"]["computed"] == pytest.approx(1e6 * chips, rel=0.01)
