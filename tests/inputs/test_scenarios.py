"""The beliefs of a run: which entry, what was replaced by what, in which order to draw."""

import datetime

import pytest

from forecast.errors import InputError
from forecast.inputs.cards import load_cards
from forecast.inputs.compound import Pool
from forecast.inputs.discrete import Fixed
from forecast.inputs.entries import Correlation
from forecast.inputs.families import LogNormal
from forecast.inputs.scenarios import Beliefs, beliefs, load_scenario

TODAY = datetime.date(2026, 11, 22)
PARTNER = 'correlates_with = { name = "watts", rank_correlation = 0.3 }\n'
POOL = """family = "pool"
dataset = "arrival_forecasts"
milestone_classes = ["agi"]
"""


@pytest.fixture
def cards(priors):
    priors.card("growth", add=PARTNER)
    priors.card("watts", topic="supply")
    priors.card(
        "human_level_date",
        topic="arrival",
        replace=[
            ('unit    = "1"', 'unit = "year"'),
            ("[0.1, 10.0]", "[2020.0, 2300.0]"),
            (
                'family     = "lognormal"\np05        = 1.15\np50        = 1.30\np95        = 1.50',
                POOL,
            ),
            ('arithmetic = { p50 = "2 ** (1 / 2.6)" }', ""),
        ],
    )
    priors.file("scenarios/slow.toml", 'meaning = "Slow."\n[set]\ngrowth = 1.0\nwatts = 2.0\n')
    return load_cards(priors.path)


def test_without_overrides_the_cards_speak(cards):
    held = beliefs(cards, TODAY)
    assert isinstance(held, Beliefs)
    assert sorted(held) == ["growth", "human_level_date", "watts"]
    assert held["growth"] == LogNormal(1.15, 1.30, 1.50)
    assert held["human_level_date"] == Pool("arrival_forecasts", ("agi",))
    assert held.replaced == ()
    assert held.vocabulary["growth"].bounds == (0.1, 10.0)


def test_what_is_typed_wins_over_the_scenario_and_both_are_recorded(cards, priors):
    scenario = load_scenario(priors.path, "slow")
    held = beliefs(cards, TODAY, scenario, ("growth=~lognormal(1, 1.5, 2)",))
    assert held["growth"] == LogNormal(1.0, 1.5, 2.0)
    assert held["watts"] == Fixed(2.0)
    assert held.replaced_names == {"growth", "watts"}
    growth, watts = held.replaced
    assert (growth.by, growth.text, growth.origin) == (
        *(held["growth"], "~lognormal(1, 1.5, 2)", "--set"),
    )
    assert watts.origin == "scenario slow"
    assert growth.was_quantiles() == pytest.approx({"q05": 1.15, "q50": 1.30, "q95": 1.50})


def test_a_scenario_may_be_given_by_name_with_its_folder(cards, priors):
    held = beliefs(cards, TODAY, "slow", priors_dir=priors.path)
    assert held["watts"] == Fixed(2.0)
    with pytest.raises(TypeError, match="needs priors_dir"):
        beliefs(cards, TODAY, "slow")


def test_a_pool_may_be_replaced_by_a_number_or_a_belief(cards):
    fixed = beliefs(cards, TODAY, sets=["human_level_date=2030"])
    assert fixed["human_level_date"] == Fixed(2030.0)
    assert fixed.replaced[0].was_quantiles() is None
    spread = beliefs(cards, TODAY, sets=["human_level_date=~normal(2028, 2035, 2060)"])
    assert spread["human_level_date"].median == 2035.0


def test_correlation_stays_as_declared(cards):
    held = beliefs(cards, TODAY, sets=["growth=1.2", "watts=~lognormal(1,2,4)"])
    assert held.correlation("growth") == Correlation("watts", 0.3)
    assert held.correlation("watts") is None


def test_fingerprint_sees_numbers_and_only_the_names_asked_for(cards):
    before = beliefs(cards, TODAY)
    after = beliefs(cards, TODAY, sets=["watts=2"])
    assert before.content_hash() != after.content_hash()
    assert before.content_hash(["growth"]) == after.content_hash(["growth"])
    assert before.content_hash(["growth", "watts"]) == before.content_hash(["watts", "growth"])


@pytest.mark.parametrize(
    ("sets", "message"),
    [
        (["watts=1", "watts=2"], "--set: watts: set twice; found '2'"),
        (["wats=1"], "did you mean 'watts'"),
        (["watts=100"], "outside the bounds of watts"),
    ],
)
def test_bad_settings_are_refused(cards, sets, message):
    with pytest.raises(InputError, match=message):
        beliefs(cards, TODAY, sets=sets)


def test_a_date_before_the_cards_is_refused(cards):
    with pytest.raises(InputError, match="accepted: 2026-11-22, its first date"):
        beliefs(cards, datetime.date(2020, 1, 1))
