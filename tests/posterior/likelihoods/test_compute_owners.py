"""Shares of owners and labs."""

import numpy as np
import pymc as pm
import pytest
from scipy import stats

from forecast.posterior.likelihoods import compute_owners as module


@pytest.fixture(scope="module")
def shares(tables):
    return module.shares(tables["compute_owners"], tables["compute_stock"])


def test_designers_are_found_by_their_first_word(tables):
    scopes = module.designers(tables["compute_stock"])
    assert module.scope_of("Nvidia", scopes).startswith("NVIDIA")
    assert module.scope_of("Google", scopes).startswith("Google TPU")
    assert module.scope_of("Huawei", scopes) is None
    assert module.scope_of("", scopes) is None


def test_own_fleets_enter_no_scatter(shares):
    assert "Google Google" not in shares.fleet
    assert "Amazon Amazon" not in shares.fleet
    assert shares.fleet.count("Meta Nvidia") == 14


def test_last_shares_by_hand(shares, tables):
    fleet = module.fleets(tables["compute_owners"])["Amazon", "Nvidia"]
    whole = module.designers(tables["compute_stock"])
    total = whole[module.scope_of("Nvidia", whole)]
    assert np.exp(shares.last).max() < 0.45
    expected = np.log(fleet.counts[-1] / total.counts[-1])
    assert np.abs(shares.last - expected).min() == pytest.approx(0.0, abs=1e-9)


def test_labs_are_a_share_of_all_that_was_counted(shares):
    assert len(shares.lab) == 11
    assert (shares.lab_share < 0.0).all()
    assert shares.lab.count("OpenAI") == 3


def test_density_by_a_plain_loop(shares, tables):
    table = tables["compute_owners"]
    with pm.Model() as pm_model:
        module.add({}, table, tables)
    rng = np.random.default_rng(6)
    point = {
        name: rng.normal(size=np.shape(value)) for name, value in pm_model.initial_point().items()
    }
    noise = {
        name: table.card.nuisance[name].quantile_of_score(point[f"{name}_score"])
        for name in module.NOISE
    }
    fleets, labs = list(dict.fromkeys(shares.fleet)), list(dict.fromkeys(shares.lab))
    total = 0.0
    for change, fleet in zip(shares.change, shares.fleet, strict=True):
        wider = noise["owner_change_scatter_spread"]
        wider *= point["owner_fleet_score"][fleets.index(fleet)]
        scale = noise["owner_change_scatter"] * np.exp(wider)
        total += stats.t.logpdf(change, noise["owner_change_tail_degrees"], 0.0, scale)
    for share in shares.last:
        total += stats.norm.logpdf(share, noise["owner_log_share"], noise["owner_share_spread"])
    for share, year, lab in zip(shares.lab_share, shares.lab_year, shares.lab, strict=True):
        mean = noise["lab_log_share"] + noise["lab_share_growth"] * (year - 2026.0)
        mean += noise["lab_share_spread"] * point["lab_share_score"][labs.index(lab)]
        total += stats.norm.logpdf(share, mean, noise["lab_share_scatter"])
    logp = pm_model.compile_logp(vars=pm_model.observed_RVs, sum=True)
    assert float(logp(point)) == pytest.approx(total, rel=1e-9)
