import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast.inputs.cells import CellError, parse_cell, plain_form


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1.5e9", "number", 1.5e9),
        (".5", "number", 0.5),
        ("-3", "number", -3.0),
        ("true", "bool", True),
        ("2024-02-29", "date", datetime.date(2024, 2, 29)),
        ("null", "text", "null"),
        ("", "text", None),
        ("", "number", None),
    ],
)
def test_known_cells(text, kind, value):
    assert parse_cell(text, kind) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_survives_being_written(value):
    assert parse_cell(repr(value), "number") == value


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)))
def test_every_day_survives_being_written(day):
    assert parse_cell(day.isoformat(), "date") == day


@pytest.mark.parametrize("text", ["1e", "0x10", "1 000", "five", "1,5", "--1", "1.2.3", "9" * 400])
def test_what_is_not_a_plain_number_is_refused(text):
    with pytest.raises(CellError):
        parse_cell(text, "number")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1,000,000", "1000000"),
        ("1.000.000,5", "1000000.5"),
        ("1 000", "1000"),
        ("USD 12.50", "12.50"),
        ("50%", "0.5"),
        ("many", None),
        ("", None),
    ],
)
def test_plain_form_of_what_people_write(text, plain):
    assert plain_form(text) == plain
