"""What a developer wants, the plateau, and where it goes after the last rows."""

import datetime

import numpy as np
import pytest

from forecast.posterior.predictive import context_windows

from .known import N, constant, context_of

QUIET = {
    "context_window_tokens": 3e5,
    "context_window_growth_per_year": 4.0,
    "context_window_slowing_years": 1.0,
    "context_developer_spread": np.log(10.0),
    "context_model_scatter": 0.02,
    "context_plateau_log_tokens": np.log(1e6),
    "context_plateau_scatter": 1e-9,
}
LABELS = {"context_developer_score": ("Short", "Long")}


@pytest.fixture(scope="module")
def medians(priors_dir):
    def found(*rows):
        draws = {**constant(QUIET), "context_developer_score": np.tile([-1.0, 1.0], (N, 1))}
        context = context_of(priors_dir, LABELS)
        told = context_windows.predict(rows, draws, context, np.random.default_rng(2))
        return [float(np.median(each.draws)) for each in told]

    return found


def row(year, developer):
    return {"observed_on": datetime.date(year, 1, 1), "organization": developer}


def test_below_the_plateau_a_developer_gets_what_it_wants(medians):
    """A tenth of 300,000 at the start and of a quarter of it a year before."""
    assert medians(row(2026, "Short"), row(2025, "Short")) == pytest.approx([3e4, 7.5e3], rel=5e-3)


def test_above_it_the_plateau_is_all_there_is(medians):
    assert medians(row(2026, "Long")) == pytest.approx([1e6])


def test_in_the_end_the_plateau_is_the_ceiling(medians):
    """Today's window times four to the power of one year."""
    assert medians(row(2060, "Long")) == pytest.approx([1.2e6], rel=1e-3)


def test_developers_not_seen_differ(priors_dir):
    draws = {
        **constant(QUIET | {"context_model_scatter": 0.1}),
        "context_developer_score": np.tile([-1.0, 1.0], (N, 1)),
    }
    (told,) = context_windows.predict(
        [row(2025, "New")], draws, context_of(priors_dir, LABELS), np.random.default_rng(2)
    )
    low, high = np.quantile(told.draws, [0.05, 0.95])
    assert low < 7.5e3
    assert high == pytest.approx(1e6, rel=0.3)
