"""Which forecasts are fitted, and as what points."""

from dataclasses import replace

import numpy as np
import pymc as pm
import pytest
from scipy.special import ndtri
from scipy.stats import norm

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


def test_every_forecast_with_its_points(table):
    found = arrival_forecasts.points(table)
    assert len(table) == 66
    assert len(found.score) == 63  # two quantiles of Q3479 and one of Q5121 lie before their day
    assert (found.is_bound.sum(), (~found.is_year).sum()) == (3, 11)


def test_nine_borrow_from_one_another(table):
    borrows = arrival_forecasts.borrows(table)
    pooled = [c["forecast_id"] for c, one in zip(components(table), borrows, strict=True) if one]
    assert len(borrows) == 24
    assert len(pooled) == 9
    assert {"metaculus_q5121", "cotra_update"} <= set(pooled)
    assert not {"metaculus_q3479", "cotra_bio_anchors_model_output"} & set(pooled)


@pytest.mark.slow
def test_those_that_stand_alone_teach_the_pool_nothing(priors_dir, base_beliefs):
    from forecast.inputs.evidence import load_evidence
    from forecast.posterior.blocks import blocks_named
    from forecast.posterior.build import build_block

    tables = load_evidence(priors_dir)
    (block,) = blocks_named(("arrival",))
    pm_model = build_block(block, base_beliefs, tables)
    logp, start = pm_model.compile_logp(), pm_model.initial_point()
    shared = arrival_forecasts.borrows(tables["arrival_forecasts"])

    def moved(point, names, rows=slice(None)):
        changed = {name: np.array(value, dtype=float) for name, value in point.items()}
        for name in names:
            changed[name][rows if changed[name].ndim else ()] += 0.3
        return changed

    vectors = ("arrival_forecast_log_median", "arrival_forecast_spread_score")
    alone = moved(start, vectors, ~shared)
    alone = moved(alone, ("arrival_alone_rounding_error_score",))
    terms = [f"{name}_score" for name in arrival_forecasts.TERMS]
    noise = ("arrival_centre_spread", "arrival_spread_variation", "arrival_rounding_error")
    pool = (*terms, *(f"{name}_score" for name in noise))
    change = [
        logp(moved(moved(point, pool), vectors, shared)) - logp(point) for point in (start, alone)
    ]
    assert logp(alone) != logp(start)
    assert change[0] == pytest.approx(change[1], rel=1e-9)


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


@pytest.mark.slow
def test_a_bound_is_the_chance_of_a_later_year_and_simulated_worlds_may_fall_short(
    priors_dir, base_beliefs
):
    from forecast.inputs.evidence import load_evidence
    from forecast.posterior.blocks import blocks_named
    from forecast.posterior.build import build_block
    from forecast.posterior.calibration.replicates import replicates

    tables = load_evidence(priors_dir)
    pm_model = build_block(blocks_named(("arrival",))[0], base_beliefs, tables)
    stated = arrival_forecasts.points(tables["arrival_forecasts"])
    bound = stated.is_bound
    median, spread, error = np.log(20.0), 1.3, 0.1
    shape = len(components(tables["arrival_forecasts"]))
    known = {
        "arrival_forecast_log_median": np.full(shape, median),
        "arrival_forecast_spread": np.full(shape, spread),
        "arrival_rounding_error": error,
        "arrival_alone_rounding_error": error,
    }
    fixed = pm.do(pm_model, known)
    logp = fixed.compile_logp(vars=[fixed["arrival_forecasts_bounds"]])
    score = (stated.log_ahead[bound] - median) / spread
    by_hand = norm.logcdf((stated.score[bound] - score) / error).sum()
    assert float(logp(fixed.initial_point())) == pytest.approx(by_hand)
    worlds = replicates(pm_model, 200, seed=2).observed["arrival_forecasts_minus_log_ahead"]
    censored = np.isclose(worlds, -stated.log_ahead[bound])
    assert (worlds >= -stated.log_ahead[bound]).all()
    assert 0.2 < censored.mean() < 0.8
