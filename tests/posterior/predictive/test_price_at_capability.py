"""The record in force stands until a lower offer; dates past the data and floors without rows."""

import datetime

import numpy as np
import pytest

from forecast.posterior.likelihoods.price_at_capability import FLOOR, MEASURES, TERMS
from forecast.posterior.predictive import price_at_capability

from .known import N, constant, context_of

LABELS = {
    f"lowest_price_{name}_score": tuple(f"{each:g}" for each in MEASURES)
    for name in ("level", "pace")
}


@pytest.fixture(scope="module")
def draws():
    values = dict(zip(TERMS, (0.5, 2.0, 2.0, 5.0), strict=True))
    values |= {
        "lowest_price_log_per_point": 0.1,
        "lowest_price_step": 1.0,
        "lowest_price_level_scatter": 1e-9,
        "lowest_price_pace_scatter": 1e-9,
        "lowest_price_relisting_scatter": 1e-9,
    }
    scores = {name: np.zeros((N, len(MEASURES))) for name in LABELS}
    return {**constant(values), **scores}


@pytest.fixture(scope="module")
def context(priors_dir):
    return context_of(priors_dir, LABELS)


def lowest(day, floor, draws, context):
    row = {"observed_on": day, FLOOR: floor}
    (found,) = price_at_capability.predict([row], draws, context, np.random.default_rng(1))
    return found.draws


def test_the_record_stands_until_it_is_beaten(draws, context):
    """A month after 0.1375 USD at 140 points: beaten with the chance of the law."""
    found = lowest(datetime.date(2026, 7, 31), 140.0, draws, context)
    assert np.max(found) == pytest.approx(0.1375)
    beaten = np.mean(found < 0.1374)
    # frontier 0.5 USD falling to a half a year, 7/12 after the start, money of 2026
    expected = 1 - np.exp(-(31 / 365) * 0.1375 / (0.5 * 2 ** (-0.54)) / 1.03)
    assert beaten == pytest.approx(expected, abs=0.03)


def test_prices_only_fall_and_floors_are_in_order(draws, context):
    soon, late = (lowest(datetime.date(year, 1, 1), 150.0, draws, context) for year in (2027, 2032))
    assert np.median(late) < np.median(soon) <= 1.125 * (1 + 1e-6)


def test_a_floor_between_is_bounded_by_the_next_higher(draws, context):
    assert np.max(lowest(datetime.date(2026, 7, 31), 133.0, draws, context)) < 0.1376


def test_above_all_floors_and_before_all_dates_there_is_no_record(draws, context):
    above = lowest(datetime.date(2026, 6, 30), 160.0, draws, context)
    before = lowest(datetime.date(2022, 6, 30), 140.0, draws, context)
    assert np.all(np.isfinite(above))
    assert np.median(before) > np.median(lowest(datetime.date(2026, 6, 30), 140.0, draws, context))
