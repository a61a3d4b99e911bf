import math

import pytest

from forecast.timeline.criteria.hardware import log_margin


def test_margin_is_copies_over_copies_needed():
    assert log_margin(math.log(1e9), math.log(8e9), 0.0) == pytest.approx(math.log(1 / 8))


def test_workers_who_share_copies_need_fewer_at_once():
    share = math.log(2000 / 8766 / 0.5)
    assert log_margin(math.log(1e9), math.log(1e9), share) == pytest.approx(-share)
    assert share < 0
