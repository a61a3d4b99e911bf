"""Tokens a day."""

import numpy as np

from forecast.pipeline.backtest.targets import tokens


def test_statements_are_in_tokens_a_day_by_company(tables):
    items = tokens.items(tables)
    assert len(items) > 10
    assert all(1e8 < np.exp(item.log_value) < 1e16 for item in items)
    assert any(item.series.startswith("Google") for item in items)
