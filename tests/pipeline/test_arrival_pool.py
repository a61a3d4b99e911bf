"""Scenarios about the arrival: known answers, weights, what moves and what stays."""

import dataclasses
import datetime
import shutil

import numpy as np
import pytest
from scipy.special import ndtr, ndtri
from scipy.stats import spearmanr

from forecast.errors import InputError
from forecast.inputs.compound import Pool
from forecast.inputs.pool_choice import NarrowPool
from forecast.pipeline import Request, load_inputs
from forecast.pipeline.arrival_pool import arrival_pool, pool_rows, pool_weights
from forecast.pipeline.compare_arrivals import arrival_scenarios
from forecast.pipeline.joint_draws import block_drawer
from forecast.posterior.obtain import posterior_for
from forecast.supply.arrival import dates_of_scores

AS_OF = datetime.date(2026, 11, 24)
START = 2026.0 + 325 / 365
DATE, SIZE = "human_level_date", "size_at_human_level"
LEVELS = (0.05, 0.5, 0.95)


@pytest.fixture(scope="module")
def request_(priors_dir):
    return Request(AS_OF, None, (), 10_000, 7, priors_dir)


@pytest.fixture(scope="module")
def posterior(request_):
    inputs = load_inputs(request_)
    return posterior_for(inputs.base, inputs.tables, 7, request_.priors_dir, allow_fit=False)[0]


@pytest.fixture(scope="module")
def draws(request_, posterior):
    """A function from a scenario and settings to the first block of draws."""

    def draw(scenario=None, sets=()):
        request = dataclasses.replace(request_, scenario=scenario, sets=sets)
        return block_drawer(request, load_inputs(request), posterior)(0)

    return draw


@dataclasses.dataclass
class Fitted:
    """A posterior of two rows, alike, in which forecasts have given curves."""

    labels: dict
    vectors: dict

    @property
    def names(self):
        return self.labels["arrival_forecast_log_median"]


def fitted(**curves):
    """Forecasts with (median years ahead, spread) each."""
    medians, spreads = np.array([*curves.values()]).T
    return Fitted(
        {"arrival_forecast_log_median": tuple(curves)},
        {
            "arrival_forecast_log_median": np.tile(np.log(medians), (20_000, 1)),
            "arrival_forecast_spread": np.tile(spreads, (20_000, 1)),
        },
    )


def test_one_lognormal_forecaster_is_its_quantiles_cut_at_today(request_):
    tables = load_inputs(request_).tables
    known = fitted(metaculus_q5121=(4.5, 1.3), cotra_update=(17.5, 1.0))
    alone = NarrowPool("arrival_forecasts", (), forecasts=("cotra_update",))
    pool = arrival_pool(alone, tables, known, np.arange(20_000), START)
    # made in mid 2022 with median 17.5 years ahead and a spread of one in logs
    past = ndtr(np.log((START - 2022.5) / 17.5))
    for level in LEVELS:
        expected = 2022.5 + 17.5 * np.exp(ndtri(past + level * (1 - past)))
        dates = dates_of_scores(np.full(20_000, ndtri(level)), **pool.mixture)
        np.testing.assert_allclose(dates, expected, rtol=1e-10)
    (row,) = pool_rows(pool, seed=1)
    assert (row["forecast_id"], row["group"], row["weight"]) == (
        *("cotra_update", "Ajeya Cotra", pytest.approx(1.0)),
    )
    assert row["median"] == pytest.approx(
        2022.5 + 17.5 * np.exp(ndtri(past + 0.5 * (1 - past))), abs=0.4
    )


def test_weights_after_not_yet_by_hand(request_):
    # The first had put all on the past: the other two are left, of one group each.
    known = fitted(
        metaculus_q5121=(0.001, 0.1), cotra_update=(1000.0, 0.1), samotsvety_mean_of_8=(1000.0, 0.1)
    )
    chosen = NarrowPool(
        "arrival_forecasts", (), forecasts=tuple(known.labels["arrival_forecast_log_median"])
    )
    pool = arrival_pool(chosen, load_inputs(request_).tables, known, np.arange(20_000), START)
    rows = pool_rows(pool, seed=1)
    assert [row["forecast_id"] for row in rows] == [
        *("cotra_update", "samotsvety_mean_of_8", "metaculus_q5121")
    ]
    assert [row["weight"] for row in rows] == pytest.approx([0.5, 0.5, 0.0], abs=1e-9)
    assert rows[0]["median"] is None  # beyond the horizon


def test_weights_of_the_card_and_of_a_set_date(request_, posterior):
    rows = pool_weights(request_, load_inputs(request_), posterior)
    assert len(rows) == 9
    assert sum(row["weight"] for row in rows) == pytest.approx(1.0)
    # Metaculus spoke two months ago and loses least; every group had one seventh.
    assert rows[0]["forecast_id"] == "metaculus_q5121"
    assert rows[0]["weight"] > 1 / 7
    fixed = dataclasses.replace(request_, scenario="arrival_2030")
    assert pool_weights(fixed, load_inputs(fixed), posterior) == []


