import math

import pytest

from forecast.timeline.criteria.bill import log_margin


def margin(usd, gwp=120e12, phi=0.1, n=8e9, hours=8766.0, busy=1.0):
    return log_margin(*(math.log(x) for x in (usd, gwp, phi, n, hours, busy)))


def test_eight_billion_copies_may_cost_17_cents_an_hour_in_2026():
    # 0.1 * 120e12 / (8e9 * 8766) = 0.171 USD: the bill decides long before the wage
    assert margin(0.1711) == pytest.approx(0.0, abs=1e-3)


def test_workers_of_2000_hours_may_cost_more():
    assert margin(0.75, hours=2000.0) == pytest.approx(0.0, abs=1e-9)


def test_twice_the_copies_halve_what_each_may_cost():
    assert margin(1.0, n=2e9) == pytest.approx(margin(2.0, n=1e9))
