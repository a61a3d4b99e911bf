import numpy as np
import pytest

from forecast.posterior.likelihoods import serving_in_flight


def at(rows, row_id):
    return int(np.flatnonzero(rows.row_id == row_id)[0])


def placed(rows, row_id, reserved=0.1):
    kv_bytes = serving_in_flight.cache_bytes_per_token(rows, 8.0)
    fitting = serving_in_flight.streams_that_fit(rows, reserved, kv_bytes * rows.held_tokens)
    batch, waves = serving_in_flight.batch_and_waves(rows, fitting, 1.0)
    return [float(each[at(rows, row_id)]) for each in (fitting, batch, waves)]


def test_cache_of_llama_70b(rows):
    # 80 layers, 8 key-value heads of 128, keys and values: 163,840 values a token.
    kv_bytes = serving_in_flight.cache_bytes_per_token(rows, 8.0)
    assert kv_bytes[at(rows, "srv-019")] == pytest.approx(327_680)  # 16 bit, stated
    assert kv_bytes[at(rows, "srv-057")] == pytest.approx(163_840)  # not stated: 8 bit here
    assert kv_bytes[at(rows, "srv-003")] == pytest.approx(70_272)  # DeepSeek-V3, latent cache


def test_memory_bounds_the_batch(rows):
    # 70.6 GB on one H200, a tenth reserved: 56.3 GB for 2,176 tokens of 163,840 bytes.
    fitting, batch, waves = placed(rows, "srv-063")
    assert fitting == pytest.approx(157.9, abs=0.1)
    assert (batch, waves) == (pytest.approx(fitting, rel=1e-3), 1.0)


def test_requests_of_the_run_bound_the_batch(rows):
    fitting, batch, _ = placed(rows, "srv-069")  # Qwen3 on 8 B200: memory is no bound
    assert fitting > 4000
    assert batch == pytest.approx(3000, rel=0.01)


def test_batch_of_512_runs_in_waves(rows):
    # 146.8 GB beside the weights on 4 H100; 2,335 tokens of 327,680 bytes a stream.
    fitting, batch, waves = placed(rows, "srv-026")
    assert fitting == pytest.approx(191.9, abs=0.1)
    assert waves == pytest.approx(512 / fitting, rel=1e-3)
    assert batch == pytest.approx(fitting, rel=1e-3)
    assert placed(rows, "srv-025")[1:] == pytest.approx([64.0, 1.0])


def test_a_batch_stays_positive_when_too_much_is_reserved(rows):
    kv_bytes = serving_in_flight.cache_bytes_per_token(rows, 8.0)
    fitting = serving_in_flight.streams_that_fit(
        rows, 0.9, kv_bytes * rows.held_tokens
    )  # 405 GB do not fit in 64 GB
    assert 0.0 < fitting[at(rows, "srv-040")] < 1.0
