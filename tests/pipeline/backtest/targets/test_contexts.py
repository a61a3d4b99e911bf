"""Half-years of context windows."""

import numpy as np

from forecast.pipeline.backtest.targets import contexts


def test_the_longest_window_never_falls_and_the_median_lies_below_it(tables):
    longest = {item.year: item.log_value for item in contexts.longest_items(tables)}
    assert list(np.diff(list(longest.values())) >= 0) == [True] * (len(longest) - 1)
    for item in contexts.median_items(tables):
        assert item.log_value <= longest[item.year + contexts.HALF / 2]


def test_a_median_is_that_of_the_rows_of_its_half_year(tables):
    rows = contexts.halves(tables)[2024.0]
    windows = sorted(row["max_context_tokens"] for row, _ in rows)
    item = next(item for item in contexts.median_items(tables) if item.year == 2024.25)
    middle = np.median(np.log(windows))
    assert item.log_value == middle
    assert all(2024.0 <= year < 2024.5 for _, year in rows)
