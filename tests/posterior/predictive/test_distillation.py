"""Shares kept along the two lines, by hand, and the spread of a study not seen."""

import numpy as np
import pytest

from forecast.posterior.predictive import distillation as module


@pytest.fixture
def draws(constant):
    return constant(
        distillation_retained_share=0.5,  # log odds 0
        distillation_compression=2.0,
        distilled_stored_logit=-0.6,
        distillation_slope=-0.2,
        distillation_metric_scatter=1e-9,
        distillation_run_scatter=1e-9,
        distillation_study_spread=0.7,
        distillation_new_study_score=0.5,
        distillation_study_score=[1.0],
    )


@pytest.fixture
def context(context_of):
    return context_of(distillation_study_score=("seen",))


def student(row_of, **cells):
    known = {"study": "seen", "compression_total": 4.0, "compression_active": 4.0}
    return row_of("distillation", **(known | cells))


def share(log_odds):
    return 1.0 / (1.0 + np.exp(-log_odds))


def test_a_dense_student_by_hand(draws, context, row_of, rng):
    row = student(row_of, fraction_of_gain_retained=-0.3)
    (found,) = module.predict([row], draws, context, rng)
    expected = share(-0.7 * 0.5 + 0.7 * 1.0 - 0.2 * np.log(4.0 / 2.0))
    assert found.draws == pytest.approx(expected, abs=1e-6)
    assert found.observed == -0.3


@pytest.mark.parametrize("study", ["switch", "another sparse teacher"])
def test_one_that_only_stores_less_by_hand(study, draws, context, row_of, rng):
    row = student(row_of, study=study, compression_total=50.0, compression_active=1.0)
    (found,) = module.predict([row], draws, context, rng)
    assert found.draws == pytest.approx(share(-0.6 - 0.2 * np.log(50.0 / 5.0)), abs=1e-6)


def test_a_study_not_seen_gets_the_spread(draws, context, row_of, rng):
    (found,) = module.predict([student(row_of, study="new")], draws, context, rng)
    log_odds = np.log(found.draws / (1.0 - found.draws))
    assert log_odds.std() == pytest.approx(0.7, rel=0.15)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"compression_active": None}, "not in the row: compression_active"),
        ({"compression_active": 0.5}, "compression_active is 0.5: the student is larger"),
    ],
)
def test_what_has_no_model_says_so(cells, reason, draws, context, row_of, rng):
    (found,) = module.predict([student(row_of, **cells)], draws, context, rng)
    assert found.startswith(reason)
