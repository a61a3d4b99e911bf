import math

from forecast.timeline.gap import gap_years


def test_gap_is_the_difference():
    assert gap_years(2035.5, 2030.0) == 5.5


def test_affordable_from_the_first_day_is_zero():
    assert gap_years(2030.0, 2030.0) == 0.0


def test_never_is_infinite():
    assert gap_years(math.inf, 2030.0) == math.inf
