"""Which set of fields was given, and what the checks shared by families say."""

import pytest

from forecast.errors import InputError
from forecast.inputs.family_fields import form, interval, quantiles, require_probabilities
from forecast.inputs.fields import Fields
from forecast.inputs.toml_files import Place

HERE = Place("here")


def test_the_form_that_was_given():
    fields = Fields({"family": "normal", "sd": 1.0, "mean": 2.0, "upper": 9.0}, HERE)
    assert form(fields, ("p05",), ("mean", "sd"), optional=("upper",)) == ("mean", "sd")


def test_a_mix_of_forms_lists_what_is_accepted():
    fields = Fields({"family": "normal", "mean": 1.0, "p05": 0.0}, HERE)
    with pytest.raises(InputError, match=r"exactly p05, p50 or mean, sd \(and optionally upper\)"):
        form(fields, ("p05", "p50"), ("mean", "sd"), optional=("upper",))


def test_limits_default_to_those_of_the_family():
    assert interval(Fields({"upper": 0.5}, HERE), 0.0, 1.0) == (0.0, 0.5)


def test_quantiles_in_order():
    assert quantiles(Fields({"p05": 1, "p50": 2, "p95": 3}, HERE)) == (1.0, 2.0, 3.0)


def test_probabilities_may_be_rounded():
    require_probabilities(Fields({}, HERE), "weights", (0.3333333, 0.3333333, 0.3333333))
    with pytest.raises(InputError, match="sum to 1"):
        require_probabilities(Fields({}, HERE), "weights", (0.33, 0.33, 0.33))
