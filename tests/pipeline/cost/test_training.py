import numpy as np
import pytest

from forecast.errors import InputError
from forecast.pipeline.cost.chip import custom_chip
from forecast.pipeline.cost.money import ChipHour
from forecast.pipeline.cost.training import training

ONES = np.ones(200)
HOUR = ChipHour(2.0 * ONES, 0 * ONES, 0 * ONES, 0 * ONES)


@pytest.fixture
def a100():
    return custom_chip({}, 16.0, 312e12, 2.0e12, 80e9)


def test_llama_65b_took_a_million_hours(cost_inputs, a100):
    """V16: 1,022,362 A100-hours for 65e9 parameters and 1.4e12 tokens: a share of 0.48."""
    told = training(cost_inputs, a100, 65e9, 1.4e12, 2048.0, HOUR)
    share, days = told["training_flop_share"][0], told["training_days"][0]
    hours = days * 24 * 2048
    np.testing.assert_allclose(hours * share, 6 * 65e9 * 1.4e12 / 312e12 / 3600)
    assert np.quantile(hours, 0.1) < 1_022_362 < np.quantile(hours, 0.9)
    np.testing.assert_allclose(told["training_usd"][0], 2.0 * hours)


def test_twice_the_chips_take_half_the_time_and_the_same_money(cost_inputs, a100):
    one, two = (training(cost_inputs, a100, 65e9, 1.4e12, n, HOUR) for n in (1000.0, 2000.0))
    np.testing.assert_allclose(one["training_days"][0], 2 * two["training_days"][0])
    np.testing.assert_allclose(one["training_usd"][0], two["training_usd"][0])


def test_a_chip_without_a_16_bit_rate_is_refused(cost_inputs, a100):
    bare = {**a100.columns, "fp16_bf16_tensor_flop_per_s": None, "best_16bit_flop_per_s": None}
    with pytest.raises(InputError, match="no 16-bit rate of described by its peaks"):
        training(cost_inputs, type(a100)(bare, 624e12, None), 65e9, 1.4e12, 10.0, HOUR)
