import pytest

from forecast.serving.tokens import decode_flop_per_token, reading_flop_per_token

SHAPE = {"n_layers": 96.0, "d_model": 12288.0, "attended_share": 1.0}


def test_gpt3_needs_350_gigaflop_a_token_without_context():
    flop = decode_flop_per_token(n_active_parameters=175e9, context_tokens=0.0, **SHAPE)
    assert flop == 350e9


def test_attention_over_2048_tokens_adds_3_percent_to_gpt3():
    # 4 * 96 * 12288 * 2048 = 9.66e9
    flop = decode_flop_per_token(n_active_parameters=175e9, context_tokens=2048.0, **SHAPE)
    assert flop / 350e9 - 1 == pytest.approx(0.0276, abs=1e-4)


def reading(cached, rho=10.0, context=1000.0):
    return reading_flop_per_token(
        n_active_parameters=175e9,
        context_tokens=context,
        input_tokens_per_output_token=rho,
        cached_input_share=cached,
        **SHAPE,
    )


def test_reading_all_cached_is_free_and_none_cached_is_full():
    assert reading(1.0) == 0.0
    assert reading(0.0, context=0.0) == 10 * 350e9


def test_uncached_attention_equals_the_sum_over_positions():
    # every position attends to those before it: mean context S / 2
    expected = 10 * (350e9 + 4 * 96 * 12288 * 1000.0 / 2)
    assert reading(0.0) == pytest.approx(expected)


def test_the_last_tenth_attends_to_a_longer_context():
    # positions 0.9 S to S: mean 0.95 S
    expected = 1.0 * (350e9 + 4 * 96 * 12288 * 950.0)
    assert reading(0.9) == pytest.approx(expected)
