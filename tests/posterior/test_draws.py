import numpy as np
import pytest
from scipy.stats import spearmanr

from forecast.posterior.draws import correlated, interleaved, rank_scores, scores


def test_chains_take_turns():
    assert interleaved(6, 2).tolist() == [0, 3, 1, 4, 2, 5]
    assert sorted(interleaved(10_000, 4)) == list(range(10_000))


def test_rank_scores_keep_the_order_and_are_standard_normal():
    values = np.random.default_rng(0).lognormal(3, 2, 4_000)
    z = rank_scores(values)
    assert (np.argsort(z) == np.argsort(values)).all()
    assert (z.mean(), z.std()) == pytest.approx((0.0, 1.0), abs=2e-3)


def test_correlated_scores_have_the_correlation_and_unit_spread():
    own, other = (scores(1, name, 0, 50_000) for name in ("a", "b"))
    z = correlated(own, other, 0.6)
    assert np.corrcoef(z, other)[0, 1] == pytest.approx(0.6, abs=0.01)
    assert z.std() == pytest.approx(1.0, abs=0.01)


def test_every_correlation_on_a_card_is_in_the_draws(priors_dir):
    import datetime

    from forecast.pipeline import Request
    from forecast.pipeline.joint_draws import block_drawer
    from forecast.pipeline.run import load_inputs
    from forecast.posterior.obtain import posterior_for

    request = Request(datetime.date(2026, 11, 24), None, (), 10_000, 3, priors_dir)
    inputs = load_inputs(request)
    posterior, _ = posterior_for(inputs.base, inputs.tables, 3, priors_dir, allow_fit=False)
    draws = block_drawer(request, inputs, posterior)(0)
    pairs = {
        name: partner
        for name in inputs.beliefs
        if (partner := inputs.beliefs.correlation(name)) and name not in posterior.scalars
    }
    assert len(pairs) >= 5
    for name, partner in pairs.items():
        found = spearmanr(draws[name], draws[partner.name]).statistic
        assert found == pytest.approx(partner.rank_correlation, abs=0.05), name
