import numpy as np
import pytest

from forecast.posterior.likelihoods import serving_regimes


def at(rows, row_id):
    return int(np.flatnonzero(rows.row_id == row_id)[0])


def test_values_become_seconds(rows):
    assert rows.seconds[at(rows, "srv-019")] == 5.57  # latency, as it stands
    assert rows.seconds[at(rows, "srv-057")] == pytest.approx(1 / 6651)  # a token of the queue
    assert rows.seconds[at(rows, "srv-003")] == pytest.approx(1 / 21)  # a step
    assert rows.seconds[at(rows, "srv-001")] == pytest.approx(1 / (32 * 9212.5))
    # A static batch of 512 on two chips, 2,048 tokens each at 3,963 tokens/s a chip.
    assert rows.seconds[at(rows, "srv-105")] == pytest.approx(512 * 2048 / (3963 * 2))
    assert rows.seconds[at(rows, "srv-084")] == 0.005  # to the first token
    assert rows.seconds[at(rows, "srv-188")] == pytest.approx(3200 * 2048 / 13383.3)
    assert rows.seconds[at(rows, "srv-030")] == pytest.approx(256 * 72 / (2785.25 * 72))  # a step


def test_a_queue_is_bounded_by_its_concurrency_or_its_requests(rows):
    assert rows.requests[at(rows, "srv-231")] == 7168
    assert rows.requests[at(rows, "srv-069")] == 3000
    assert rows.requests[at(rows, "srv-028")] == serving_regimes.UNBOUNDED_REQUESTS


def test_only_a_queue_is_staggered(rows):
    assert rows.staggered_tokens[at(rows, "srv-063")] == 2048
    assert rows.staggered_tokens[at(rows, "srv-019")] == 0.0
    assert rows.staggered_tokens[at(rows, "srv-030")] == 0.0


def test_two_readings_of_one_operating_point_give_the_batch(rows):
    # 1,850 tokens/s a chip at 21 tokens/s a stream: 88 streams a chip on 144 chips.
    assert rows.batch[at(rows, "srv-003")] == pytest.approx(144 * 1850 / 21)
