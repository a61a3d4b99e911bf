import pytest

from forecast.serving.offload import offloaded_step_seconds


def test_nothing_streamed_costs_nothing():
    assert offloaded_step_seconds(0.3, 0.0, 1e9) == 0.3


def test_opt_30b_from_host_memory_is_bounded_by_the_link():
    # ZeRO-Inference post: 43 tokens/s for OPT-30B (60 GB) on one V100 from host memory. At
    # 12 GB/s of a PCIe 3.0 link a step takes 5 s, so that needs a batch of about 215 streams.
    step = offloaded_step_seconds(0.0, 60e9, 12e9)
    assert step == pytest.approx(5.0)
    assert 43 * step == pytest.approx(215)
