"""Beliefs made of beliefs, against scipy.stats and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from forecast.inputs.compound import Bounded, Mixture, Pool, Truncated, probability, within
from forecast.inputs.discrete import Fixed
from forecast.inputs.families import SCORE_P95, LogNormal, Normal, Uniform

STANDARD = Normal(-SCORE_P95, 0.0, SCORE_P95)
GRID = np.linspace(-5, 5, 101)
LEVELS = np.array([0.01, 0.05, 0.5, 0.95, 0.99])
TWO_VIEWS = Mixture((0.25, 0.75), (LogNormal(1.0, 2.0, 4.0), LogNormal(10.0, 30.0, 200.0)))


@pytest.mark.parametrize(("low", "high"), [(-1.0, 2.0), (0.5, 0.6), (3.0, 4.0), (-4.0, -3.0)])
def test_truncated_normal_matches_scipy(low, high):
    ours = Truncated(STANDARD, low, high)
    theirs = stats.truncnorm(low, high)
    assert ours.ppf(LEVELS) == pytest.approx(theirs.ppf(LEVELS), rel=1e-9)
    assert ours.cdf(theirs.ppf(LEVELS)) == pytest.approx(LEVELS, rel=1e-9)
    assert ours.extremes() == ours.declared_values() == (low, high)


def test_one_sided_truncation_inverts_and_stays_inside():
    belief = Truncated(LogNormal(1.0, 2.0, 4.0), lower=2.0)
    values = belief.quantile_of_score(GRID)
    assert np.all(values >= 2.0)
    assert np.all(np.diff(values) > 0)
    assert belief.score_of(values) == pytest.approx(GRID, abs=1e-6)
    assert belief.kept_probability == pytest.approx(0.5)
    assert belief.extremes()[1] == LogNormal(1.0, 2.0, 4.0).extremes()[1]


def test_mixture_quantiles_solve_its_cdf():
    values = TWO_VIEWS.quantile_of_score(GRID)
    by_hand = sum(
        w * part.cdf(values)
        for w, part in zip(TWO_VIEWS.weights, TWO_VIEWS.components, strict=True)
    )
    assert by_hand == pytest.approx(stats.norm.cdf(GRID), rel=1e-4)
    assert np.all(np.diff(values) > 0)
    assert TWO_VIEWS.score_of(values) == pytest.approx(GRID, abs=1e-4)


def test_mixture_of_one_is_that_one():
    alone = Mixture((1.0,), (LogNormal(1.0, 2.0, 4.0),))
    assert alone.quantile_of_score(GRID) == pytest.approx(
        alone.components[0].quantile_of_score(GRID), rel=1e-5
    )


def test_mixture_with_a_single_value_keeps_its_weight():
    belief = Mixture((0.3, 0.7), (Uniform(0.0, 1.0), Fixed(2.0)))
    assert list(belief.cdf(np.array([0.5, 1.5, 2.0]))) == pytest.approx([0.15, 0.3, 1.0])
    assert belief.ppf(0.15) == pytest.approx(0.5, abs=1e-5)
    assert belief.ppf(0.9) == pytest.approx(2.0)


def test_extremes_and_declared_values_of_a_mixture_are_those_of_its_parts():
    belief = Mixture((0.3, 0.7), (Uniform(0.0, 1.0), Fixed(2.0)))
    assert belief.extremes() == (0.0, 2.0)
    assert belief.declared_values() == (0.0, 1.0, 2.0)


@given(st.floats(0.01, 0.99), st.floats(0.1, 2.0), st.floats(-6, 6), st.floats(0, 3))
def test_any_truncation_rises(p_low, width, score, more):
    low = float(stats.norm.ppf(p_low))
    belief = Truncated(STANDARD, low, low + width)
    assert low <= belief.quantile_of_score(score) <= belief.quantile_of_score(score + more)


def test_bounds_move_far_tails_and_leave_quantiles():
    inner = Normal(0.0, 1.0, 2.0)
    belief = within(inner, (-0.5, 2.5))
    assert isinstance(belief, Bounded)
    assert belief.ppf(np.array([0.05, 0.5, 0.95])) == pytest.approx([0.0, 1.0, 2.0])
    assert list(belief.quantile_of_score(np.array([-9.0, 9.0]))) == [-0.5, 2.5]
    assert list(belief.cdf(np.array([-0.6, 2.5]))) == [0.0, 1.0]
    assert belief.cdf(1.0) == pytest.approx(0.5)
    assert belief.moved_probability == pytest.approx(2 * stats.norm.cdf(-1.5 * SCORE_P95))
    assert belief.extremes() == (-0.5, 2.5)
    assert (belief.family, belief.median) == ("normal", 1.0)
    assert belief.as_dict() == inner.as_dict() | {"bounded_to": [-0.5, 2.5]}


def test_bounds_that_no_draw_reaches_change_nothing():
    belief = Uniform(1.0, 2.0)
    assert within(belief, (1.0, 2.0)) is belief


def test_probability_without_scipy():
    assert probability(1.0) == pytest.approx(stats.norm.cdf(1.0), rel=1e-14)
    assert probability(-10.0) == pytest.approx(stats.norm.cdf(-10.0), rel=1e-12)


def test_pool_has_no_quantiles():
    pool = Pool("arrival_forecasts", ("agi",))
    assert not hasattr(pool, "quantile_of_score")
    assert pool.as_dict()["milestone_classes"] == ["agi"]


@pytest.mark.slow
def test_bounded_on_pytensor():
    pytensor = pytest.importorskip("pytensor")
    import pytensor.tensor as pt

    belief = within(Normal(0.0, 1.0, 2.0), (-0.5, 2.5))
    score = pt.dvector("score")
    compiled = pytensor.function([score], belief.pytensor_value(score), mode="FAST_COMPILE")
    assert compiled(GRID) == pytest.approx(belief.quantile_of_score(GRID))
