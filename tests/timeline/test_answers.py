import numpy as np
import pytest

from forecast.inputs import questions
from forecast.kernel.block import first_dates
from forecast.timeline.answers import Answers, levels_of, shares
from forecast.timeline.collect import summarise
from tests.conftest import START

N_ROWS = 1000


@pytest.fixture(scope="module")
def answers(prior_draws):
    rows = prior_draws(N_ROWS, seed=9)
    cases = questions.all_cases()
    found = first_dates(rows, questions.case_array(cases), START, questions.BINDING_YEARS)
    summary = summarise(
        **found,
        human_level_date=rows["human_level_date"],
        years_asked=questions.YEARS,
        n_rows=N_ROWS,
        origin=2026,
    )
    return Answers(summary, cases, 8.2e9, questions, 4, 2026)


def test_every_n_theta_and_year_is_answered_once(answers):
    keys = [(row["n"], row["theta"], row["year"]) for row in answers.q1()]
    assert len(set(keys)) == len(keys) == 4 * 2 * 7


def test_probabilities_rise_with_the_year_and_fall_with_n(answers):
    p = {(row["n"], row["theta"], row["year"]): row["p"] for row in answers.q1()}
    for (n, theta, _), _ in p.items():
        path = [p[n, theta, year] for year in questions.YEARS]
        assert path == sorted(path)
    for year in questions.YEARS:
        assert p[1e6, 1.0, year] >= p[1e9, 1.0, year] >= p[8e9, 1.0, year]
        assert p[1e6, 1.0, year] >= p[1e6, 0.1, year]


def test_cdf_at_the_horizon_and_never_add_to_one(answers):
    never = {(row["n"], row["theta"]): row["p_never"] for row in answers.q2()}
    for row in answers.date_cdf():
        if row["year"] == 2101:
            assert row["p"] + never[row["n"], row["theta"]] == pytest.approx(1.0)


def test_quantiles_invert_the_cdf(answers):
    cdf = {(row["n"], row["theta"], row["year"]): row["p"] for row in answers.date_cdf()}
    for row in answers.q2():
        for level, date in row["quantiles"].items():
            if date is not None and date > 2028:
                key = row["n"], row["theta"]
                assert cdf[(*key, int(date))] <= float(level) <= cdf[(*key, int(date) + 1)] + 1e-12


def test_each_alone_is_at_least_as_likely_as_all_together(answers):
    together = {(r["n"], r["theta"], r["year"]): r["p"] for r in answers.q1()}
    for row in answers.q1c():
        assert row["p"] >= together[row["n"], row["theta"], row["year"]] - 1e-12


def test_every_test_alone_answers_every_n_and_theta(answers):
    keys = {(r["test"], r["n"], r["theta"]) for r in answers.q1c()}
    assert len(keys) == 4 * 4 * 2


def test_workers_need_no_more_than_copies_at_all_hours_where_hardware_and_bill_decide(answers):
    workers = {
        (r["n"], r["theta"], r["year"]): r["p"] for r in answers.q1b() if r["reading"] == "workers"
    }
    p = {(r["n"], r["theta"], r["year"]): r["p"] for r in answers.q1()}
    assert workers[8e9, 1.0, 2050] >= p[8e9, 1.0, 2050]


def test_population_row_carries_the_people_of_2026(answers):
    rows = [r for r in answers.q1b() if r["reading"] == "population"]
    assert {r["n"] for r in rows} == {8.2e9}
    assert len(rows) == 2 * 7


def test_mcse_is_never_missing(answers):
    assert all(row["mcse"] > 0 for row in answers.q1() + answers.q1b() + answers.q1c())


def test_gaps_are_exceeded_less_often_the_longer(answers):
    for row in answers.q4():
        over = [row["p_over"][k] for k in ("1", "3", "5", "10")]
        assert over == sorted(over, reverse=True)
        assert row["p_zero"] <= 1 - over[0] + 1e-12
        assert over[-1] >= row["p_never"] - 1e-12


def test_curves_have_every_year_and_rising_quantiles(answers):
    for kind in range(3):
        rows = answers.curve(kind)
        assert [row["year"] for row in rows] == list(range(2026, 2101))
        for row in rows:
            values = [v for v in row["quantiles"].values() if v is not None]
            assert values == sorted(values)


def test_shares_of_what_binds_add_to_one(answers):
    rows = answers.q9()
    assert {row["at"] for row in rows} == {"first", 2030, 2035, 2040, 2050}
    assert [row["theta"] for row in rows] == sorted((row["theta"] for row in rows), reverse=True)
    rows += answers.q9b({"copy": tuple("abcde"), "supply": ("none", "money", "power", "supply")})
    assert {"copy", "supply"} < {row["at"] for row in rows}
    assert all(sum(row["shares"].values()) == pytest.approx(1.0) for row in rows)


def test_levels_are_written_as_in_the_contract():
    assert list(levels_of([1.0] * 7, questions.QUANTILE_LEVELS)) == [
        "0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95"
    ]  # fmt: skip


def test_nothing_counted_gives_shares_of_zero():
    assert shares(np.zeros(2), tuple("ab")) == {"a": 0.0, "b": 0.0}


def test_never_is_split_into_no_arrival_and_never_after_it(answers):
    for row in answers.q4():
        none, given = row["p_no_arrival"], row["p_never_given_arrival"]
        assert row["p_never"] == pytest.approx(none + (1 - none) * given)


def test_a_gap_that_is_mostly_zero_has_zero_quantiles(answers):
    for row in answers.q4():
        for level, gap in row["quantiles"].items():
            assert (gap == 0.0) == (float(level) <= row["p_zero"])


def test_years_before_the_start_have_no_chance():
    from forecast.timeline.summary import N_DATE_BINS, Summary

    empty = Summary(np.full(1, 10), np.ones((1, 4)), np.ones((1, N_DATE_BINS)), *[np.zeros(1)] * 11)
    cases = (questions.Case(1e6, 1.0, tests=("arrival",)),)
    late = Answers(empty, cases, 8e9, questions, 1, 2030)
    assert late.probability(0, 2028) == 0.0


def test_copies_that_cannot_be_served_are_none_at_all_not_unknown(answers):
    assert answers.curve(1)[0]["quantiles"]["0.05"] == 0.0
    cost = answers.curve(0)[0]
    assert cost["quantiles"]["0.95"] is None
    known = {level for level, value in cost["quantiles"].items() if value is not None}
    assert set(cost["slopes"]) <= known
    assert all(slope > 0 for slope in cost["slopes"].values())
