"""A forecast's curve by hand: years at probabilities, probabilities at years, and the unseen."""

import datetime

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from forecast.inputs.pool import components
from forecast.posterior.predictive import arrival_forecasts as module

DAY = datetime.date(2027, 1, 1)
FITTED = "metaculus_q5121"


@pytest.fixture
def draws(constant, tables):
    n = len(components(tables["arrival_forecasts"]))
    return constant(
        arrival_forecast_median_years=12.0,
        arrival_forecast_log_spread=1.2,
        arrival_centre_spread=0.8,
        arrival_spread_variation=1e-9,
        arrival_rounding_error=1e-9,
        arrival_alone_rounding_error=1e-9,
        arrival_forecast_log_median=[np.log(8.0)] * n,
        arrival_forecast_spread=[1.0] * n,
    )


def stated(row_of, **cells):
    known = {
        "forecast_id": "new",
        "milestone_class": "agi",
        "observed_on": DAY,
        "observed_on_precision": "day",
        "given_as": "quantile",
        "year_relation": "eq",
    }
    return row_of("arrival_forecasts", **(known | cells))


def fitted_rows(tables):
    rows = [row for row in tables["arrival_forecasts"].rows if row["forecast_id"] == FITTED]
    return sorted(rows, key=lambda row: row["cumulative_probability"])


def test_a_fitted_forecast_by_hand_with_what_it_gave_to_the_past(draws, context_of, rng, tables):
    past, *rows = fitted_rows(tables)
    refused, *found = module.predict([past, *rows], draws, context_of(), rng)
    assert refused.startswith("cumulative_probability 0.1 was passed")
    made = 2026 + (datetime.date(2026, 9, 25) - datetime.date(2026, 1, 1)).days / 365
    for row, each in zip(rows, found, strict=True):
        ahead = (row["cumulative_probability"] - 0.1) / 0.9
        assert each.draws == pytest.approx(made + 8.0 * np.exp(ndtri(ahead)), abs=1e-3)
        assert each.observed == row["year"]


def test_a_probability_that_was_asked_for_is_predicted(draws, context_of, row_of, rng):
    row = stated(row_of, given_as="probability", year=2037.0, cumulative_probability=0.4)
    (found,) = module.predict([row], draws, context_of(), rng)
    assert found.quantity == "cumulative_probability"
    assert found.observed == 0.4
    score = np.log(10.0 / 12.0) / 1.2
    assert np.median(found.draws) == pytest.approx(ndtr(score), abs=0.06)
    assert found.draws.std() > 0.15  # of a new forecast


def test_one_more_of_the_pool_scatters_as_the_pool_does(draws, context_of, row_of, rng):
    rows = [stated(row_of, cumulative_probability=p, year=2040.0) for p in (0.5, 0.9)]
    median, late = module.predict(rows, draws, context_of(), rng)
    ahead = np.log(median.draws - 2027.0)
    assert ahead.std() == pytest.approx(0.8, rel=0.15)
    assert np.log(late.draws - 2027.0) - ahead == pytest.approx(1.2 * ndtri(0.9), abs=1e-4)


def test_other_milestones_and_later_days_do_not_borrow_the_curve(draws, context_of, row_of, rng):
    rows = [
        stated(row_of, forecast_id=FITTED, cumulative_probability=0.5),
        stated(row_of, milestone_class="superhuman_coder", cumulative_probability=0.5),
    ]
    later, coder = module.predict(rows, draws, context_of(), rng)
    assert np.log(later.draws - 2027.0).std() == pytest.approx(0.8, rel=0.15)
    assert np.log(coder.draws - 2027.0).std() == pytest.approx(np.log(125 / 10) / 1.645, rel=0.15)


def test_later_than_a_year_is_no_year(draws, context_of, row_of, rng):
    row = stated(row_of, cumulative_probability=0.9, year=2100.0, year_relation="gt")
    (found,) = module.predict([row], draws, context_of(), rng)
    assert found.observed is None


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"milestone_class": None}, "not in the row: milestone_class"),
        ({}, "not in the row: year or cumulative_probability"),
        ({"year": 2026.0}, "year 2026 is not after the day"),
    ],
)
def test_what_cannot_be_told_says_so(cells, reason, draws, context_of, row_of, rng):
    (found,) = module.predict([stated(row_of, **cells)], draws, context_of(), rng)
    assert found.startswith(reason)
