"""A published rate by hand: from the gain per token to what a study counts."""

import numpy as np
import pytest

from forecast.posterior.predictive import algorithmic_efficiency as module

N_GROUPS = 8


@pytest.fixture
def draws(constant):
    scores = [0.0] * N_GROUPS
    return constant(
        algorithmic_gain_per_year=2.0,
        algorithmic_long_run_gain_per_year=2.0,
        algorithmic_slowing_years=5.0,
        training_to_inference_exponent=0.5,
        algorithmic_group_spread=0.4,
        algorithmic_method_spread=1e-9,
        algorithmic_unquoted_error=1e-9,
        algorithmic_densing_inflation=np.log(3.0),
        algorithmic_efficiency_group_score=scores,
    )


def study(row_of, **cells):
    known = {
        "study": "new",
        "study_group": "ho",
        "period": "2012-2023",
        "measured_quantity": "training compute for fixed loss",
    }
    return row_of("algorithmic_efficiency", **(known | cells))


def test_training_compute_falls_by_the_square_and_parameters_are_inflated(
    draws, context_of, row_of, rng
):
    parameters = study(row_of, measured_quantity="parameters for equal capability")
    of_training, of_parameters = module.predict(
        [study(row_of, factor_per_year=2.8), parameters], draws, context_of(), rng
    )
    assert of_training.draws == pytest.approx(4.0)
    assert of_training.observed == 2.8
    assert of_parameters.draws == pytest.approx(6.0)


def test_groups_keep_the_order_of_the_fit(draws, context_of, row_of, rng, tables):
    labels = module.labelled(context_of()).labels[module.GROUPS]
    assert len(labels) == len({row["study_group"] for row in tables[module.DATASET].rows}) - 1
    scores = np.zeros((400, len(labels)))
    scores[:, labels.index("gundlach")] = 1.0
    rows = [study(row_of), study(row_of, study_group="gundlach")]
    own = {**draws, "algorithmic_efficiency_group_score": scores}
    ho, gundlach = module.predict(rows, own, context_of(), rng)
    assert gundlach.draws / ho.draws == pytest.approx(np.exp(0.4 / 0.5))


def test_a_group_not_seen_gets_the_spread(draws, context_of, row_of, rng):
    rows = [study(row_of, study_group="new", period="2028-2032")]
    (found,) = module.predict(rows, draws, context_of(), rng)
    assert np.log(found.draws).std() == pytest.approx(0.4 / 0.5, rel=0.15)


def test_a_quoted_interval_is_the_error(draws, context_of, row_of, rng):
    row = study(row_of, interval="90%", factor_per_year_low=2.0, factor_per_year_high=8.0)
    (found,) = module.predict([row], draws, context_of(), rng)
    assert np.log(found.draws).std() == pytest.approx(np.log(4.0) / (2 * 1.645), rel=0.1)


@pytest.mark.parametrize("period", ["from 2023", "2023-2019"])
def test_a_period_that_is_none_says_so(period, draws, context_of, row_of, rng):
    (found,) = module.predict([study(row_of, period=period)], draws, context_of(), rng)
    assert found.startswith(f"period {period!r}")
