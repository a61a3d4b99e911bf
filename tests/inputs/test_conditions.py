import pytest

from forecast.errors import UsageError
from forecast.inputs.conditions import Condition, Goal, parse_condition, parse_goal


def test_values_and_intervals():
    assert parse_condition("human_level_date=2030") == Condition("human_level_date", 2030, 2030)
    assert parse_condition(" kv_ratio = 1e-2..0.5 ") == Condition("kv_ratio", 0.01, 0.5)
    assert parse_condition("a=1").is_value
    assert not parse_condition("a=1..2").is_value
    assert parse_condition("a=1..2").text == "a=1..2"


@pytest.mark.parametrize("text", ["a", "a=", "=1", "a=x", "a=2..1", "a=1..2..3", "a=nan", "a=inf"])
def test_what_is_no_condition(text):
    with pytest.raises(UsageError, match=r"NAME=VALUE or NAME=LOW\.\.HIGH"):
        parse_condition(text)


def test_goals():
    assert parse_goal("8e9 by 2035 >= 0.5") == Goal(8e9, 1.0, 2035, 0.5)
    assert parse_goal("1e6 at 0.1 by 2040>=0.25") == Goal(1e6, 0.1, 2040, 0.25)


@pytest.mark.parametrize("text", ["", "8e9", "8e9 by 2035", "8e9 by 2035 > 0.5", "e by 2035 >= .5"])
def test_what_is_no_goal(text):
    with pytest.raises(UsageError, match="--for reads"):
        parse_goal(text)


@pytest.mark.parametrize(
    "text", ["8e9 by 2035 >= 1", "8e9 by 2035 >= 0", "8e9 by 2200 >= 0.5", "8e9 at 0 by 2035 >= .5"]
)
def test_goals_out_of_reach(text):
    with pytest.raises(UsageError, match="between 0 and 1"):
        parse_goal(text)
