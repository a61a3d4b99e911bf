import datetime
import math

import numpy as np
import pytest

from forecast.errors import InputError
from forecast.inputs.evidence import load_table
from forecast.inputs.table import decimal_year, table_hash
from tests.inputs.small_table import ROWS, data_text, write_dataset


@pytest.fixture
def table(tmp_path):
    write_dataset(tmp_path)
    return load_table(tmp_path, "offers")


def test_decimal_years_by_hand():
    assert decimal_year(datetime.date(2023, 7, 2)) == pytest.approx(2023 + 182 / 365)
    assert decimal_year(datetime.date(2024, 12, 31)) == pytest.approx(2024 + 365 / 366)


def test_columns_by_type(table):
    np.testing.assert_array_equal(table.column("price_usd"), [2.0, 1.8, 1.5, 2.5])
    np.testing.assert_array_equal(
        table.column("price_low_usd"), [1.5, math.nan, math.nan, math.nan]
    )
    assert table.column("note").tolist() == ["NA", "null", None, "TRUE"]
    assert table.column("is_projection").tolist() == [False, False, None, True]


def test_years_of_empty_cells_are_nan(table):
    assert table.years()[0] == 2023.0
    np.testing.assert_array_equal(np.isnan(table.years("observable_on")), [False, True, True, True])


def test_where_keeps_order_and_card(table):
    dear = table.where(lambda row: row["price_usd"] > 1.9)
    assert [row["price_usd"] for row in dear.rows] == [2.0, 2.5]
    assert dear.card is table.card
    assert len(table.where(lambda row: False).column("price_usd")) == 0


def test_unknown_column_names_the_nearest(table):
    with pytest.raises(InputError, match="did you mean 'price_usd'"):
        table.column("prices_usd")


def test_hash_changes_with_any_value_and_with_nothing_else(table, tmp_path):
    order = [3, 0, 1, 2, *range(4, 12)]
    lines = [",".join(line.split(",")[i] for i in order) for line in data_text().splitlines()]
    write_dataset(tmp_path / "permuted", data="\n".join(lines))
    write_dataset(tmp_path / "changed", data=data_text(ROWS[0].replace("2.0", "2.01"), *ROWS[1:]))
    assert table_hash(load_table(tmp_path / "permuted", "offers")) == table_hash(table)
    assert table_hash(load_table(tmp_path / "changed", "offers")) != table_hash(table)
    assert table_hash(table.where(lambda row: row["is_projection"])) != table_hash(table)
    assert len(table_hash(table)) == 64
