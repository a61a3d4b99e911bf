import datetime

import numpy as np
import pytest

from forecast.posterior.cumulative import Series, log_ratio_changes, log_ratios, series_of

QUARTERS = np.array([2024.25, 2024.5, 2024.75])


def test_rows_in_any_order_make_one_series():
    days = [datetime.date(2025, 1, 1), datetime.date(2024, 1, 1), datetime.date(2026, 1, 1)]
    counts = [5.0, 2.0, None]
    rows = [{"observed_on": day, "n": n} for day, n in zip(days, counts, strict=True)]
    found = series_of(rows, "n")
    assert found.years.tolist() == [2024.0, 2025.0]
    assert found.added.tolist() == [2.0, 3.0]
    assert len(series_of([], "n").years) == 0


def test_a_count_between_and_beyond_those_published():
    series = Series(QUARTERS, np.array([1.0, 3.0, 7.0]))
    assert series.start == 2024.0
    assert series.at(2024.0) == 0.0
    assert series.at(2024.375) == pytest.approx(2.0)
    assert series.at(2025.0) == pytest.approx(11.0)  # four more, as in the last quarter
    assert series.before(2024.5).counts.tolist() == [1.0]


def test_ratios_of_what_was_added():
    chips = Series(QUARTERS, np.array([2.0, 6.0, 8.0]))
    other = Series(QUARTERS, np.array([1.0, 2.0, 6.0]))
    assert np.exp(log_ratios(chips, other)) == pytest.approx([2.0, 4.0, 0.5])
    assert np.exp(log_ratio_changes(chips, other)) == pytest.approx([2.0, 0.125])


def test_a_quarter_without_additions_has_no_ratio():
    chips = Series(QUARTERS, np.array([2.0, 2.0, 8.0]))
    other = Series(QUARTERS, np.array([1.0, 2.0, 6.0]))
    assert len(log_ratios(chips, other)) == 2
