"""Questions: what was known, and the items that came later."""

import numpy as np
import pytest

from forecast.inputs.table import decimal_year
from forecast.pipeline.backtest.target import question_of
from forecast.pipeline.backtest.targets import TARGETS


@pytest.mark.parametrize("target", TARGETS, ids=lambda each: each.name)
def test_history_is_before_and_cases_after_the_origin(target, origin_on, tables):
    asked = 0
    for day in [(2021, 5, 1), (2023, 1, 1), (2024, 1, 1), (2025, 1, 1)]:
        origin = origin_on(*day)
        found = question_of(target, origin, tables)
        if found is None:
            continue
        question, items = found
        asked += 1
        assert (question.cases.year > decimal_year(origin.day)).all()
        assert np.isfinite(question.history.log_value).all()
        assert np.isfinite(question.cases.log_value).all()
        assert len(items) == len(question.cases)
        assert set(question.cases.series) <= set(question.history.series) or not (
            target.only_seen_series
        )
    assert asked, "no origin has this target"


def test_names_are_used_once():
    names = [target.name for target in TARGETS]
    assert len(set(names)) == len(names)


def test_a_target_that_nothing_follows_is_not_asked(origin_on, tables):
    stock = next(target for target in TARGETS if target.name == "stock")
    assert question_of(stock, origin_on(2026, 11, 1), tables) is None
