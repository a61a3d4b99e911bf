import numpy as np

from forecast.timeline.gap import gap_years


def test_gap_is_the_difference_zero_on_the_first_day_and_infinite_for_never():
    gaps = gap_years(np.array([2035.5, 2030.0, np.inf]), np.full(3, 2030.0))
    assert gaps.tolist() == [5.5, 0.0, np.inf]


def test_no_gap_is_negative():
    assert gap_years(np.array([2029.0]), np.array([2030.0])).tolist() == [0.0]
