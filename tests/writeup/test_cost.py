"""The text of one configuration, and of a table of measured ones."""

import pytest

from forecast.writeup.cost import GROUPS, amount, cost_text, table_text_of


def levels(name, low=1.0, middle=2.0, high=4.0):
    return {"quantity": name, "q10": low, "q50": middle, "q90": high}


@pytest.fixture
def one():
    names = [name for group in GROUPS.values() for name, _ in group]
    return {
        "rows": [levels(name) for name in names],
        "configuration": {
            "model": "A\x1b[31m model", "accelerator": "H100", "n_accelerators": 4.0,
            "n_parameters": 70e9, "weight_bits": 16.0, "batch": 16.0, "weight_bytes": 140e9,
            "cache_bytes_per_stream": 0.765e9, "memory_bytes": 320e9,
        },
        "fits": False,
        "binds": {"compute": 0.2, "bandwidth": 0.7, "memory": 0.1},
        "p_fast_enough_for_a_copy": 0.87,
        "notes": ["link guessed"],
    }  # fmt: skip


def test_every_amount_stands_beside_its_interval(one):
    told = cost_text(one, 80)
    for group in GROUPS.values():
        for _, label in group:
            assert label in told
    assert "weights 140 GB, cache 0.765 GB a stream" in " ".join(told.split())
    assert "What binds in 70% of draws: memory bandwidth." in told
    assert "The batch does not fit at once." in told
    assert "Note: link guessed." in told
    assert "\x1b" not in told


def test_a_large_cache_is_told_in_plain_digits(one):
    one["configuration"]["cache_bytes_per_stream"] = 1638.7e9
    assert "cache 1,639 GB a stream" in " ".join(cost_text(one, 80).split())


def test_training_is_told_only_where_asked(one):
    assert "training" not in cost_text(one, 80)
    for name in ("training_flop_share", "training_days", "training_usd"):
        one["rows"].append(levels(name))
    assert "days of training" in cost_text(one, 80)


def row(name, **changes):
    return {
        **levels("output_tokens_per_s", 80.0, 100.0, 125.0), "id": name, "observed": 50.0,
        "ratio": 2.0, "reason": None, **changes,
    }  # fmt: skip


def test_a_table_lists_predictions_then_what_cannot_be_evaluated_then_scores():
    refused = row("bad", q50=None, reason="no such accelerator")
    scores = {
        "n_scored": 1, "median_abs_log_ratio": 0.69, "coverage80": 0.0, "median_log_width": 0.45,
        "baselines": {"full_peak": {"median_abs_log_ratio": 1.5, "n_scored": 1}},
    }  # fmt: skip
    document = {
        "rows": [row("good"), refused], **scores,
        "by_study": [{"study": "one", "n_rows": 2, **scores}],
    }  # fmt: skip
    told = table_text_of(document, 80)
    assert told.index("good") < told.index("NOT EVALUATED") < told.index("HOW FAR OFF")
    assert "bad: no such accelerator" in told
    assert "2.00" in told
    assert "1.50" in told


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (2e-5, "2.0e-05"), (0.0181, "0.0181"), (3e6, "3.0e+06")]
)
def test_amounts_are_short(value, text):
    assert amount(value) == text
