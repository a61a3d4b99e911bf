import datetime
import warnings

import pytest

from forecast.errors import InputError
from forecast.inputs.data_card_file import read_data_card
from forecast.inputs.user_table import Rules, read_user_table
from forecast.locations import default_priors

RULES = Rules(
    columns=("accelerator", "observed_on"), cells=("observed_on",), positive=("price_usd",)
)


@pytest.fixture
def card():
    return read_data_card(default_priors() / "evidence" / "accelerator_prices" / "card.toml")


def rows_of(text, card, tmp_path, rules=RULES):
    path = tmp_path / "table.csv"
    path.write_text(text)
    return read_user_table(path, card, rules)


def test_cells_are_typed_and_missing_columns_are_none(card, tmp_path):
    (row,) = rows_of("accelerator,observed_on,price_usd\nA100,2024-05-01,9e3\n", card, tmp_path)
    assert row.cells["observed_on"] == datetime.date(2024, 5, 1)
    assert row.cells["price_usd"] == 9000.0
    assert row.cells["note"] is None
    assert row.reason is None
    assert row.name == "line 2"


def test_extra_columns_are_echoed_with_a_warning_that_knows_the_nearest(card, tmp_path):
    with pytest.warns(UserWarning, match=r"'prise_usd' \(did you mean 'price_usd'\?\)"):
        (row,) = rows_of("accelerator,observed_on,prise_usd\nA100,2024-05-01,9\n", card, tmp_path)
    assert row.extra == {"prise_usd": "9"}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("A100,,9", "not in the row: observed_on"),
        ("A100,May 2024,9", "observed_on"),
        ("A100,2024-05-01,-3", "price_usd is -3, must be above 0"),
        ("A100,2024-05-01,0", "price_usd is 0, must be above 0"),
        ("A100,2024-05-01,nan", "price_usd"),
        ("A100,2024-05-01", "2 cells where the header has 3"),
    ],
)
def test_a_row_that_cannot_be_used_says_why_and_is_kept(cells, reason, card, tmp_path):
    good = "A100,2024-05-01,9"
    text = "\n".join(["accelerator,observed_on,price_usd", cells, good]) + "\n"
    bad, fine = rows_of(text, card, tmp_path)
    assert reason in bad.reason
    assert fine.reason is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("accelerator,observed_on\n", "no rows"),
        ("accelerator,price_usd\nA100,9\n", "a column is missing"),
        ("accelerator,observed_on,observed_on\nA100,2024-05-01,2024-05-01\n", "stands twice"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(text, told, card, tmp_path):
    with pytest.raises(InputError, match=told):
        rows_of(text, card, tmp_path)


def test_shares_and_counts_have_bounds(card, tmp_path):
    rules = Rules(shares=("price_low_usd",), not_negative=("price_high_usd",))
    text = "price_low_usd,price_high_usd\n1.5,0\n1,-1\n0,0\n"
    high, negative, fine = rows_of(text, card, tmp_path, rules)
    assert "must lie from 0 to 1" in high.reason
    assert "must not be negative" in negative.reason
    assert fine.reason is None


def test_no_warning_without_extra_columns(card, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        rows_of("accelerator,observed_on\nA100,2024-05-01\n", card, tmp_path)
