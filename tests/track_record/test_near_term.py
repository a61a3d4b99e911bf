"""Statements: written down with an answer, read again without loss."""

import datetime

import numpy as np
import pytest

from forecast.track_record.near_term import AT_LEAST, AT_MOST, TAKES, Rule, Statement, answered
from forecast.track_record.resolution import TAKE

DAY = datetime.date(2027, 6, 30)
RULE = Rule("stock", "compute_stock", "NVIDIA", {}, datetime.date(2027, 6, 29), DAY, "last")


def statement(threshold=None):
    return Statement("s", "stock by then", "H100e", RULE, DAY, threshold)


def test_a_quantity_gets_quantiles():
    told = answered(statement(), np.arange(101.0))
    assert told["quantiles"]["0.05"] == 5.0
    assert told["quantiles"]["0.5"] == 50.0
    assert "p" not in told


@pytest.mark.parametrize(("side", "p"), [(AT_LEAST, 0.3), (AT_MOST, 0.8)])
def test_a_threshold_gets_a_chance(side, p):
    draws = np.arange(10.0)  # 7, 8, 9 are at least 7; 0 to 7 at most
    told = answered(statement((side, 7.0)), draws)
    assert told["p"] == pytest.approx(p)
    assert "quantiles" not in told


def test_a_rule_survives_being_written_down():
    assert Rule.of(RULE.as_dict()) == RULE


def test_every_way_to_take_a_value_is_known_where_statements_are_resolved():
    assert set(TAKES) == set(TAKE)
