import datetime
from functools import partial

import pytest

from forecast.errors import InputError
from forecast.inputs.csv_table import parse_csv_table, read_csv_table
from forecast.inputs.data_card_file import read_data_card
from tests.inputs import small_table
from tests.inputs.small_table import HEADER, ROWS, bad, data_text, with_cell, write_dataset


@pytest.fixture
def read(tmp_path):
    return partial(small_table.read, tmp_path)


def test_cells_have_the_types_of_the_card(read):
    first, second, *_ = read().rows
    assert first["accelerator"] == "NVIDIA A100"
    assert first["observed_on"] == datetime.date(2023, 1, 1)
    assert first["price_usd"] == 2.0
    assert first["is_projection"] is False
    assert second["price_low_usd"] is None
    assert second["unit"] is None


def test_words_that_other_readers_take_for_missing_stay_text(read):  # fault 10
    assert [row["note"] for row in read().rows] == ["NA", "null", None, "TRUE"]
    assert read(with_cell("accelerator", "None")).rows[0]["accelerator"] == "None"


def test_order_of_columns_does_not_matter(read):
    order = [3, 0, 1, 2, *range(4, 12)]
    lines = [",".join(line.split(",")[i] for i in order) for line in data_text().splitlines()]
    assert read("\n".join(lines)).rows == read().rows


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        bad("published_on", "03/04/2026", "not an ISO date"),  # fault 7
        bad("published_on", "20230201", "not an ISO date"),
        bad("published_on", "0000-01-01", "no such day"),
        bad("published_on", "10000-01-01", "not an ISO date"),
        bad("published_on", "1066-10-14", "the year is out of range"),
        bad("published_on", "2023-02-31", "no such day"),
        bad("price_usd", "NaN", "not a plain number"),  # fault 9
        bad("price_usd", "inf", "not a plain number"),
        bad("price_usd", "1e999", "not a finite number"),
        bad("price_usd", "", "required cell is empty"),
        bad("accelerator", "  ", "required cell is empty"),
        bad("price_usd", '"1,000"', "write 1000"),  # fault 14
        bad("price_usd", '"1.000,5"', "write 1000.5"),
        bad("price_usd", "$5", "write 5"),
        bad("price_usd", "1_000", "write 1000"),
        bad("price_usd", "\u0661", "not a plain number"),
        bad("is_projection", "TRUE", "write true"),
        bad("is_projection", "1", "not a truth value"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(read, data, line, column, words):
    with pytest.raises(InputError, match=r"data\.csv") as caught:
        read(data)
    assert (caught.value.line, caught.value.field) == (line, column)
    assert words in str(caught.value)
    assert caught.value.accepted


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (data_text(*ROWS, ROWS[0]), "the row stands twice"),  # fault 1
        (
            data_text(*ROWS, ROWS[0].replace(",2.0,", ",2.1,")),
            "a revision is a row with a later published_on",  # fault 2
        ),
        (data_text(ROWS[0] + ",7"), "wrong number of cells; found '13 cells'"),  # fault 11
        (data_text(ROWS[0].rpartition(",")[0]), "accepted: 12 cells"),
        (data_text(ROWS[0], "", ROWS[1]), "blank line between rows"),
    ],
    ids=lambda value: str(value)[-40:] if isinstance(value, str) else "bytes",
)
def test_a_bad_row_is_refused(read, data, words):
    with pytest.raises(InputError) as caught:
        read(data)
    assert words in str(caught.value)


def test_the_second_of_two_equal_rows_can_be_dropped(read):
    assert read(data_text(*ROWS, ROWS[0]), dedupe=True).rows == read().rows
    with pytest.raises(InputError, match="other values"):
        read(data_text(*ROWS, ROWS[0].replace(",2.0,", ",2.1,")), dedupe=True)


def test_extra_columns_can_be_kept_as_text(read):
    lines = [f"{line},7" for line in data_text().splitlines()]
    lines[0] = HEADER + ",mine"
    assert read("\n".join(lines), keep_extra=True).rows[0]["mine"] == "7"
    with pytest.raises(InputError, match="mine: unknown column"):
        read("\n".join(lines))


def test_all_problems_are_listed_in_the_order_of_the_file(tmp_path):
    rows = (ROWS[0].replace("2.0", "$2"), ROWS[1].replace("1.8", "-1"), ROWS[2])
    folder = write_dataset(tmp_path, data=data_text(*rows, ROWS[2]))
    parsed = parse_csv_table(folder / "data.csv", read_data_card(folder / "card.toml"))
    assert [problem.line for problem in parsed.problems] == [2, 3, 5]
    assert all(row["price_usd"] == 1.5 for row in parsed.table.rows)


def test_a_clock_before_the_retrieval_stops_nothing(tmp_path, monkeypatch):
    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2020, 1, 1, tzinfo=tz)

    monkeypatch.setattr("forecast.inputs.csv_table.datetime.datetime", Clock)
    folder = write_dataset(tmp_path)
    assert len(read_csv_table(folder / "data.csv", read_data_card(folder / "card.toml"))) == 4
