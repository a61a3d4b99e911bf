"""Rental prices per FLOP."""

import numpy as np
import pytest

from forecast.pipeline.backtest.target import Oracle
from forecast.pipeline.backtest.targets import rentals


def test_a_quote_is_its_real_price_over_the_rate_of_its_chip(tables):
    items = rentals.items(tables)
    item = next(item for item in items if item.row["accelerator"].startswith("NVIDIA H100 SXM"))
    price = np.exp(item.log_value) * 1979e12
    assert price == pytest.approx(item.row["usd_per_accelerator_hour"], rel=0.12)  # inflation
    assert item.series.startswith("H100, ")


def test_our_answer_is_the_predicted_price_in_the_same_unit(tables):
    item = rentals.items(tables)[0]

    def repeat(dataset, rows):
        return [{"usd_per_accelerator_hour": np.full(3, rows[0]["usd_per_accelerator_hour"])}]

    oracle = Oracle({}, repeat, np.random.default_rng(0), tables)
    assert rentals.ours([item], tables, oracle)[0] == pytest.approx([item.log_value] * 3)
    nobody = Oracle({}, lambda dataset, rows: [None], np.random.default_rng(0), tables)
    assert rentals.ours([item], tables, nobody) == [None]
