"""Scenario files and --set, one fault each."""

import pytest

from forecast.errors import InputError, UsageError
from forecast.inputs.compound import Pool
from forecast.inputs.discrete import Fixed
from forecast.inputs.families import LogNormal
from forecast.inputs.overrides import (
    load_scenario,
    parse_set,
    scenario_names,
    scenario_pools,
    scenario_problems,
)
from forecast.quantities import Quantity, Vocabulary

WORDS = Vocabulary([Quantity("growth", "1", bounds=(0.1, 10.0)), Quantity("watts", "W")])
GOOD = """meaning = "Slow hardware."
[set]
growth = 1
watts = { family = "lognormal", p05 = 1.0, p50 = 2.0, p95 = 4.0 }
"""


def test_a_scenario(priors):
    priors.file("scenarios/slow_hardware.toml", GOOD)
    scenario = load_scenario(priors.path, "slow_hardware")
    assert (scenario.name, scenario.meaning) == ("slow_hardware", "Slow hardware.")
    growth, watts = scenario.overrides
    assert growth.belief(WORDS) == Fixed(1.0)
    assert watts.belief(WORDS) == LogNormal(1.0, 2.0, 4.0)
    assert (growth.text, growth.origin) == ("1", "scenario slow_hardware")
    assert watts.text == "{family = lognormal, p05 = 1.0, p50 = 2.0, p95 = 4.0}"
    assert scenario_names(priors.path) == ("slow_hardware",)
    assert list(scenario_problems(priors.path, WORDS)) == []


def test_no_scenarios_at_all(priors):
    assert scenario_names(priors.path) == ()


@pytest.mark.parametrize("name", ["slow_hardwear", "../slow_hardware", "/etc/x", "", "A" * 300])
def test_an_unknown_scenario_is_refused(priors, name):
    priors.file("scenarios/slow_hardware.toml", GOOD)
    with pytest.raises(InputError, match=r"no such scenario.*accepted: one of slow_hardware"):
        load_scenario(priors.path, name)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("meaning", "meening", "slow.toml:1: meening: unknown key.*did you mean 'meaning'"),
        ('meaning = "Slow hardware."', "", "meaning: missing field"),
        ("[set]", "", "unknown key"),
        ("growth = 1", 'growth = "1"', "slow.toml:3: growth: must be a finite number"),
        ("growth = 1", "growth = nan", "growth: must be a finite number"),
        ("growth = 1", "growth = 11.0", r"slow.toml:3: growth.value: outside the bounds of growth"),
        ("growth = 1", "groth = 1", "slow.toml:3: groth: unknown quantity.*did you mean 'growth'"),
        ("p95 = 4.0", "p95 = 1.0", r"slow.toml:4: watts.p95: quantiles must increase"),
        ("p95 = 4.0", "p99 = 4.0", r"slow.toml:4: watts.p99: unknown key"),
    ],
)
def test_each_fault_is_listed(priors, old, new, message):
    assert old in GOOD
    priors.file("scenarios/slow.toml", GOOD.replace(old, new))
    problems = list(scenario_problems(priors.path, WORDS))
    assert len(problems) == 1
    with pytest.raises(InputError, match=message):
        raise problems[0]


def test_a_typed_number_and_a_typed_belief():
    number = parse_set(" growth = 1.5 ")
    assert (number.name, number.text, number.origin) == ("growth", "1.5", "--set")
    assert number.belief(WORDS) == Fixed(1.5)
    assert parse_set("watts=~lognormal(1,2,4)").belief(WORDS) == LogNormal(1.0, 2.0, 4.0)
    assert parse_set("watts=~lognormal(p05=1,p50=2,p95=4)").belief(WORDS).p95 == 4.0


@pytest.mark.parametrize("text", ["growth", "growth=", "=3", ""])
def test_a_name_and_a_value_are_needed(text):
    with pytest.raises(UsageError, match="--set needs NAME=VALUE"):
        parse_set(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("growth=fast", "--set: growth.value: not a number or a belief; found 'fast'"),
        ("growth=~normal(3,2,1)", "growth.p50: quantiles must increase"),
        ("groth=1", "groth: unknown quantity.*did you mean 'growth'"),
        ("growth=11", "growth.value: outside the bounds of growth; found 11.0; accepted: 0.1 to"),
        ("growth=~normal(1,2,11)", "growth.p95: outside the bounds"),
    ],
)
def test_typed_faults_are_refused(text, message):
    with pytest.raises(InputError, match=message):
        parse_set(text).belief(WORDS)


POOL = """[set.{}]
family = "pool"
dataset = "arrival_forecasts"
milestone_classes = ["agi"]
"""


def test_only_the_date_may_be_pooled(priors):
    priors.file("scenarios/slow.toml", 'meaning = "x"\n' + POOL.format("growth"))
    (problem,) = scenario_problems(priors.path, WORDS)
    assert "only one quantity is pooled from forecasts" in str(problem)
    assert "accepted: human_level_date" in str(problem)


def test_pools_of_scenarios_with_their_places(priors):
    priors.file("scenarios/coders.toml", 'meaning = "x"\n' + POOL.format("human_level_date"))
    priors.file("scenarios/slow.toml", GOOD)
    priors.file("scenarios/torn.toml", "meaning = ")
    ((belief, place),) = scenario_pools(priors.path)
    assert belief == Pool("arrival_forecasts", ("agi",))
    assert place.file.name == "coders.toml"
