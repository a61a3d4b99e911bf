from functools import partial

import pytest

from forecast.errors import InputError
from forecast.inputs.csv_table import read_csv_table
from forecast.inputs.data_card_file import read_data_card
from tests.inputs import small_table
from tests.inputs.small_table import bad, card_text, with_cell, write_dataset


@pytest.fixture
def read(tmp_path):
    return partial(small_table.read, tmp_path)


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        bad("price_usd", "-2.0", "above zero"),  # fault 3
        bad("price_usd", "0", "above zero"),
        bad("price_usd", "2000000", "USD per token against USD per 1e6 tokens"),  # fault 4
        bad("price_usd", "0.000002", "times 1e+06 is 2"),
        bad("unit", "furlong", "unknown unit"),  # fault 5
        bad("unit", "USD/Watt", "did you mean 'USD/W'?"),
        bad("published_on", "2027-01-01", "published after the run date"),  # fault 6
        bad("observed_on", "2023-02-02", "observed after it was published"),  # faults 6 and 8
        bad("observable_on", "2023-02-02", "observable only after it was published"),
        bad("chance", "1.2", "not a probability"),  # fault 17
        bad("price_low_usd", "2.6", "the low end lies above the high end"),
        bad("value", "-1", "above zero", row=3),
    ],
)
def test_a_row_that_cannot_be_is_named_by_line_and_column(read, data, line, column, words):
    with pytest.raises(InputError, match=r"data\.csv") as caught:
        read(data)
    assert (caught.value.line, caught.value.field) == (line, column)
    assert words in str(caught.value)
    assert caught.value.accepted


def test_a_projection_may_lie_after_its_publication(read):
    rows = read().rows
    assert rows[3]["observed_on"] > rows[3]["published_on"]
    with pytest.raises(InputError, match="observed after"):
        read(with_cell("is_projection", "false", row=3))


def test_a_row_that_no_group_speaks_for_is_refused(tmp_path):
    groups = '\n[[groups]]\nname = "one"\nforecasts = ["NVIDIA A100"]\n'
    folder = write_dataset(tmp_path, card=card_text() + groups)
    with pytest.raises(InputError, match=r"no \[\[groups\]\] of the card names it") as caught:
        read_csv_table(folder / "data.csv", read_data_card(folder / "card.toml"))
    assert (caught.value.line, caught.value.found) == (5, "NVIDIA H100")
