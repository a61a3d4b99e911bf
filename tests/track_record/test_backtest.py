"""Scores by origin, horizon and model, from forecasts that are handed in."""

import datetime

import numpy as np
import pytest

from forecast.inputs.table import decimal_year
from forecast.track_record.backtest import (
    OURS,
    Question,
    naive_answers,
    score,
    score_rows,
    skill,
    summary_rows,
)
from forecast.track_record.baselines import Points

DAY = datetime.date(2020, 1, 1)


def question(values=(1.0, 1.5, 2.0)):
    history = Points(np.arange(2010.0, 2020.0), 0.1 * np.arange(10.0) ** 1.1, ("x",) * 10)
    cases = Points(np.array([2020.5, 2021.0, 2021.5]), np.array(values), ("x",) * 3)
    return Question("a", DAY, "published", history, cases)


def draws(centre, spread, n=500):
    score = np.linspace(-2, 2, n)
    return np.asarray(centre)[:, None] + spread * score


def test_horizons_are_whole_years_rounded_up():
    rows = score_rows([score(question(), OURS, draws([1, 1.5, 2], 0.1))], decimal_year)
    assert [(row["horizon_years"], row["n"]) for row in rows] == [(1, 2), (2, 1)]


def test_the_closer_forecast_has_skill():
    asked = question()
    good, bad = draws([1, 1.5, 2], 0.1), draws([2, 2.5, 3], 0.1)
    rows = score_rows([score(asked, OURS, good), score(asked, "persistence", bad)], decimal_year)
    summary = summary_rows(rows)
    assert skill(summary, "persistence") > 0.9
    assert skill(summary, "loglinear") is None
    ours = next(row for row in summary if row["model"] == OURS)
    assert ours["skill_of_ours"] is None
    rows = score_rows([score(asked, OURS, bad), score(asked, "persistence", good)], decimal_year)
    assert skill(summary_rows(rows), "persistence") < -1


def test_a_rival_that_came_late_is_compared_on_its_own_cases():
    early, late = question(), question((1.0, 1.5, 2.0))
    late = Question("a", datetime.date(2020, 1, 2), "published", late.history, late.cases)
    scored = [
        score(early, OURS, draws([9, 9, 9], 0.1)),
        score(late, OURS, draws([1, 1.5, 2], 0.1)),
        score(late, "rival", draws([1, 1.5, 2], 0.1)),
    ]
    rival = next(
        row for row in summary_rows(score_rows(scored, decimal_year)) if row["model"] == "rival"
    )
    assert rival["skill_of_ours"] == pytest.approx(0.0, abs=1e-12)


def test_baselines_and_rivals_answer_without_seeing_what_came():
    class Rival:
        name, log_per_year, states_value = "fast", 1.0, False

    first = naive_answers(question(), [Rival])
    second = naive_answers(question((7.0, 8.0, 9.0)), [Rival])
    assert set(first) == {"persistence", "loglinear", "fast"}
    for name, answer in first.items():
        np.testing.assert_array_equal(answer, second[name])