def test_there_is_a_scenario_for_every_group_of_the_pool(request_, posterior, priors_dir):
    groups = {row["group"] for row in pool_weights(request_, load_inputs(request_), posterior)}
    alone = [name for name in arrival_scenarios(priors_dir) if name.endswith("_alone")]
    found = set()
    for name in alone:
        request = dataclasses.replace(request_, scenario=name)
        rows = pool_weights(request, load_inputs(request), posterior)
        found |= {rows[0]["group"]} if len({row["group"] for row in rows}) == 1 else set()
    assert found == groups


@pytest.mark.parametrize("name", ["coder_milestones", "xpt_alone", "arrival_2040"])
def test_a_scenario_about_the_arrival_moves_nothing_else(draws, name):
    plain, changed = draws(), draws(name)
    assert {key for key in plain if not np.array_equal(plain[key], changed[key])} == {DATE}


@pytest.mark.slow
def test_size_goes_with_the_date_under_every_pool(draws, priors_dir):
    pools = [name for name in arrival_scenarios(priors_dir) if not name.startswith("arrival_")]
    assert len(pools) >= 12
    for name in (None, *pools):
        block = draws(name)
        assert block[DATE].min() >= START
        found = spearmanr(block[DATE], block[SIZE]).statistic
        assert found == pytest.approx(0.3, abs=0.05), name


def test_size_goes_with_a_distribution_that_replaces_the_pool(draws):
    plain, block = draws(), draws(sets=(f"{DATE}=~normal(2028, 2035, 2060)",))
    assert spearmanr(block[DATE], block[SIZE]).statistic == pytest.approx(0.3, abs=0.05)
    assert np.median(block[DATE]) == pytest.approx(2035, abs=0.5)
    assert np.array_equal(block[SIZE], plain[SIZE])


def test_the_order_of_events_is_kept_where_curves_are_sure(draws):
    # A late draw of the card's pool is a late draw of any other: their ranks nearly agree.
    plain, coders = draws()[DATE], draws("coder_milestones")[DATE]
    assert spearmanr(plain, coders).statistic > 0.95


@pytest.mark.parametrize(
    ("scenario", "low", "high"),
    [
        (
            "metaculus_agi_alone",
            2030.5,
            2034.0,
        ),  # stated 2031.2, before "not yet"
        ("weak_milestones", 2027.5, 2030.0),  # stated 2027.7
        ("most_professions", 2042.0, 2056.0),  # stated 2039 to 2065
        ("arrival_2035", 2035.0, 2035.0),
    ],
)
def test_medians_stand_near_what_the_sources_state(draws, scenario, low, high):
    assert low <= np.median(draws(scenario)[DATE]) <= high


def test_a_scenario_of_nothing_is_refused_before_any_fit(request_, tmp_path):
    shutil.copytree(request_.priors_dir, tmp_path / "priors", ignore=lambda *_: {"posterior"})
    (tmp_path / "priors/scenarios/typo.toml").write_text(
        'meaning = "x"\n[set.human_level_date]\nfamily = "pool"\ndataset = "arrival_forecasts"\n'
        'milestone_classes = ["weak_general_a"]\n'
    )
    request = dataclasses.replace(request_, scenario="typo", priors_dir=tmp_path / "priors")
    with pytest.raises(InputError, match=r"scenario typo: human_level_date\.milestone_classes"):
        load_inputs(request)


def test_a_card_that_is_no_pool_is_drawn_as_it_says(request_, posterior):
    inputs = load_inputs(dataclasses.replace(request_, sets=(f"{DATE}=~normal(2028,2035,2060)",)))
    plain = dataclasses.replace(inputs, base=inputs.beliefs)
    block = block_drawer(request_, plain, posterior)(0)
    assert not isinstance(plain.base[DATE], Pool)
    assert np.median(block[DATE]) == pytest.approx(2035, abs=0.5)
    assert spearmanr(block[DATE], block[SIZE]).statistic == pytest.approx(0.3, abs=0.05)


def test_a_lone_stated_median_says_nothing_of_the_width(request_, posterior):
    """ESPAI 2022 states its median only: its spread is the prior of the data card."""
    column = posterior.labels["arrival_forecast_spread"].index("ai_impacts_espai_2022")
    spread = posterior.vectors["arrival_forecast_spread"][:, column]
    prior = load_inputs(request_).tables["arrival_forecasts"].card.nuisance
    expected = [prior["arrival_alone_log_spread"].ppf(level) for level in LEVELS]
    np.testing.assert_allclose(np.quantile(spread, LEVELS), expected, rtol=0.06)
