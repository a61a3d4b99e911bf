import pytest

from forecast.inputs.evidence_units import COLUMN_UNITS, ROW_UNITS, bare_unit


@pytest.mark.parametrize(
    ("unit", "bare"),
    [
        ("USD, nominal, per accelerator", "USD"),
        ("USD of 2023", "USD"),
        ("H100 equivalents (8-bit dense, 1979e12 op/s, for owners)", "H100 equivalents"),
        ("tokens/s per stream, median", "tokens/s per stream"),
        ("", ""),
    ],
)
def test_remarks_are_not_part_of_a_unit(unit, bare):
    assert bare_unit(unit) == bare


def test_listed_units_stand_once_and_bare():
    for units in (COLUMN_UNITS, ROW_UNITS):
        assert len(set(units)) == len(units)
        assert [bare_unit(unit) for unit in units] == list(units)
