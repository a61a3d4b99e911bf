"""Rules of thumb are full sets of what the fit would learn."""

from forecast.posterior.likelihoods import serving
from forecast.serving.baselines import BASELINES, roofline


def test_a_baseline_says_all_that_the_fit_learns_but_the_scatter():
    for terms in BASELINES.values():
        assert set(terms) == set(serving.TERMS) - {"serving_log_scatter"}


def test_shares_are_those_asked_for():
    terms = roofline(0.6, 0.7)
    assert (terms["decode_flop_share"], terms["decode_bandwidth_share"]) == (0.6, 0.7)
