import pytest

from forecast.supply.power import powered_h100e


def test_ten_gigawatt_run_11_million_h100_at_pue_1_3():
    powered = powered_h100e(10e9, watts_per_h100e=700.0, power_usage_effectiveness=1.3)
    assert powered == pytest.approx(10.99e6, rel=1e-3)


def test_half_the_watts_run_twice_the_chips():
    assert powered_h100e(1e9, 350.0, 1.2) == 2 * powered_h100e(1e9, 700.0, 1.2)
