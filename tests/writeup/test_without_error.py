"""No number that draws estimate goes without its Monte Carlo error."""

import datetime
from collections import Counter

import pytest

from forecast.pipeline import Request, run_forecast
from forecast.writeup.numbers import number_rows
from forecast.writeup.without_error import NO_NUMBER, OPEN, why_no_error


@pytest.fixture(scope="module")
def rows(priors_dir):
    request = Request(datetime.date(2026, 11, 24), None, (), 30_000, 3, priors_dir)
    return [*number_rows(run_forecast(request).document)]


@pytest.mark.slow
def test_every_number_of_a_run_has_an_error_or_a_reason_to_have_none(rows):
    without = [row for row in rows if row.get("mcse") is None]
    unknown = [(r["question"], r["statistic"]) for r in without if why_no_error(r) is None]
    assert unknown == []
    counted = Counter(why_no_error(row) for row in without if row["value"] is not None)
    assert counted[OPEN] <= 10
    assert max(counted, key=counted.__getitem__) != NO_NUMBER


@pytest.mark.slow
def test_errors_are_a_small_part_of_what_they_are_of(rows):
    asked = [
        row
        for row in rows
        if row["question"] in ("Q18", "Q19", "Q22", "bill_limit", "published_trends")
        and row["statistic"] in ("q50", "q0.5", "compute_needed", "usd_per_copy_hour")
        and row["value"]
    ]
    assert len(asked) > 50
    assert all(0.0 <= row["mcse"] < 0.1 * row["value"] for row in asked)


@pytest.mark.parametrize(
    ("question", "statistic", "value"),
    [("Q10", "first_order", 0.1), ("Q18", "compute_needed", 1.0), ("Q3", "weight", 0.2)],
)
def test_an_estimate_has_no_reason_to_go_without(question, statistic, value):
    assert why_no_error({"question": question, "statistic": statistic, "value": value}) is None


def test_what_is_not_there_has_no_error():
    assert why_no_error({"question": "Q2", "statistic": "q0.5", "value": None}) == NO_NUMBER
