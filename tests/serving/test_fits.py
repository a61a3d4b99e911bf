import pytest

from forecast.serving.fits import accelerators_to_hold, weight_bytes


def test_measured_overhead_of_a_large_model():
    # ZeRO-Inference: MT-NLG-530B at 16 bit needs at least 40 A100-40GB; weights alone need 26.5.
    assert accelerators_to_hold(weight_bytes(530e9, 16.0), 40e9, 0.0) == pytest.approx(26.5)
    assert accelerators_to_hold(weight_bytes(530e9, 16.0), 40e9, 0.3375) == pytest.approx(40.0)


def test_half_the_bits_half_the_bytes():
    assert weight_bytes(1e9, 4.0) == pytest.approx(0.5 * weight_bytes(1e9, 8.0))
