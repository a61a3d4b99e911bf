"""Sizes by date, and what a large mixture uses of what it stores."""

import datetime

import numpy as np
import pytest

from forecast.posterior.predictive import model_sizes

DAY = datetime.date(2027, 1, 1)
YEARS = 365 / 365.25  # from the start


@pytest.fixture
def draws(constant):
    return constant(
        model_log_total=np.log(1e11),
        model_log_total_growth=np.log(2.0),
        model_log_total_scatter=1e-9,
        active_ratio=0.2,
        stored_ratio=2.5,
        sparsity_log_change_per_year=-0.1,
        sparsity_developer_spread=0.3,
        sparsity_model_scatter=1e-9,
        sparsity_new_score=0.5,
        sparsity_developer_score=[1.0],
    )


@pytest.fixture
def context(context_of):
    return context_of(sparsity_developer_score=("deepse",))


def model(row_of, **cells):
    return row_of("model_sizes", **({"observed_on": DAY, "organization": "DeepSeek"} | cells))


def told(row, draws, context, rng):
    (found,) = model_sizes.predict([row], draws, context, rng)
    return found


def test_a_year_after_the_start_it_has_grown_by_the_factor_of_a_year(draws, context, row_of, rng):
    (found,) = told(model(row_of, n_total_parameters=7e10), draws, context, rng)
    assert found.observed == 7e10
    assert found.draws == pytest.approx(2e11, rel=1e-3)


def test_models_of_one_day_scatter(draws, context, row_of, rng):
    wide = {**draws, "model_log_total_scatter": np.full(400, 1.5)}
    (found,) = told(model(row_of), wide, context, rng)
    assert np.log(found.draws).std() > 1.2


def test_a_large_mixture_uses_what_its_developer_does(draws, context, row_of, rng):
    row = model(row_of, n_total_parameters=6e11, n_active_parameters=4e10)
    _, used = told(row, draws, context, rng)
    share = np.exp(np.log(0.2 / 2.5) - 0.5 * 0.3 - 0.1 * YEARS + 0.3)
    assert used.draws == pytest.approx(6e11 * share, rel=1e-3)
    assert used.observed == 4e10


def test_a_developer_not_seen_gets_the_spread(draws, context, row_of, rng):
    row = model(row_of, n_total_parameters=6e11, n_experts=256.0, organization="Nobody yet")
    _, used = told(row, draws, context, rng)
    assert np.log(used.draws).std() == pytest.approx(0.3, rel=0.15)
    assert used.observed is None


@pytest.mark.parametrize(
    "cells",
    [
        {"n_total_parameters": 7e10, "n_experts": 8.0},  # small
        {"n_total_parameters": 6e11},  # nothing says that it is a mixture
        {"n_experts": 256.0},
        {"n_total_parameters": 6e11, "n_experts": 8.0, "observed_on": datetime.date(2022, 1, 1)},
    ],
)
def test_of_others_the_total_alone_is_told(cells, draws, context, row_of, rng):
    (found,) = told(model(row_of, **cells), draws, context, rng)
    assert found.quantity == "n_total_parameters"
