import datetime
import math

import numpy as np
import pytest

from forecast.posterior.predictive import compute_owners as module
from forecast.posterior.shipments import Shipments
from tests.posterior.test_shipments import NVIDIA, constant_draws

DAY = datetime.date(2027, 1, 1)


@pytest.fixture
def draws(constant):
    n = len(constant_draws()["shipments_h100e"])
    own = constant(
        owner_change_scatter=1e-12,
        owner_change_scatter_spread=0.0,
        owner_change_tail_degrees=1e6,
        owner_log_share=-2.0,
        owner_share_spread=0.5,
        lab_log_share=-2.0,
        lab_share_growth=0.3,
        lab_share_spread=0.4,
        lab_share_scatter=1e-9,
        lab_share_score=[1.0],
        owner_fleet_score=[0.0],
    )
    return constant_draws(stock_wave_scatter=1e-12) | {k: v[:n] for k, v in own.items()}


@pytest.fixture
def context(context_of):
    return context_of(lab_share_score=("OpenAI",), owner_fleet_score=("Meta Nvidia",))


def fleet(row_of, owner, designer="Nvidia", kind="owner", **cells):
    known = {"observed_on": DAY, "owner": owner, "owner_kind": kind, "chip_designer": designer}
    return row_of("compute_owners", **(known | cells))


def test_an_owner_by_a_plain_loop(draws, context, row_of, rng):
    (found,) = module.predict([fleet(row_of, "Meta", h100e=2e6)], draws, context, rng)
    ships = Shipments(draws, context.tables, rng)
    counted = module.fleets(context.tables["compute_owners"])["Meta", "Nvidia"]
    whole = ships.series[NVIDIA, "cumulative_h100e"]
    share = counted.added[-1] / whole.added[-1]
    total = counted.counts[-1]
    for quarter, length in ships.quarters(float(counted.years[-1]), 2027.0):
        total += share * ships.rate(NVIDIA, quarter)[0] * length
    assert found[0].draws == pytest.approx(total, rel=1e-6)
    assert [each.quantity for each in found] == ["h100e", "chips", "power_w"]
    assert found[0].observed == 2e6


def test_a_designers_own_fleet_is_what_it_ships(draws, context, row_of, rng):
    (found,) = module.predict([fleet(row_of, "Google", "Google")], draws, context, rng)
    scope = next(each for each in Shipments(draws, context.tables, rng).designers if "TPU" in each)
    expected = Shipments(draws, context.tables, rng).count(scope, "", 2027.0)
    assert found[0].draws == pytest.approx(expected, rel=0.01)


def test_all_designers_of_an_owner_add_up(draws, context, row_of, rng):
    rows = [fleet(row_of, "Meta", each) for each in ("Nvidia", "AMD", "all")]
    nvidia, amd, both = (each[0].draws for each in module.predict(rows, draws, context, rng))
    assert both == pytest.approx(nvidia + amd)


def test_an_owner_not_seen_gets_the_spread(draws, context, row_of, rng):
    (found,) = module.predict([fleet(row_of, "Newcloud")], draws, context, rng)
    whole = Shipments(draws, context.tables, rng).count(NVIDIA, "", 2027.0)
    log_share = np.log(found[0].draws / whole)
    assert log_share.mean() == pytest.approx(-2.0, abs=0.1)
    assert log_share.std() == pytest.approx(0.5, rel=0.15)


def test_a_lab_by_hand_and_one_not_seen(draws, context, row_of, rng):
    rows = [fleet(row_of, name, "all", "lab_user") for name in ("OpenAI", "Newlab")]
    known, unseen = module.predict(rows, draws, context, rng)
    ships = Shipments(draws, context.tables, rng)
    total = sum(ships.count(each, "", 2027.0)[0] for each in ships.designers)
    assert known.draws == pytest.approx(total * math.exp(-2.0 + 0.4 + 0.3), rel=1e-6)
    assert np.log(unseen.draws).std() == pytest.approx(0.4, rel=0.15)


def test_a_designer_not_counted_is_told(draws, context, row_of, rng):
    (found,) = module.predict([fleet(row_of, "Meta", "Nvidea")], draws, context, rng)
    assert found == "no such designer: 'Nvidea'; did you mean 'Nvidia'?"
