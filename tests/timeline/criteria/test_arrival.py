import math

from forecast.timeline.criteria.arrival import log_margin


def test_it_holds_from_its_own_date_on():
    assert log_margin(year=2029.99, human_level_date=2030.0) == -math.inf
    assert log_margin(year=2030.0, human_level_date=2030.0) == math.inf
