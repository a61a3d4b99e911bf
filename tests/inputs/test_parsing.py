"""From fields to beliefs: each family in each form, and one bad table per fault."""

import math

import pytest
from scipy import stats

from forecast.errors import InputError
from forecast.inputs.distributions import (
    FAMILIES,
    Categorical,
    Fixed,
    LogitNormal,
    LogNormal,
    Mixture,
    Normal,
    Pool,
    Truncated,
    Uniform,
    parse_distribution,
)
from forecast.inputs.pool_choice import NarrowPool

TRIPLE = {"p05": 1.0, "p50": 2.0, "p95": 4.0}
SHARES = {"p05": 0.1, "p50": 0.2, "p95": 0.4}
PLAIN = {"family": "normal", **TRIPLE}


def parse(**fields):
    return parse_distribution(fields, "here")


@pytest.mark.parametrize(
    ("fields", "belief"),
    [
        ({"family": "normal", **TRIPLE}, Normal(1.0, 2.0, 4.0)),
        ({"family": "lognormal", "p05": 1, "p50": 2, "p95": 4}, LogNormal(1.0, 2.0, 4.0)),
        ({"family": "logitnormal", **SHARES}, LogitNormal(0.1, 0.2, 0.4)),
        (
            {"family": "logitnormal", **TRIPLE, "lower": 0.5, "upper": 5.0},
            LogitNormal(1.0, 2.0, 4.0, 0.5, 5.0),
        ),
        ({"family": "uniform", "lower": 1.0, "upper": 2.0}, Uniform(1.0, 2.0)),
        ({"family": "fixed", "value": 3}, Fixed(3.0)),
        (
            {"family": "categorical", "values": [8, 4], "weights": [0.4, 0.6]},
            Categorical((4.0, 8.0), (0.6, 0.4)),
        ),
        ({"family": "truncated", "of": PLAIN, "lower": 0.0}, Truncated(Normal(1.0, 2.0, 4.0), 0.0)),
        (
            {"family": "mixture", "components": [{"weight": 1, "family": "fixed", "value": 2}]},
            Mixture((1.0,), (Fixed(2.0),)),
        ),
        (
            {"family": "pool", "dataset": "arrival_forecasts", "milestone_classes": ["agi"]},
            Pool("arrival_forecasts", ("agi",)),
        ),
        (
            {"family": "pool", "dataset": "x", "milestone_classes": ["agi"], "groups": ["Cotra"]},
            NarrowPool("x", ("agi",), groups=("Cotra",)),
        ),
        (
            {"family": "pool", "dataset": "x", "forecasts": ["q1", "q2"]},
            NarrowPool("x", (), forecasts=("q1", "q2")),
        ),
    ],
    ids=lambda value: value["family"] if isinstance(value, dict) else "",
)
def test_each_family(fields, belief):
    assert parse_distribution(fields, "here") == belief
    assert belief.family in FAMILIES


def test_a_belief_survives_the_way_to_a_dictionary_and_back():
    belief = parse(family="truncated", of=PLAIN, lower=0.0, upper=9.0)
    assert parse_distribution(belief.as_dict(), "here") == belief


def test_parameters_instead_of_quantiles():
    levels = [0.01, 0.3, 0.99]
    normal = parse(family="normal", mean=3.0, sd=2.0)
    assert normal.ppf(levels) == pytest.approx(stats.norm(3.0, 2.0).ppf(levels))
    logs = parse(family="lognormal", median=3.0, sd_log=0.5)
    assert logs.ppf(levels) == pytest.approx(stats.lognorm(0.5, scale=3.0).ppf(levels))
    logit = parse(family="logitnormal", median=0.5, sd_logit=1.0)
    assert logit.ppf(stats.norm.cdf(1.0)) == pytest.approx(1 / (1 + math.exp(-1)))


