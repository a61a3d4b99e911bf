"""Layout and number formats of a row, where it says something and where it does not."""

import pytest

from forecast.errors import InputError
from forecast.posterior.likelihoods import serving_placement

DENSE = {"n_experts": None, "n_accelerators": 16.0, "kv_lora_rank": None, "weight_bits": 8.0}
QWEN = DENSE | {"n_experts": 128.0, "n_accelerators": 8.0}
DEEPSEEK = QWEN | {"kv_lora_rank": 512.0}


@pytest.mark.parametrize(
    ("row", "spread"),
    [
        (DENSE, False),
        (QWEN, False),
        (QWEN | {"n_accelerators": 16.0}, True),
        (DEEPSEEK, True),
        (QWEN | {"layout": "spread"}, True),
        (DEEPSEEK | {"layout": "split"}, False),
        (DENSE | {"layout": "spread"}, False),
    ],
)
def test_layout(row, spread):
    assert serving_placement.is_spread(row) is spread


def test_products_are_as_wide_as_weights_unless_a_row_says_otherwise():
    assert serving_placement.arithmetic_bits(DENSE) == 8.0
    assert serving_placement.arithmetic_bits(DENSE | {"arithmetic_bits": None}) == 8.0
    assert serving_placement.arithmetic_bits(DENSE | {"arithmetic_bits": 16.0}) == 16.0


def test_a_chip_without_the_format_is_refused():
    chip = {"accelerator": "H100", "fp4_flop_per_s": None}
    with pytest.raises(InputError, match="no peak rate at 4 bit for H100"):
        serving_placement.peak_flop_per_s(chip, 4.0)
