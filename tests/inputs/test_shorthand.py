"""Beliefs typed on a command line."""

import pytest

from forecast.errors import InputError
from forecast.inputs.discrete import Categorical, Fixed
from forecast.inputs.families import LogitNormal, LogNormal, Normal, Uniform
from forecast.inputs.shorthand import parse_shorthand


@pytest.mark.parametrize(
    ("text", "belief"),
    [
        ("2030", Fixed(2030.0)),
        (" -1.5e3 ", Fixed(-1500.0)),
        (".5", Fixed(0.5)),
        ("~fixed(3)", Fixed(3.0)),
        ("~lognormal(1, 2, 3)", LogNormal(1.0, 2.0, 3.0)),
        ("~ normal ( p05=1, p50=2, p95=3 )", Normal(1.0, 2.0, 3.0)),
        ("~logitnormal(.1,.2,.3)", LogitNormal(0.1, 0.2, 0.3)),
        ("~logitnormal(1,2,3,0,9)", LogitNormal(1.0, 2.0, 3.0, 0.0, 9.0)),
        ("~uniform(2,4)", Uniform(2.0, 4.0)),
        ("~categorical(8:0.6, 4:0.4)", Categorical((4.0, 8.0), (0.4, 0.6))),
    ],
)
def test_each_form(text, belief):
    assert parse_shorthand(text, "--set") == belief


def test_parameters_by_name():
    assert parse_shorthand("~normal(mean=2, sd=0.5)", "--set").median == 2.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a number or a belief"),
        ("nan", "not a number or a belief"),
        ("inf", "not a number or a belief"),
        ("1,000", "not a number or a belief"),
        ("$5", "not a number or a belief"),
        ("1e999", "must be a finite number"),
        ("9" * 5000, "must be a finite number"),
        ("lognormal(1,2,3)", "not a number or a belief"),
        ("~lognormal(1,2,3", "not a number or a belief"),
        ("~lognorm(1,2,3)", "did you mean 'lognormal'"),
        ("~mixture(1,2)", "unknown key"),
        ("~normal(1,2)", "p95: fields do not fit"),
        ("~normal(1,2,3,4)", "cannot read the numbers"),
        ("~normal(1,two,3)", "cannot read the numbers"),
        ("~normal()", "cannot read the numbers"),
        ("~normal(mean=2, 3)", "cannot read the numbers"),
        ("~normal(mean=2, sigma=3)", "unknown key"),
        ("~normal(3,2,1)", "quantiles must increase"),
        ("~categorical(4, 8)", "cannot read the numbers"),
        ("~categorical(4:0.4:1)", "cannot read the numbers"),
        ("~uniform(__import__, 2)", "cannot read the numbers"),
    ],
)
def test_anything_else_is_refused(text, message):
    with pytest.raises(InputError, match=message):
        parse_shorthand(text, "--set")
