"""Getters that return what they promise or name field and example."""

import datetime

import pytest

from forecast.errors import InputError
from forecast.inputs.fields import Fields
from forecast.inputs.toml_files import Place

DAY = datetime.date(2026, 11, 22)
GOOD = Fields(
    {"word": "a", "day": DAY, "n": 2, "ns": [1, 2.5], "words": ["a"], "t": {"x": 1}, "ts": [{}]},
    Place("here"),
)
BAD = Fields(
    {
        "word": " ",
        "day": datetime.datetime(2026, 1, 1),
        "n": "2",
        "ns": [1, "2"],
        "words": [1],
        "t": [],
        "ts": {},
    },
    Place("here"),
)


def test_good_fields():
    assert (GOOD.text("word", "x"), GOOD.date("day")) == ("a", DAY)
    assert (GOOD.number("n"), GOOD.positive("n"), GOOD.numbers("ns")) == (2.0, 2.0, (1.0, 2.5))
    assert GOOD.texts("words", "x") == ("a",)
    assert GOOD.table("t", "x").number("x") == 1.0
    assert [part.mapping for part in GOOD.tables("ts", "x")] == [{}]
    assert GOOD.choice("word", ("a", "b")) == "a"


@pytest.mark.parametrize(
    ("getter", "arguments", "message"),
    [
        ("text", ("word", "x"), "word: must be text that is not empty"),
        ("choice", ("word", ("a",)), "must be text"),
        ("date", ("day",), "day: must be a date.*without quotes"),
        ("number", ("n",), "n: must be a finite number; found '2'; accepted: such as n = 1.3"),
        ("numbers", ("ns",), "ns: must be a finite number"),
        ("texts", ("words", "x"), "words: must be a list of texts"),
        ("table", ("t", "x"), "t: must be a table"),
        ("tables", ("ts", "x"), "ts: must be a list of tables"),
        ("number", ("absent",), "absent: missing field; accepted: for example absent = 1.3"),
    ],
)
def test_bad_fields_are_named(getter, arguments, message):
    with pytest.raises(InputError, match=message):
        getattr(BAD, getter)(*arguments)


def test_a_field_inside_another_is_named_by_its_path():
    with pytest.raises(InputError, match=r"here: t\.y: missing field"):
        GOOD.table("t", "x").number("y")


def test_a_word_outside_a_closed_list_gets_the_nearest():
    with pytest.raises(InputError, match="did you mean 'expert'"):
        Fields({"g": "expret"}, Place("here")).choice("g", ("expert", "guess"))
