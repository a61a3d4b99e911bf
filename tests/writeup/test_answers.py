import math

import pytest

from forecast.writeup.answers import (
    chance,
    date_error_years,
    first_date,
    largest_error,
    row_where,
    rows_where,
    values_of,
)


def test_rows_are_found_by_their_keys(document):
    assert chance(document, 8e9, 1.0, 2035)["year"] == 2035
    assert first_date(document, 1e6, 0.1)["theta"] == 0.1
    assert row_where([{"a": 1}], a=2) is None
    assert rows_where([], a=1) == []
    assert values_of([{"n": 2}, {"n": 1}, {"n": 2}, {}], "n") == [2, 1]


def test_largest_error_of_nothing_is_zero():
    assert largest_error([]) == 0.0
    assert largest_error([{"mcse": None}, {"mcse": 0.2}]) == 0.2


def test_error_of_a_date_is_error_of_p_over_slope():
    document = {
        "answers": {
            "Q1": [{"n": 1.0, "theta": 1.0, "year": 2030, "p": 0.5, "mcse": 0.005}],
            "Q2": [{"n": 1.0, "theta": 1.0, "quantiles": {"0.5": 2030.5, "0.95": None}}],
            "date_cdf": [
                {"n": 1.0, "theta": 1.0, "year": 2030, "p": 0.45},
                {"n": 1.0, "theta": 1.0, "year": 2031, "p": 0.55},
            ],
        }
    }
    assert date_error_years(document, 1.0, 1.0, "0.5") == pytest.approx(0.05)
    assert math.isinf(date_error_years(document, 1.0, 1.0, "0.95"))
    assert math.isinf(date_error_years(document, 2.0, 1.0, "0.5"))
