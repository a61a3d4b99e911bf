import datetime

import pytest

from forecast.errors import InputError
from forecast.inputs.cells import CellError
from forecast.inputs.ingest.foreign_csv import ForeignTable, Wanted, read_day
from forecast.inputs.ingest.source import Source

WANTED = (
    Wanted("name", ("name", "model"), needed=True),
    Wanted("speed", ("speed",), "number", "FLOP/s"),
    Wanted("is_new", ("new",), "flag"),
)


def table(tmp_path, text, wanted=WANTED):
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return ForeignTable(Source(str(path)), wanted)


def cells(found):
    return [row.cells for row in found.rows()]


def test_names_case_order_and_units_may_differ(tmp_path):
    found = table(tmp_path, "\ufeffnotes,NEW, Speed (TFLOP/s) ,Model\r\nx,checked,2,A\r\nx,,,B\r\n")
    assert cells(found) == [
        {"name": "A", "speed": 2e12, "is_new": True},
        {"name": "B", "speed": None, "is_new": None},
    ]


def test_the_median_is_not_taken_for_a_percentile(tmp_path):
    wanted = (Wanted("units", ("units (median)", "units"), "number"),)
    assert cells(table(tmp_path, "Units (5th percentile),Units\n1,2\n", wanted)) == [{"units": 2}]
    assert cells(table(tmp_path, "Units (5th percentile),Units (median)\n1,2\n", wanted)) == [
        {"units": 2}
    ]
    assert cells(table(tmp_path, "Units (5th percentile),x\n1,2\n", wanted)) == [{}]


def test_lines_of_the_file_are_told(tmp_path):
    found = table(tmp_path, 'Name,Speed (FLOP/s)\n"A\nB",1\nC,"1,000"\nD\nE,nan\n')
    assert [(row.line, row.cells["name"]) for row in found.rows()] == [(2, "A B")]
    assert [problem.line for problem in found.problems] == [4, 5, 6]


@pytest.mark.parametrize("text", ["", "Name\n", b"Name\n\xff\n", b"N\0ame\nx\n", 'Name\n"x\n'])
def test_what_is_no_table(tmp_path, text):
    with pytest.raises(InputError):
        table(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2024", (2024, 1, 1), "year"),
        ("12/31/2025", (2025, 12, 31), "day"),
        ("2024-05-13T00:00:00", (2024, 5, 13), "day"),
    ],
)
def test_days(text, day, precision):
    assert read_day(text) == (datetime.date(*day), precision)


@pytest.mark.parametrize("text", ["31/12/2025", "soon", "2024-13", "0000"])
def test_days_that_are_none(text):
    with pytest.raises(CellError):
        read_day(text)
