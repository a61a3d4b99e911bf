"""Cost of a million tokens against the sum that a provider published for one day."""

import pytest

from forecast.serving.token_price import usd_per_million_tokens

USD_A_DAY, WRITTEN, READ, SPEED = 87_072.0, 168e9, 608e9, 21.0  # DeepSeek, 2025-02
STREAMS = WRITTEN / 86_400.0 / SPEED


def price(**changed):
    given = {
        "usd_per_stream_hour": USD_A_DAY / 24.0 / STREAMS,
        "tokens_per_second_per_stream": SPEED,
        "input_tokens_per_output_token": READ / WRITTEN,
        "load_share": 1.0,
    }
    return usd_per_million_tokens(**{**given, **changed})


def test_deepseeks_day_is_its_bill_over_its_tokens():
    assert price() == pytest.approx(1e6 * USD_A_DAY / (WRITTEN + READ))


def test_written_tokens_alone_carry_the_whole_bill():
    alone = price(input_tokens_per_output_token=0.0)
    assert alone == pytest.approx(1e6 * USD_A_DAY / WRITTEN)


def test_hours_of_idle_chips_are_paid_too():
    assert price(load_share=0.5) == pytest.approx(2 * price())
