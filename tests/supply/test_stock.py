import numpy as np
import pytest

from forecast.supply.stock import affordable_shipments, chips_per_h100e, soft_minimum


def test_ten_billion_usd_buy_a_quarter_million_systems_of_40_thousand():
    shipments = affordable_shipments(
        gross_world_product_usd=100e12,
        spend_limit_share=1e-4,
        flop_per_usd=1979e12 / 20e3,
        system_multiple=2.0,
    )
    assert shipments == pytest.approx(250e3)


def test_soft_minimum_far_from_the_cap_and_at_it():
    assert soft_minimum(1.0, 1e6, 8.0) == pytest.approx(1.0)
    assert soft_minimum(1e6, 1.0, 8.0) == pytest.approx(1.0)
    assert soft_minimum(1.0, 1.0, 8.0) == pytest.approx(2 ** (-1 / 8))


def test_soft_minimum_does_not_overflow():
    assert soft_minimum(1e60, 1.0, 8.0) == 1.0
    assert soft_minimum(1e-60, 1.0, 8.0) == 1e-60


def test_soft_minimum_grows_in_both():
    amounts = np.geomspace(0.01, 100, 200)
    assert (np.diff(soft_minimum(amounts, 1.0, 8.0)) > -1e-15).all()
    assert (np.diff(soft_minimum(1.0, amounts, 8.0)) > -1e-15).all()


def test_b200_is_2_3_h100_equivalents():
    assert 1 / chips_per_h100e(flop_per_chip=4.5e15) == pytest.approx(2.27, abs=0.01)
