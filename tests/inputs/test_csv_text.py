import os
import time
from functools import partial

import pytest

from forecast.errors import InputError
from forecast.inputs.csv_table import read_csv_table
from forecast.inputs.data_card_file import read_data_card
from tests.inputs import small_table
from tests.inputs.small_table import HEADER, data_text, with_cell, write_dataset


@pytest.fixture
def read(tmp_path):
    return partial(small_table.read, tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text + "\n\n  \n",
        lambda text: text.rstrip("\n"),
    ],
    ids=["byte order mark", "CRLF", "blank lines at the end", "no last line break"],
)
def test_harmless_differences_change_nothing(read, change):  # fault 13
    assert read(change(data_text())).rows == read().rows


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (data_text(header=HEADER + ",note"), "note: column stands twice"),  # fault 12
        (data_text(header=HEADER.replace("note", "notes")), "did you mean 'note'?"),
        (data_text(header=HEADER.replace("note,", "")), "note: column missing"),
        (data_text().encode("utf-16"), "found 'UTF-16'"),  # fault 13
        (with_cell("note", "na\u00efve").encode("latin-1"), "Latin-1"),
        (with_cell("note", "a\0b"), "a NUL byte"),
        ("", "no rows; found 'an empty file'"),  # fault 15
        ("\n\n", "no rows; found 'an empty file'"),
        (HEADER + "\n", "no rows; found 'a header only'"),
        (with_cell("note", "x" * 1_000_000), "field larger than field limit"),  # fault 16
        (with_cell("note", "x" * 30_000), "a cell of 30000 characters"),
        (with_cell("note", '"open'), "not valid CSV"),
    ],
    ids=lambda value: str(value)[-40:] if isinstance(value, str) else "bytes",
)
def test_a_bad_file_is_refused(read, data, words):
    with pytest.raises(InputError) as caught:
        read(data)
    assert words in str(caught.value)


def test_cells_may_hold_commas_and_line_breaks(read):
    cells = with_cell("note", '"one, two\nthree"', row=1)
    assert read(cells).rows[1]["note"] == "one, two\nthree"
    with pytest.raises(InputError) as caught:
        read(cells.replace("2024-03-01\n", "2024-13-01\n"))
    assert caught.value.line == 5  # lines of the file, not rows


def test_a_large_file_is_refused_before_it_is_read(tmp_path):  # fault 16
    folder = write_dataset(tmp_path)
    with (folder / "data.csv").open("wb") as stream:
        stream.truncate(10**9)
    card = read_data_card(folder / "card.toml")
    start = time.process_time()
    with pytest.raises(InputError, match="too large"):
        read_csv_table(folder / "data.csv", card)
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize("kind", ["a symbolic link", "a pipe", "a folder"])
def test_only_an_ordinary_file_is_read(tmp_path, kind):  # fault 25
    folder = write_dataset(tmp_path)
    path = folder / "data.csv"
    path.rename(folder / "elsewhere.csv")
    make = {
        "a symbolic link": lambda: path.symlink_to(folder / "elsewhere.csv"),
        "a pipe": lambda: os.mkfifo(path),
        "a folder": path.mkdir,
    }
    make[kind]()
    with pytest.raises(InputError, match=kind):
        read_csv_table(path, read_data_card(folder / "card.toml"))


def test_a_missing_file_is_an_input_error(tmp_path):
    folder = write_dataset(tmp_path)
    with pytest.raises(InputError, match="cannot read the file"):
        read_csv_table(folder / "none.csv", read_data_card(folder / "card.toml"))
