"""Which forecasts are fitted, and as what points."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtri

from forecast.inputs.evidence import load_table
from forecast.inputs.pool import components
from forecast.posterior.likelihoods import arrival_forecasts


@pytest.fixture(scope="module")
def table(priors_dir):
    return arrival_forecasts.select(load_table(priors_dir, "arrival_forecasts"), {})


def points_of(table, forecast_id):
    found = arrival_forecasts.points(table)
    ids = [each["forecast_id"] for each in components(table)]
    rows = found.forecast == ids.index(forecast_id)
    return found.log_ahead[rows], found.score[rows], found.is_bound[rows]


def test_nine_forecasts_with_their_points(table):
    found = arrival_forecasts.points(table)
    assert len(table) == 27
    assert len(found.score) == 26  # a quantile of Metaculus lies before its day
    assert np.bincount(found.forecast).tolist() == [2, 2, 1, 6, 3, 4, 6, 1, 1]


def test_other_milestones_on_request(priors_dir):
    table = load_table(priors_dir, "arrival_forecasts")
    weak = arrival_forecasts.select(table, {}, milestones=("weak_general_ai",))
    assert {row["forecast_id"] for row in weak.rows} == {"metaculus_q3479"}


def test_points_of_the_survey_by_hand(table):
    log_ahead, score, _ = points_of(table, "ai_impacts_espai_2023")
    # made in October 2023: half a month after its first day
    assert 2047 - np.exp(log_ahead[1]) == pytest.approx(2023.79, abs=0.005)
    np.testing.assert_allclose(score, [-1.2815516, 0.0], atol=1e-6)


def test_later_than_2100_is_a_bound(table):
    log_ahead, score, is_bound = points_of(table, "epoch_direct_approach_repo_default_run")
    assert is_bound.sum() == 1
    assert np.exp(log_ahead[is_bound]) == pytest.approx(2100 - 2024.5)
    assert score[is_bound] == pytest.approx(ndtri(0.9))


def test_quantiles_before_the_day_condition_the_rest(table):
    _, score, _ = points_of(table, "metaculus_q5121")
    # 10 % by 2026.72, before 2026-09-25: the rest is (p - 0.1) / 0.9
    stated = np.array([0.25, 0.5, 0.75, 0.9])
    np.testing.assert_allclose(score, ndtri((stated - 0.1) / 0.9))


def test_order_of_rows_does_not_matter(table):
    turned = arrival_forecasts.points(replace(table, rows=table.rows[::-1]))
    np.testing.assert_array_equal(turned.score, arrival_forecasts.points(table).score)
