"""What was known on a day, and nothing that was not: leaks are planted and must be seen."""

import datetime
from dataclasses import replace

import pytest

from forecast.errors import OutputError
from forecast.inputs.evidence import known_since
from forecast.inputs.table import table_hash
from forecast.pipeline.backtest import origins
from forecast.pipeline.backtest.origins import later_rows, origin_of

DAY = datetime.date(2023, 1, 1)
PRICES = "gpu_rental_prices"


def planted(tables, **changed):
    """The tables with one more row of rental prices, a thousand times dearer than any."""
    last = tables[PRICES].rows[-1]
    row = last | {"usd_per_accelerator_hour": 4e3, "provider": "Planted"} | changed
    return tables | {PRICES: replace(tables[PRICES], rows=(*tables[PRICES].rows, row))}


def test_a_row_published_later_is_not_fitted_though_it_refers_to_earlier(everything):
    cards, tables = everything
    before = datetime.date(2022, 6, 1)
    late = planted(tables, observed_on=before, published_on=datetime.date(2023, 1, 2))
    clean, tried = (origin_of(DAY, cards, each) for each in (tables, late))
    assert table_hash(tried.tables[PRICES]) == table_hash(clean.tables[PRICES])
    assert later_rows(PRICES, list(late[PRICES].rows), tried) == later_rows(
        PRICES, list(tables[PRICES].rows), clean
    )  # nor is it scored: it refers to a time before the forecast


def test_a_leak_is_refused(everything, monkeypatch):
    monkeypatch.setattr(origins, "known_on", lambda table, day, vintage: table)
    with pytest.raises(OutputError, match=r"a leak: .* as of 2023-01-01 holds"):
        origin_of(DAY, *everything)


def test_a_row_published_on_the_day_is_known(everything):
    cards, tables = everything
    early = planted(tables, observed_on=DAY, published_on=DAY)
    n = len(origin_of(DAY, cards, tables).tables[PRICES])
    assert len(origin_of(DAY, cards, early).tables[PRICES]) == n + 1


def test_what_is_scored_was_neither_known_nor_fitted(origin_on, tables):
    origin = origin_on(2024, 1, 1)
    for name in (PRICES, "accelerators", "compute_stock"):
        fitted = {id(row) for row in origin.tables[name].rows}
        later = later_rows(name, list(tables[name].rows), origin)
        assert later
        assert not fitted & {id(row) for row in later}
        assert all(row["observed_on"] > origin.day for row in later)
        assert all(
            known_since(row, tables[name].card, origin.vintages[name]) > origin.day for row in later
        )


def test_a_retrospective_table_is_dated_by_when_it_was_observable(origin_on):
    origin = origin_on(2024, 1, 1)
    assert origin.vintages["compute_stock"] == "observable"
    assert origin.vintages["accelerators"] == "published"
    stock = [row for row in origin.tables["compute_stock"].rows if row["observable_on"]]
    assert max(row["observed_on"] for row in stock) == datetime.date(2023, 9, 30)


def test_published_vintage_knows_no_stock_before_its_edition(everything):
    origin = origin_of(datetime.date(2024, 1, 1), *everything, vintage="published")
    rows = origin.tables["compute_stock"].rows
    assert not [row for row in rows if row["quantity"] == "cumulative_h100e"]


def test_beliefs_of_early_origins_are_wide_and_marked(origin_on, everything):
    origin = origin_on(2021, 5, 1)
    today = everything[0]["flop_per_usd"].entries[0].distribution
    then = origin.beliefs["flop_per_usd"]
    ratio = [float(each.ppf(0.95) / each.ppf(0.05)) for each in (then, today)]
    assert ratio[0] > 2 * ratio[1]
    assert "flop_per_usd" in origin.hindsight
    assert not origin_on(2026, 11, 23).hindsight


def test_constant_money_is_a_unit_known_at_every_origin(origin_on, tables):
    assert len(origin_on(2021, 5, 1).tables["economy"]) == len(tables["economy"])
