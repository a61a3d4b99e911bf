"""Which row decides a statement, and how the answer did."""

import datetime
from dataclasses import dataclass

import numpy as np
import pytest

from forecast.inputs.table import decimal_year
from forecast.track_record.near_term import Rule
from forecast.track_record.resolution import decided, running, scored
from forecast.track_record.scores import weighted_interval_score

START, END = datetime.date(2026, 12, 31), datetime.date(2027, 6, 30)


@dataclass
class Item:
    year: float
    log_value: float
    series: str
    row: dict


def items():
    values = [(2026.5, 1.0), (2027.1, 5.0), (2027.2, 2.0), (2027.3, 3.0), (2027.9, 9.0)]
    return [Item(y, float(np.log(v)), "x", {"vendor": "NVIDIA"}) for y, v in values]


def rule(take, **changed):
    return Rule(**{"target": "t", "dataset": "d", "series": None, "where": {}, "after": START,
                   "by": END, "take": take} | changed)  # fmt: skip


@pytest.mark.parametrize(
    ("take", "value"), [("first", 5), ("last", 3), ("least", 2), ("most", 5), ("median", 3)]
)
def test_only_rows_of_the_window_count(take, value):
    assert decided(rule(take), items(), decimal_year) == pytest.approx(value)


def test_filters_and_scale():
    assert decided(rule("first", where={"vendor": "AMD"}), items(), decimal_year) is None
    assert decided(rule("first", series="y"), items(), decimal_year) is None
    found = decided(rule("first", where={"vendor": "NVIDIA"}, scale=2.0), items(), decimal_year)
    assert found == pytest.approx(10)


def quantiles_of(draws):
    levels = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
    return {str(level): float(np.quantile(draws, level)) for level in levels}


def test_quantiles_are_scored_as_draws_are():
    draws = np.exp(np.random.default_rng(0).normal(size=4000))
    told = {"quantiles": quantiles_of(draws)}
    for value in (0.01, 0.7, 1.0, 20.0):
        found = scored(told, value)
        by_draws = float(weighted_interval_score(np.log(draws), np.array(np.log(value))))
        assert found["wis"] == pytest.approx(by_draws, rel=1e-3)
        assert found["coverage90"] == bool(0.05 <= np.mean(draws < value) <= 0.95)


def test_a_threshold_is_scored_by_brier():
    told = {"p": 0.8, "threshold": {"side": "at most", "value": 3.0}}
    assert scored(told, 2.0) == {"value": 2.0, "happened": True, "brier": pytest.approx(0.04)}
    assert scored(told, 4.0)["brier"] == pytest.approx(0.64)


def test_the_record_of_honest_forecasts_is_calibrated():
    rng = np.random.default_rng(1)
    told = {"quantiles": quantiles_of(np.exp(rng.normal(size=20_000)))}
    chances = rng.random(3000)
    scores = [scored(told, float(np.exp(rng.normal()))) for _ in range(3000)]
    scores += [
        scored({"p": p, "threshold": {"side": "at least", "value": 1.0}}, float(rng.random() < p))
        | {"p": p}
        for p in chances
    ]
    record = running(scores)
    assert record["coverage80"] == pytest.approx(0.8, abs=0.03)
    assert record["brier"] == pytest.approx(1 / 6, abs=0.02)
    assert len(record["bins"]) == 5
    assert all(abs(each["p"] - each["share"]) < 0.06 for each in record["bins"])


def test_an_empty_record_is_told_as_such():
    record = running([])
    assert record["n"] == 0
    assert record["wis"] is None
    assert record["bins"] == []
