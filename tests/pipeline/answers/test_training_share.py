from dataclasses import replace

import numpy as np
import pytest

from forecast.pipeline.answers.training_share import answer, log_odds, saved_where_both_cost_least
from forecast.supply.training_share import share_of_log_odds


def levels(rows, year, basis):
    (row,) = [row for row in rows if (row["year"], row["basis"]) == (year, basis)]
    return row["quantiles"]


def test_from_todays_share_to_that_of_human_level_models(sample):
    date = 2036.0
    sample.records["human_level_date"] = date
    at = {year: share_of_log_odds(log_odds(sample, year)) for year in (sample.start_year, 2036.0)}
    np.testing.assert_allclose(at[sample.start_year], sample["inference_share_today"])
    np.testing.assert_allclose(at[2036.0], sample["inference_share"])
    np.testing.assert_allclose(share_of_log_odds(log_odds(sample, 2060.0)), at[2036.0])


def test_a_model_that_came_on_the_day_of_the_run(sample):
    sample.records["human_level_date"] = sample.start_year
    after = share_of_log_odds(log_odds(sample, sample.start_year + 0.01))
    np.testing.assert_allclose(after, sample["inference_share"])


def test_with_the_trade_the_share_is_one_over_one_plus_the_rate(sample):
    sample.extra["log10_training_trade_limit"][:] = 100.0
    sample.extra["log10_inference_per_log10_training"][:] = 1.5
    rows = answer(sample, None)
    for year in (2026, 2050):
        found = levels(rows, year, "with_trade")
        assert found["0.05"] == pytest.approx(0.4)
        assert found["0.95"] == pytest.approx(0.4)


def test_a_trade_of_no_reach_changes_nothing(sample):
    sample.extra["log10_training_trade_limit"][:] = 1e-12
    rows = answer(sample, None)
    assert levels(rows, 2035, "with_trade") == pytest.approx(levels(rows, 2035, "without_trade"))


def test_no_trade_is_beyond_its_reach_and_none_costs_compute(sample):
    saved = saved_where_both_cost_least(sample, log_odds(sample, 2030.0))
    assert (np.abs(saved) <= sample["log10_training_trade_limit"]).all()
    needed = {(r["year"], r["basis"]): r["compute_needed"] for r in answer(sample, None)}
    assert needed[2030, "without_trade"] == pytest.approx(1.0)
    assert needed[2030, "with_trade"] < 1.0 < needed[2030, "training_cut_tenfold"]


def test_a_share_set_to_a_bound_is_no_error(sample):
    sample.extra["inference_share_today"][:] = 1.0
    assert levels(answer(sample, None), 2026, "without_trade")["0.5"] == pytest.approx(1.0)


def test_years_gone_by_are_not_asked(sample):
    rows = answer(replace(sample, start_year=2030.5), None)
    assert [row["year"] for row in rows[::3]] == [2030, 2035, 2040, 2050]
