"""Which list prices enter, and what a typical price is made of."""

import datetime

import numpy as np
import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import llm_prices

TERMS = {
    "token_price_usd_per_million": 1.0,
    "token_price_fall_per_year": 2.0,
    "token_price_long_run_fall_per_year": 2.0,
    "token_price_slowing_years": 5.0,
}
NOISE = {
    "token_price_log_per_point": 0.1,
    "token_price_bend": 0.05,
    "token_price_age_log_per_year": 0.5,
    "token_price_hosted_log_discount": 1.0,
    "token_price_small_log_discount": 0.8,
    "token_price_large_log_premium": 0.6,
    "token_price_unscored_points": -5.0,
    "token_price_unscored_points_per_year": 10.0,
}
ROW = {"eci": 140.0, "first_party_price": True, "provider": "A", "model_key": "m"}


@pytest.fixture(scope="module")
def table(priors_dir):
    return llm_prices.select(load_table(priors_dir, "llm_prices"), {})


def typical(row, year=2026.0, released=np.nan):
    rows = llm_prices.prices([row], np.array([year]), np.array([released]))
    return llm_prices.log_typical_price(TERMS, NOISE, rows)[0]


def test_standing_prices_aliases_and_digests_stay_out(table):
    assert not any(row["rolling_alias"] for row in table.rows)
    assert set(table.column("verification")) == {"primary"}
    assert set(table.column("price_plan")) == {"standard"}
    last = {}
    for row in sorted(table.rows, key=lambda row: row["observed_on"]):
        key = (row["provider"], row["model_key"])
        assert last.get(key) != row[llm_prices.VALUE]
        last[key] = row[llm_prices.VALUE]


def test_a_price_that_returns_is_a_change(priors_dir):
    table = load_table(priors_dir, "llm_prices")
    first = dict(next(row for row in table.rows if row["verification"] == "primary"))
    dates = [datetime.date(2025, month, 1) for month in (1, 2, 3, 4)]
    prices = [1.0, 1.0, 2.0, 1.0]
    rows = tuple(
        {**first, "observed_on": day, llm_prices.VALUE: price}
        for day, price in zip(dates, prices, strict=True)
    )
    from dataclasses import replace

    kept = llm_prices.select(replace(table, rows=rows), {})
    assert [row["observed_on"].month for row in kept.rows] == [1, 3, 4]


def test_the_reference_costs_the_level():
    assert typical(ROW) == pytest.approx(0.0)


def test_the_date_of_the_price_counts_and_age_makes_dear():
    assert typical(ROW, year=2027.0) == pytest.approx(-np.log(2.0))
    assert typical(ROW, year=2027.0, released=2026.0) == pytest.approx(0.5 - np.log(2.0))
    assert typical(ROW, year=2026.0, released=2026.5) == pytest.approx(0.0)  # seen before release


def test_capability_and_seller():
    assert typical({**ROW, "eci": 150.0}) == pytest.approx(1.0 + 0.05)
    assert typical({**ROW, "first_party_price": False}) == pytest.approx(-1.0)


def test_without_a_score_a_model_is_the_typical_one_of_its_date():
    assert typical({**ROW, "eci": None}) == pytest.approx(-0.5 + 0.05 * 0.25)
    assert typical({**ROW, "eci": None}, year=2026.5) == pytest.approx(-0.5 * np.log(2.0))


def test_words_of_size_count_only_without_a_score():
    small, large = {**ROW, "model_key": "m-mini"}, {**ROW, "model_key": "m-opus"}
    assert typical(small) == typical(large) == pytest.approx(0.0)
    unscored = typical({**ROW, "eci": None})
    assert typical({**small, "eci": None}) == pytest.approx(unscored - 0.8)
    assert typical({**large, "eci": None}) == pytest.approx(unscored + 0.6)
    assert llm_prices.size_in_name("gemini-2.5-pro-flash") == "small"
    assert llm_prices.size_in_name("llama-3.1-405b") == ""
