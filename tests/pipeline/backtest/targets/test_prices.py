"""Prices of tokens, with scores and blind."""

import numpy as np
import pytest

from forecast.pipeline.backtest.origins import blinded
from forecast.pipeline.backtest.target import Oracle
from forecast.pipeline.backtest.targets import prices


def test_records_are_those_of_half_year_ends(tables):
    items = prices.record_items(tables)
    assert {item.row["observed_on"].month for item in items} == {6, 12}
    assert {item.series for item in items} <= {f"ECI {x}" for x in (113, 125, 140, 145, 150)}


def test_a_model_counts_once_at_its_first_price(tables):
    items = prices.model_items(tables)
    names = [item.row["model_key"] for item in items]
    assert len(set(names)) == len(names)
    assert all(item.row["first_party_price"] for item in items)
    scored = prices.scored_model_items(tables)
    assert 0 < len(scored) < len(items)


def test_blind_forecasts_see_no_score_neither_in_the_fit_nor_in_the_question(origin_on, tables):
    origin = blinded(origin_on(2025, 1, 1), "llm_prices", ("eci",))
    assert all(row["eci"] is None for row in origin.tables["llm_prices"].rows)
    asked = []

    def note(dataset, rows):
        asked.extend(rows)
        return [{"usd_per_million_tokens_blended_3to1": np.ones(2)} for _ in rows]

    oracle = Oracle({}, note, np.random.default_rng(0), tables)
    items = prices.scored_model_items(tables)[:3]
    found = prices.ours_blind(items, tables, oracle)
    assert [row["eci"] for row in asked] == [None] * 3
    assert items[0].row["eci"] is not None
    assert found[0] == pytest.approx(np.log(found[0] * 0 + 1.0), abs=0.2)  # 1 USD, inflation


def test_targets_that_use_later_scores_are_marked_as_leaks():
    leaks = {target.name: target.leaks for target in prices.TARGETS}
    assert leaks == {
        "price_at_capability": True,
        "model_price": True,
        "model_price_blind": False,
    }
