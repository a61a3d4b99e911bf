"""What a goal would take, on the real shipped posterior with few draws."""

import datetime

import numpy as np
import pytest

from forecast.errors import InputError
from forecast.inputs.conditions import Goal
from forecast.inputs.questions import Case
from forecast.pipeline import Request
from forecast.pipeline.gathered import gather
from forecast.pipeline.solve import bracket, close_in, is_by_factors, solve

AS_OF = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def gathered(priors_dir):
    return gather(Request(AS_OF, None, (), 3_000, 7, priors_dir), 3_000)


@pytest.mark.slow
def test_the_value_found_meets_the_goal_just(gathered):
    goal = Goal(8e9, 1.0, 2050, 0.4)
    found = solve(gathered, "size_at_human_level", goal)
    dates = gathered.dates(Case(8e9, 1.0), {"size_at_human_level": found["value"]})
    assert np.mean(dates < 2051) == found["p"] >= 0.4
    assert found["p"] < 0.4 + 2 * found["mcse"]
    assert found["low"] <= found["value"] <= found["high"]
    assert found["low"] < found["high"]
    assert found["share_below"] == np.mean(gathered.records["size_at_human_level"] < found["value"])


def test_a_goal_that_nothing_meets_says_how_near_one_gets(gathered):
    found = solve(gathered, "population", Goal(8e9, 1.0, 2030, 0.9))
    assert found["value"] is None
    assert "no value of population" in found["reason"]
    assert "largest chance is 0.0" in found["reason"]


@pytest.mark.slow
def test_a_goal_that_everything_meets_is_no_question(gathered):
    found = solve(gathered, "population", Goal(1e6, 1.0, 2100, 0.01))
    assert found["value"] is None
    assert "every value of population" in found["reason"]


def test_unknown_quantities_are_refused(gathered):
    with pytest.raises(InputError, match="unknown quantity"):
        solve(gathered, "sise", Goal(1e6, 1.0, 2040, 0.5))


def test_a_chance_that_rises_and_falls_is_met_where_it_first_crosses():
    def chance(x):
        return max(0.0, 1 - abs(x - 5) / 3)

    short, met = bracket(chance, [0.0, 2.0, 4.0, 6.0, 8.0], 0.5)
    assert (short, met) == (2.0, 4.0)
    assert close_in(chance, short, met, 0.5) == pytest.approx(3.5, abs=1e-3)


def test_quantities_over_many_sizes_are_tried_by_factors():
    assert is_by_factors(1e9, 1e12)
    assert not is_by_factors(0.5, 0.9)
    assert not is_by_factors(-1.0, 5.0)
