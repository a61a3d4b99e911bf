"""Tokens a day against a production day that a provider published."""

import pytest

from forecast.supply.token_volume import tokens_per_day

DAY = 86_400.0
GPUS = 226.75 * 8  # DeepSeek, 2025-02: nodes on average, of eight
WRITTEN, READ = 168e9, 608e9  # tokens of that day
SPEED = 21.0  # 20 to 22 tokens a second


def day(**changed):
    given = {
        "serving_chips": GPUS,
        "token_load_share": 1.0,
        "chips_per_stream": GPUS / (WRITTEN / DAY / SPEED),
        "tokens_per_second_per_stream": SPEED,
        "input_tokens_per_output_token": READ / WRITTEN,
    }
    return tokens_per_day(**{**given, **changed})


def test_deepseeks_published_day():
    assert day() == pytest.approx(776e9)


def test_written_alone():
    assert day(input_tokens_per_output_token=0.0) == pytest.approx(WRITTEN)


@pytest.mark.parametrize(
    ("change", "factor"),
    [
        ({"token_load_share": 0.25}, 0.25),
        ({"serving_chips": 2 * GPUS}, 2.0),
        ({"tokens_per_second_per_stream": 2 * SPEED}, 2.0),
        ({"chips_per_stream": float("inf")}, 0.0),
    ],
)
def test_what_it_is_proportional_to(change, factor):
    assert day(**change) == pytest.approx(factor * 776e9)
