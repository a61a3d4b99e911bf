import numpy as np
import pytest

from forecast.posterior.likelihoods import serving_regimes


def at(rows, row_id):
    return int(np.flatnonzero(rows.row_id == row_id)[0])


def test_attention_works_on_the_latent_cache():
    deepseek = {"n_heads": 128.0, "head_dim": None, "kv_lora_rank": 512.0, "rope_head_dim": 64.0}
    assert serving_regimes.attention_width(deepseek) == 69_632.0


def test_values_become_seconds(rows):
    assert rows.seconds[at(rows, "srv-019")] == 5.57  # latency, as it stands
    assert rows.seconds[at(rows, "srv-057")] == pytest.approx(1 / 6651)  # a token of the queue
    assert rows.seconds[at(rows, "srv-003")] == pytest.approx(1 / 21)  # a step
    assert rows.seconds[at(rows, "srv-001")] == pytest.approx(1 / (32 * 9212.5))


def test_two_readings_of_one_operating_point_give_the_batch(rows):
    # 1,850 tokens/s a chip at 21 tokens/s a stream: 88 streams a chip on 144 chips.
    assert rows.batch[at(rows, "srv-003")] == pytest.approx(144 * 1850 / 21)
