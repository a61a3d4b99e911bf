import pytest

from forecast.serving.copy_hour import chips_per_copy, usd_per_copy_hour

COPY = {
    "streams_per_chip": 4.0,
    "reading_flop": 0.0,
    "flop_per_s": 1e15,
    "prefill_flop_share": 0.5,
    "reading_exchange_chip_seconds": 0.0,
    "tokens_per_second_per_stream": 10.0,
    "sampling_multiplier": 1.0,
    "cost_error": 1.0,
}


def test_without_reading_a_copy_is_its_streams():
    assert chips_per_copy(**{**COPY, "sampling_multiplier": 8.0}) == 2.0


def test_reading_adds_its_own_chips():
    # 10 token/s * 1e13 FLOP / (1e15 * 0.5) = 0.2 chips
    assert chips_per_copy(**{**COPY, "reading_flop": 1e13}) == pytest.approx(0.45)


def test_reading_that_keeps_links_busy_holds_chips_too():
    # 10 token/s * 0.01 chip s/token
    changed = {**COPY, "reading_exchange_chip_seconds": 0.01}
    assert chips_per_copy(**changed) == pytest.approx(0.35)


def test_the_error_scales_everything():
    assert chips_per_copy(**{**COPY, "cost_error": 1.5}) == 1.5 * chips_per_copy(**COPY)


def test_usd_per_copy_hour():
    assert usd_per_copy_hour(chips_per_copy=0.25, usd_per_chip_hour=4.0) == 1.0
