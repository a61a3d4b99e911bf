import dataclasses

import pytest

from forecast.inputs.evidence import load_table
from forecast.inputs.price_rules import price_problems

PRICE_TABLES = ("accelerator_prices", "gpu_rental_prices")


@pytest.mark.parametrize("name", PRICE_TABLES)
def test_no_real_price_is_taken_for_a_mistake(priors_dir, name):
    table = load_table(priors_dir, name)
    assert list(price_problems(list(table.rows), table.card)) == []


@pytest.mark.parametrize("name", PRICE_TABLES)
@pytest.mark.parametrize("factor", [1e6, 1e-6])
def test_every_real_price_is_caught_when_its_unit_is_mistaken(priors_dir, name, factor):
    table = load_table(priors_dir, name)
    column = next(c.name for c in table.card.columns if c.unit.startswith("USD"))
    rows = list(table.rows)
    for index in range(0, len(rows), 9):
        slipped = {**rows[index], column: rows[index][column] * factor}
        changed = [*rows[:index], slipped, *rows[index + 1 :]]
        found = [p for p in price_problems(changed, table.card) if p.column == column]
        assert [problem.index for problem in found] == [index]


def test_two_rows_cannot_say_which_of_them_is_wrong(priors_dir):
    table = load_table(priors_dir, "gpu_rental_prices")
    card = dataclasses.replace(table.card)
    column = "usd_per_accelerator_hour"
    rows = [table.rows[0], {**table.rows[0], column: table.rows[0][column] * 1e6}]
    assert list(price_problems(rows, card)) == []
    assert len(list(price_problems([table.rows[0], *rows], card))) == 1
