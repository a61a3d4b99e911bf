import datetime
import math

import numpy as np
import pytest

from forecast.posterior.likelihoods.clusters import NOISE
from forecast.posterior.predictive import clusters as module

DAY = datetime.date(2026, 1, 1)
FAR = 1e9  # rank of a cluster that hardly strays


@pytest.fixture
def draws(constant):
    ends = {
        "_level": 12.0, "_growth": 0.8, "_early_growth": 0.4, "_rank_slope": 1.0,
        "_site_scatter": 0.7, "_scatter": 1e-9, "_log_rank": 3.0, "_log_rank_spread": 0.5,
        "_student_degrees": 1e6,
    }  # fmt: skip
    by_length = sorted(ends, key=len, reverse=True)
    values = {name: ends[next(end for end in by_length if name.endswith(end))] for name in NOISE}
    scores = {f"site_{output}_score": [1.0] for output in ("h100e", "power", "cost")}
    return constant(**values, **scores)


@pytest.fixture
def context(context_of):
    return context_of(**{f"site_{output}_score": ("Old",) for output in ("h100e", "power", "cost")})


def cluster(row_of, **cells):
    return row_of("clusters", **({"series": "gpu_clusters", "observed_on": DAY} | cells))


def test_a_cluster_of_known_rank_by_hand(draws, context, row_of, rng):
    row = cluster(row_of, rank_when_first_operational=5.0, h100e=1e5)
    (found,) = module.predict([row], draws, context, rng)
    assert [each.quantity for each in found] == list(module.TARGETS)
    of_rank = math.sqrt(math.pi**2 / 6 - 1 - 1 / 4 - 1 / 9 - 1 / 16)  # sum of 1/k^2 from 5 on
    for each in found:
        logs = np.log(each.draws)
        assert logs.mean() == pytest.approx(12.0 + 0.8 - math.log(5.0), abs=0.1)
        assert logs.std() == pytest.approx(of_rank, rel=0.15)
    assert found[0].observed == 1e5


def test_the_largest_strays_more_than_the_hundredth(draws, context, row_of, rng):
    rows = [cluster(row_of, rank_when_first_operational=rank) for rank in (1.0, 100.0)]
    largest, small = module.predict(rows, draws, context, rng)
    assert np.log(largest[0].draws).std() == pytest.approx(math.pi / 6**0.5, rel=0.15)
    assert np.log(small[0].draws).std() == pytest.approx(0.1, rel=0.15)


def test_before_2019_growth_is_another(draws, context, row_of, rng):
    row = cluster(row_of, observed_on=datetime.date(2017, 1, 1), rank_when_first_operational=FAR)
    (found,) = module.predict([row], draws, context, rng)
    trend = 12.0 - 6 * 0.8 - 2 * 0.4
    assert np.log(found[0].draws) == pytest.approx(trend - math.log(FAR), abs=1e-3)


def test_a_rank_not_stated_is_drawn(draws, context, row_of, rng):
    (found,) = module.predict([cluster(row_of)], draws, context, rng)
    # exp(3) or so: about 0.24 of the rank beside the 0.5 between ranks
    assert np.log(found[0].draws).std() == pytest.approx(math.hypot(0.5, 0.24), rel=0.15)


def test_a_rank_is_never_above_the_first(draws, context, row_of, rng):
    above = draws | {"cluster_log_rank": np.full_like(draws["cluster_log_rank"], -50.0)}
    (found,) = module.predict([cluster(row_of)], above, context, rng)
    assert np.log(found[0].draws).mean() == pytest.approx(12.8, abs=0.2)


def test_a_site_known_and_not_seen(draws, context, row_of, rng):
    rows = [
        cluster(row_of, series="frontier_data_center_timeline", cluster=name)
        for name in ("Old", "New")
    ]
    old, new = module.predict(rows, draws, context, rng)
    assert [each.quantity for each in old] == ["h100e", "power_w", "cost_usd"]
    assert np.log(old[0].draws) == pytest.approx(12.0 + 0.7 + 0.8, abs=1e-6)
    assert np.log(new[0].draws).std() == pytest.approx(0.7, rel=0.15)


def test_a_date_in_2035(draws, context, row_of, rng):
    row = cluster(row_of, observed_on=datetime.date(2035, 1, 1), rank_when_first_operational=FAR)
    (found,) = module.predict([row], draws, context, rng)
    assert np.log(found[0].draws) == pytest.approx(20.0 - math.log(FAR), abs=1e-3)
