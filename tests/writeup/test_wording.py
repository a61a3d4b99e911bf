import pytest

from forecast.writeup.wording import (
    count,
    date,
    interval,
    joined,
    money,
    percent,
    points,
    rounding_step_percent,
    significant,
    wage_limit,
    years,
)


@pytest.mark.parametrize(
    ("p", "mcse", "shown"),
    [
        (0.5, 0.005, "50%"),  # ESS 10,000 at p = 0.5: an error of 0.005 supports whole percents
        (0.37, 0.025, "35%"),  # ESS 400 does not support "37%" (faults guide, section 2)
        (0.0, 0.0, "0%"),
        (1.0, 0.0, "100%"),
        (0.0, 0.001, "<1%"),
        (1.0, 0.001, ">99%"),
        (0.004, 0.0, "<1%"),
        (0.02, 0.02, "<5%"),
        (None, 0.0, "-"),
    ],
)
def test_percent_rounds_to_what_the_error_supports(p, mcse, shown):
    assert percent(p, mcse) == shown


def test_step_grows_with_the_error_and_stops_at_ten():
    assert [rounding_step_percent(e) for e in (0, 0.005, 0.0051, 0.025, 0.026, 0.3)] == [
        *(1, 1, 5, 5, 10, 10)
    ]


def test_points_never_understate():
    assert [points(e) for e in (0.0, 0.0001, 0.001, 0.00101)] == ["0.0", "0.1", "0.1", "0.2"]


def test_a_month_is_shown_only_with_support():
    assert date(2041.0, 1 / 12) == "Jan 2041"
    assert date(2041.999, 0.01) == "Dec 2041"
    assert date(2041.999) == "2041"


def test_beyond_the_horizon_is_no_year():
    assert date(None, 0.0) == ">2100"
    assert interval({"0.05": None, "0.95": None}, "0.05", "0.95") == ">2100"
    assert interval({"0.05": 2030.5, "0.95": None}, "0.05", "0.95") == "2030 to >2100"
    assert years(None) == "never"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1.0, "1"),
        (999.0, "1,000"),
        (999_999.0, "1 million"),
        (9.99e8, "1 billion"),
        (1e9, "1 billion"),
        (8.27e9, "8.3 billion"),
        (2.5e15, "2,500 trillion"),
        (3e20, "3e+08 trillion"),
        (None, "-"),
    ],
)
def test_count(value, shown):
    assert count(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0, "0"), (0.17, "0.17"), (1.0, "1.00"), (9.99, "10.00"), (60.0, "60"), (1e7, "10 million")],
)
def test_money_has_no_si_prefixes(value, shown):
    assert money(value) == shown


def test_significant_of_zero_and_negative():
    assert significant(0.0) == "0"
    assert significant(-1234.0) == "-1,200"


def test_words():
    assert wage_limit(0.1) == "a tenth of the wage"
    assert joined(["a", "b"]) == "a and b"
