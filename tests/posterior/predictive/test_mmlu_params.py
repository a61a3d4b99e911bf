"""A score by hand: the trend of releases, the slope in size, effects of what was fitted."""

import datetime

import numpy as np
import pytest

from forecast.posterior.likelihoods.mmlu_params import scores, select
from forecast.posterior.predictive import mmlu_params as module

DAY = datetime.date(2025, 1, 1)


@pytest.fixture
def draws(constant, tables):
    found = scores(select(tables["mmlu_params"], tables))
    return constant(
        algorithmic_gain_per_year=2.0,
        algorithmic_long_run_gain_per_year=2.0,
        algorithmic_slowing_years=5.0,
        mmlu_inflation=np.log(5.0),
        mmlu_level_2024=0.0,
        mmlu_slope_per_decade=1.5,
        mmlu_release_spread=1e-9,
        mmlu_release_tail_degrees=4.0,
        mmlu_model_spread=1e-9,
        mmlu_score_scatter=1e-9,
        mmlu_tail_degrees=4.0,
        mmlu_params_release=[0.7] * (found.release.max() + 1),
    )


def model(row_of, **cells):
    known = {"model": "Newcomer-10B", "observed_on": DAY, "n_parameters": 1e10}
    return row_of("mmlu_params", **(known | cells))


def fraction(logit):
    return 0.25 + 0.75 / (1.0 + np.exp(-logit))


def test_size_falls_tenfold_a_year_and_the_score_follows(draws, context_of, row_of, rng):
    rows = [model(row_of, mmlu_fraction=0.8), model(row_of, model="Other-100B", n_parameters=1e11)]
    small, large = module.predict(rows, draws, context_of(), rng)
    year = 366 / 365.25
    assert small.draws == pytest.approx(fraction(1.5 * year), abs=2e-3)
    assert large.draws == pytest.approx(fraction(1.5 * year + 1.5), abs=2e-3)
    assert small.observed == 0.8


def test_a_release_that_was_fitted_has_its_effect(draws, context_of, row_of, rng, tables):
    known = select(tables["mmlu_params"], tables).rows[0]
    cells = {name: known[name] for name in ("model", "observed_on", "n_parameters")}
    sister = {**cells, "model": f"{known['model']}-variant"}
    logit = 0.7 + 1.5 * (np.log10(known["n_parameters"]) - 10.0)
    for found in module.predict(
        [model(row_of, **cells), model(row_of, **sister)], draws, context_of(), rng
    ):
        assert found.draws == pytest.approx(fraction(logit), abs=1e-6)


def test_models_of_one_release_differ_and_reports_of_one_model_do_not(
    draws, context_of, row_of, rng
):
    wide = {**draws, "mmlu_model_spread": np.full(400, 0.3)}
    rows = [model(row_of), model(row_of), model(row_of, model="Newcomer-chat-10B")]
    first, again, other = module.predict(rows, wide, context_of(), rng)
    assert first.draws == pytest.approx(again.draws, abs=1e-6)
    assert np.std(first.draws - other.draws) > 0.02


def test_a_release_not_seen_scatters_and_its_models_share_it(draws, context_of, row_of, rng):
    wide = {**draws, "mmlu_release_spread": np.full(400, 0.5)}
    rows = [model(row_of), model(row_of, model="Newcomer-chat-10B")]
    first, second = module.predict(rows, wide, context_of(), rng)
    assert first.draws.std() > 0.05
    assert first.draws == pytest.approx(second.draws, abs=1e-6)
