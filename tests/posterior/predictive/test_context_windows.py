"""What a developer wants, the size nearest to it, the usual longest, and quarters to come."""

import datetime

import numpy as np
import pytest

from forecast.posterior.likelihoods.context_windows import LOG_SIZES
from forecast.posterior.predictive import context_windows

from .known import N, constant, context_of

QUIET = {
    "context_window_tokens": 2.0**18,
    "context_window_growth_per_year": 4.0,
    "context_window_long_run_growth_per_year": 1.0,
    "context_window_slowing_years": 1.0,
    "context_developer_spread": np.log(16.0),
    "context_model_scatter": 0.02,
    "context_beyond_share": 1e-6,
    "context_limit_patience": 1.0,
    "context_wave_scatter": 1e-9,
    "context_wave_years": 0.5,
}
LABELS = {"context_developer_score": ("Short", "Long")}


def draws_of(**changed):
    scores = np.tile([-1.0, 1.0], (N, 1))
    return {
        **constant(QUIET | changed),
        "context_developer_score": scores,
        "context_wave": np.zeros((N, 15)),
    }


@pytest.fixture(scope="module")
def told(priors_dir):
    def found(*rows, **changed):
        context = context_of(priors_dir, LABELS)
        answers = context_windows.predict(
            rows, draws_of(**changed), context, np.random.default_rng(2)
        )
        return [each.draws for each in answers]

    return found


def row(year, developer):
    return {"observed_on": datetime.date(year, 1, 1), "organization": developer}


def test_a_developer_gets_the_size_it_wants(told):
    """A sixteenth of 2 ** 18 at the start, in the sizes of rows: 16,384 tokens or next to it."""
    (window,) = told(row(2026, "Short"))
    assert set(np.rint(np.log2(window))) == {14.0}
    assert len(np.unique(window)) > 2


def test_who_wants_more_than_the_usual_longest_gets_that(told):
    (window,) = told(row(2026, "Long"))
    assert set(np.rint(np.log2(window))) == {20.0}


def test_unless_it_is_one_of_those_who_go_on(told):
    (window,) = told(row(2026, "Long"), context_beyond_share=0.5)
    assert np.mean(np.rint(np.log2(window)) == 22.0) == pytest.approx(0.5, abs=0.08)


def test_the_typical_window_ends_at_its_ceiling(told):
    """2 ** 18 times four to the power of one year, of which a sixteenth."""
    (window,) = told(row(2060, "Short"))
    assert set(np.rint(np.log2(window))) == {16.0}


def test_models_of_one_quarter_share_its_departure_and_it_is_renewed(told):
    one, twin, later = told(
        row(2030, "Short"), row(2030, "Short"), row(2034, "Short"), context_wave_scatter=1.0
    )
    one, twin, later = np.log(one), np.log(twin), np.log(later)
    assert np.corrcoef(one, twin)[0, 1] > 0.8
    assert abs(np.corrcoef(one, later)[0, 1]) < 0.2
    assert one.std() == pytest.approx(1.0, abs=0.2)


def test_developers_not_seen_differ(told):
    (window,) = told(row(2026, "New"))
    low, high = np.quantile(np.log(window), [0.05, 0.95])
    assert high - low > 3.0
    assert low > LOG_SIZES[0] - 1.0
