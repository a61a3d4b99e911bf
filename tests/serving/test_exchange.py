import pytest

from forecast.serving.exchange import exchanged_bytes

LLAMA_70B = 80 * 8192.0
DEEPSEEK_V3 = 61 * 7168.0


def test_one_chip_sends_nothing():
    assert exchanged_bytes(LLAMA_70B, 1.0, 8.0, 0.0) == 0.0
    assert exchanged_bytes(DEEPSEEK_V3, 1.0, 8.0, 1.0) == 0.0


def test_a_split_layer_sums_twice_around_a_ring_at_16_bit():
    # Each of n chips passes on (n - 1)/n of the vector twice a sum.
    n = 4
    assert exchanged_bytes(LLAMA_70B, n, 8.0, 0.0) == LLAMA_70B * 2 * 2 * (n - 1) / n * 2


def test_spread_experts_share_what_is_sent():
    # DeepSeek-V3: 8 experts, out at 8 bit and back at 16: 24 bytes a value over 144 chips
    sent = exchanged_bytes(DEEPSEEK_V3, 144.0, 8.0, 1.0)
    assert sent == pytest.approx(DEEPSEEK_V3 * 24 / 144 * 143 / 144)
    assert sent < exchanged_bytes(DEEPSEEK_V3, 144.0, 8.0, 0.0) / 40


def test_more_experts_send_more():
    assert exchanged_bytes(1.0, 8.0, 2.0, 1.0) == 2 * exchanged_bytes(1.0, 8.0, 1.0, 1.0)
