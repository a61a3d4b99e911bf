import numpy as np
import pytest

from forecast.serving.waiting import hops, layer_waiting_seconds, waiting_seconds


@pytest.mark.parametrize(("n", "expected"), [(1, 0), (2, 1), (8, 3), (72, np.log2(72))])
def test_hops_double_the_reach(n, expected):
    assert hops(n_chips=float(n)) == pytest.approx(expected)


def test_what_a_step_waits():
    # 80 layers of 30 us and two hops of 10 us each, and 1 ms
    waited = waiting_seconds(80.0, 4.0, 3e-5, 1e-5, 1e-3)
    assert waited == pytest.approx(80 * (3e-5 + 2e-5) + 1e-3)
    assert waiting_seconds(80.0, 1.0, 0.0, 1e-5, 0.0) == 0.0


def test_a_layer_of_experts_waits_longer_and_a_dense_one_as_long():
    assert layer_waiting_seconds(3e-5, 1.8, 0.0) == pytest.approx(5.4e-5)
    assert layer_waiting_seconds(3e-5, 1.8, 1.0) == 3e-5
