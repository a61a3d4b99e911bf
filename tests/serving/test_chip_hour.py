import pytest

from forecast.serving.chip_hour import (
    cost_usd_per_chip_hour,
    price_usd_per_chip_hour,
    recovery_factor,
)

H100 = {
    "chip_price_usd": 30e3,
    "system_multiple": 1.5,
    "recovery_factor": 0.25,
    "watts": 700.0,
    "power_usage_effectiveness": 1.3,
    "usd_per_kwh": 0.08,
    "operations_usd_per_chip_hour": 0.1,
    "availability_share": 0.9,
}


def test_capital_energy_and_operations_by_hand():
    # 30e3 * 1.5 * 0.25 / 8766 = 1.2834; 0.7 * 1.3 * 0.08 = 0.0728
    assert cost_usd_per_chip_hour(**H100) == pytest.approx((1.28337 + 0.0728 + 0.1) / 0.9, rel=1e-5)


def test_recovery_factor_pays_back_with_interest():
    factor = recovery_factor(discount_rate_per_year=0.08, lifetime_years=5)
    paid = sum(factor / 1.08**k for k in range(1, 6))
    assert paid == pytest.approx(1.0)


def test_recovery_factor_without_interest_is_one_over_life():
    assert recovery_factor(1e-9, 5.0) == pytest.approx(0.2, rel=1e-6)


def test_price_is_cost_times_one_plus_margin():
    assert price_usd_per_chip_hour(2.0, 0.0) == 2.0
    assert price_usd_per_chip_hour(2.0, 1.0) == 4.0