def test_lognormal_with_a_mean_and_sd_has_them():
    belief = parse(family="lognormal", mean=3.0, sd=1.5)
    sigma = math.log(belief.p95 / belief.p50) / stats.norm.ppf(0.95)
    theirs = stats.lognorm(sigma, scale=belief.p50)
    assert (theirs.mean(), theirs.std()) == pytest.approx((3.0, 1.5))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "family: missing field"),
        ({"family": "lognormall", **TRIPLE}, "did you mean 'lognormal'"),
        ({"family": 3, **TRIPLE}, "family: must be text"),
        ({"family": "normal", "mean": 1.0, "stdev": 2.0}, "unknown key.*did you mean 'sd"),
        ({"family": "normal", "p05": 1.0, "p95": 2.0}, "p50: fields do not fit"),
        ({"family": "normal", **TRIPLE, "sd": 1.0}, "fields do not fit the family normal"),
        ({"family": "normal", **TRIPLE, "lower": 0.0}, "lower: fields do not fit"),
        ({"family": "normal", **TRIPLE, "p50": 0.5}, "p50: quantiles must increase"),
        ({"family": "normal", **TRIPLE, "p95": 2.0}, "p95: quantiles must increase"),
        ({"family": "normal", **TRIPLE, "p95": "4"}, "p95: must be a finite number"),
        ({"family": "normal", **TRIPLE, "p95": True}, "p95: must be a finite number"),
        ({"family": "normal", **TRIPLE, "p95": math.nan}, "p95: must be a finite number"),
        ({"family": "normal", **TRIPLE, "p95": math.inf}, "p95: must be a finite number"),
        ({"family": "normal", **TRIPLE, "p95": 10**400}, "p95: must be a finite number"),
        ({"family": "normal", "mean": 0.0, "sd": 0.0}, "sd: must be above zero"),
        ({"family": "lognormal", "median": 1.0, "sd_log": -1.0}, "sd_log: must be above zero"),
        ({"family": "lognormal", "median": 1.0, "sd_log": 1e9}, "spread is too large"),
        ({"family": "lognormal", **TRIPLE, "p05": -1.0}, "lies strictly between 0 and inf"),
        ({"family": "logitnormal", **SHARES, "p95": 1.0}, "lies strictly between 0 and 1"),
        ({"family": "logitnormal", "median": 2.0, "sd_logit": 1.0}, "strictly between 0 and 1"),
        ({"family": "logitnormal", **SHARES, "lower": 2.0}, "lower: limits must increase"),
        ({"family": "uniform", "lower": 2.0, "upper": 2.0}, "limits must increase"),
        ({"family": "fixed"}, "value: fields do not fit"),
        ({"value": 2.0, **PLAIN}, "value: states both a value and a distribution"),
        ({"family": "fixed", "value": 2.0, "p50": 2.0}, "both a value and a distribution"),
        ({"family": "categorical", "values": [1], "weights": [0.5, 0.5]}, "one weight for each"),
        ({"family": "categorical", "values": [1, 1], "weights": [0.5, 0.5]}, "each value once"),
        ({"family": "categorical", "values": [1, 2], "weights": [0.5, 0.6]}, "sum to 1"),
        ({"family": "categorical", "values": [1, 2], "weights": [1.5, -0.5]}, "lie in 0..1"),
        ({"family": "categorical", "values": [], "weights": []}, "must be a list of numbers"),
        ({"family": "truncated", "of": PLAIN}, "lower: needs a limit"),
        ({"family": "truncated", "of": 3, "lower": 0.0}, "of: must be a table"),
        ({"family": "truncated", "of": PLAIN, "lower": 90.0}, "cut off all of the belief"),
        ({"family": "truncated", "of": {"family": "normal"}, "lower": 0}, r"of\.p05: fields do"),
        ({"family": "mixture", "components": []}, "must be a list of tables"),
        ({"family": "mixture", "components": [{"weight": 0.5, **PLAIN}]}, "sum to 1"),
        (
            {"family": "mixture", "components": [{"weight": 1, **PLAIN, "p05": 3.0}]},
            r"components\[0\]\.p50: quantiles must increase",
        ),
        (
            {
                "family": "truncated",
                "of": {"family": "pool", "dataset": "x", "milestone_classes": ["y"]},
                "lower": 0.0,
            },
            "a pool cannot stand inside",
        ),
        ({"family": "pool", "dataset": "x", "milestone_classes": []}, "must be a list of texts"),
        ({"family": "pool", "dataset": "x", "forecasts": []}, "must be a list of texts"),
        ({"family": "pool", "dataset": "x"}, "milestone_classes: fields do not fit"),
        (
            {"family": "pool", "dataset": "x", "forecasts": ["q"], "groups": ["g"]},
            "or dataset, forecasts",
        ),
        ({"family": "pool", "dataset": " ", "milestone_classes": ["y"]}, "text that is not empty"),
    ],
)
def test_each_fault_is_refused(fields, message):
    with pytest.raises(InputError, match=message) as caught:
        parse_distribution(fields, "here")
    assert str(caught.value).startswith("here: ")
