"""Published estimates become yearly factors over their years, and none goes missing."""

import datetime

import numpy as np
import pytest

from forecast.inputs.evidence import load_table
from forecast.pipeline.answers import published_trends
from forecast.pipeline.answers.our_trends import OURS

ROW = {"published_on": datetime.date(2026, 1, 1), "measure": "growth_factor"}


@pytest.fixture(scope="module")
def table(priors_dir):
    return load_table(priors_dir, published_trends.TABLE)


def test_each_trend_of_ours_is_compared_and_each_miss_can_be_explained():
    named = {name for _, name in published_trends.SAME if name}
    assert named == set(OURS) == set(published_trends.WHY) - {published_trends.COST}


def test_no_likelihood_reads_the_table(table):
    from forecast.posterior.blocks import BLOCKS
    from forecast.posterior.density import tables_of

    read = {
        each for b in BLOCKS for name in b.likelihoods for each in tables_of(name, (table.name,))
    }
    assert read == set()
    assert table.card.is_by_hand


class Drawn(dict):
    """Draws by name, as a sample has them."""

    def __init__(self, n_rows, **draws):
        super().__init__(draws)
        self.n_rows = n_rows


def test_a_row_beside_ours(monkeypatch):
    monkeypatch.setitem(OURS, "stock", lambda sample, begin, end: np.linspace(2.0, 3.0, 101))
    row = {**ROW, "study": "S", "quantity": "total AI chip compute", "period": "2022-2025"}
    sample = Drawn(n_rows=101)
    inside = published_trends.compared(
        sample, "stock", {**row, "estimate": 2.9, "low": None, "high": None}
    )
    assert (inside["inside"], inside["why"], inside["off_by"]) == (True, "", 1.0)
    high = {**row, "estimate": 3.3, "low": 2.7, "high": 4.1}
    outside = published_trends.compared(sample, "stock", high)
    assert outside["off_by"] == pytest.approx(2.5 / 2.7)
    assert outside["why"]
    errors = outside["errors"]
    assert errors["off_by"] == pytest.approx(errors["q50"] / 2.7)
    assert "off_by" not in inside["errors"]
    assert (outside["theirs_low"], outside["theirs_high"]) == (2.7, 4.1)


def test_cost_stands_beside_price(monkeypatch):
    monkeypatch.setitem(OURS, "flop_per_usd", lambda *_: np.full(11, 1.25))
    monkeypatch.setitem(OURS, "token_price_fall", lambda *_: np.full(11, 4.0))
    sample = Drawn(n_rows=11, algorithmic_gain_per_year=np.full(11, 2.0))
    row = published_trends.cost_beside_price(sample)
    assert (row["q50"], row["theirs"]) == (2.5, 4.0)
    assert row["off_by"] == pytest.approx(2.5 / 4.0)
    assert row["why"]
