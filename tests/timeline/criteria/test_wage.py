import math

import pytest

from forecast.timeline.criteria.wage import log_margin


def margin(usd, wage, theta, busy=1.0):
    return log_margin(*(math.log(x) for x in (usd, wage, theta, busy)))


def test_three_dollars_against_a_tenth_of_thirty():
    assert margin(3.0, 30.0, 0.1) == pytest.approx(0.0)
    assert margin(3.01, 30.0, 0.1) < 0


def test_an_idle_copy_costs_more_per_worked_hour():
    assert margin(3.0, 30.0, 0.2, busy=0.5) == pytest.approx(0.0)
