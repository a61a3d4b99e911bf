"""Smooth families: declared quantiles exact, monotone, invertible, equal to the plain family."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from forecast.errors import InputError
from forecast.inputs.compound import Truncated
from forecast.inputs.families import SCORE_P95, LogitNormal, LogNormal, Normal, Uniform

LEVELS = (0.05, 0.5, 0.95)
GRID = np.linspace(-6, 6, 241)
SKEWED = [
    Normal(-1.0, 2.0, 2.5),
    LogNormal(1.15, 1.30, 1.50),
    LogNormal(1e-14, 3e-13, 1e-12),
    LogitNormal(0.05, 0.5, 0.6),
    LogitNormal(1.2, 2.0, 3.9, lower=1.0, upper=4.0),
]
steps = st.floats(0.01, 3.0)


def test_score_of_the_95_percent_quantile():
    assert pytest.approx(stats.norm.ppf(0.95), rel=1e-15) == SCORE_P95


@pytest.mark.parametrize("belief", SKEWED, ids=repr)
def test_declared_quantiles_are_exact(belief):
    assert belief.ppf(np.array(LEVELS)) == pytest.approx([*belief.declared_values()], rel=1e-9)
    assert belief.median == belief.p50
    assert belief.cdf(belief.p95) == pytest.approx(0.95, rel=1e-12)


def test_equal_halves_give_the_plain_lognormal():
    belief = LogNormal(1.0, 2.0, 4.0)
    plain = stats.lognorm(s=np.log(2) / SCORE_P95, scale=2.0)
    levels = np.linspace(0.001, 0.999, 99)
    assert belief.ppf(levels) == pytest.approx(plain.ppf(levels), rel=1e-12)


def test_equal_halves_give_the_plain_normal():
    belief = Normal(3.0 - SCORE_P95, 3.0, 3.0 + SCORE_P95)
    assert belief.quantile_of_score(GRID) == pytest.approx(3.0 + GRID)
    assert belief.cdf(4.0) == pytest.approx(stats.norm.cdf(1.0))


@pytest.mark.parametrize("belief", [*SKEWED, Uniform(2.0, 3.0)], ids=repr)
def test_values_rise_with_the_score_and_invert(belief):
    values = belief.quantile_of_score(GRID)
    assert values.shape == GRID.shape
    assert np.all(np.diff(values) > 0)
    assert belief.score_of(values) == pytest.approx(GRID, abs=1e-6)


@given(st.floats(-1e6, 1e6), steps, steps, st.floats(-5, 5))
def test_any_normal_inverts(p50, below, above, score):
    belief = Normal(p50 - below * 1e3, p50, p50 + above * 1e3)
    assert belief.score_of(belief.quantile_of_score(score)) == pytest.approx(score, abs=1e-5)


@given(st.floats(-25, 25), steps, steps, st.floats(-6, 6), st.floats(0, 3))
def test_any_lognormal_rises_and_inverts(log10_p50, below, above, score, more):
    p50 = 10.0**log10_p50
    belief = LogNormal(p50 * np.exp(-below), p50, p50 * np.exp(above))
    value = belief.quantile_of_score(score)
    assert belief.quantile_of_score(score + more) >= value
    assert belief.score_of(value) == pytest.approx(score, abs=1e-8)


@given(st.floats(-5, 5), steps, steps, st.floats(-3, 3))
def test_any_logitnormal_stays_inside_and_inverts(logit, below, above, score):
    share = [float(1 / (1 + np.exp(-x))) for x in (logit - below, logit, logit + above)]
    belief = LogitNormal(*share)
    value = belief.quantile_of_score(score)
    assert 0 < value < 1
    assert belief.score_of(value) == pytest.approx(score, abs=1e-4)


def test_values_beyond_the_support_have_infinite_scores():
    assert list(LogNormal(1.0, 2.0, 3.0).score_of(np.array([-1.0, 0.0]))) == [-np.inf, -np.inf]
    share = LogitNormal(0.1, 0.2, 0.4)
    assert list(share.score_of(np.array([-1.0, 0.0, 1.0, 2.0]))) == [
        *(-np.inf, -np.inf),
        *(np.inf, np.inf),
    ]
    assert list(Uniform(0.0, 1.0).cdf(np.array([-1.0, 0.25, 2.0]))) == [0.0, 0.25, 1.0]


def test_extremes_hold_every_draw():
    low, high = LogNormal(1.0, 2.0, 4.0).extremes()
    assert low == pytest.approx(2.0 * 2 ** (-8 / SCORE_P95))
    assert high == pytest.approx(2.0 * 2 ** (8 / SCORE_P95))
    assert Uniform(2.0, 3.0).extremes() == Uniform(2.0, 3.0).declared_values() == (2.0, 3.0)


def test_single_scores_give_single_numbers():
    for belief in (*SKEWED, Uniform(2.0, 3.0)):
        assert np.ndim(belief.quantile_of_score(0.3)) == 0


def test_as_dict_is_what_stands_on_a_card():
    assert LogNormal(1.0, 2.0, 3.0).as_dict() == {
        "family": "lognormal",
        "p05": 1.0,
        "p50": 2.0,
        "p95": 3.0,
    }


def test_a_family_that_is_not_smooth_cannot_be_fitted():
    with pytest.raises(InputError, match="cannot be the prior of a fitted quantity"):
        Truncated(Normal(0.0, 1.0, 2.0), 0.0, 2.0).pytensor_value(0.0)


@pytest.mark.slow
def test_pytensor_and_numpy_agree_and_the_gradient_is_finite():
    pytensor = pytest.importorskip("pytensor")
    import pytensor.tensor as pt

    score = pt.dvector("score")
    beliefs = [*SKEWED, LogNormal(1.0, 2.0, 4.0), Uniform(2.0, 3.0)]
    values = [belief.pytensor_value(score) for belief in beliefs]
    slopes = [pytensor.grad(value.sum(), score) for value in values]
    computed = pytensor.function([score], values + slopes, mode="FAST_COMPILE")(GRID)
    for belief, value, slope in zip(
        beliefs, computed[: len(beliefs)], computed[len(beliefs) :], strict=True
    ):
        assert value == pytest.approx(belief.quantile_of_score(GRID), rel=1e-9)
        assert np.all(np.isfinite(slope))
        assert np.all(slope > 0)
