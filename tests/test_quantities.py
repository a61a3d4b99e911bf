"""Units and names."""

import pytest

from forecast.errors import InputError
from forecast.quantities import UNITS, Quantity, Vocabulary, did_you_mean, nearest

SHARE = Quantity("load_factor", "1", bounds=(0.0, 1.0), meaning="Share of hours busy.")
CURVE = Quantity("stock", "H100e", ("sample", "year"), (0.0, 1e12))
WORDS = Vocabulary([SHARE, CURVE])


def test_units_are_a_closed_list_without_repeats():
    assert len(UNITS) == len(set(UNITS)) == 25
    assert {"USD/hour", "FLOP/s", "H100e/year", "copy"} <= set(UNITS)


def test_the_nearest_name_to_a_slip():
    assert nearest("load_facter", ["load_factor", "kv_ratio"]) == "load_factor"
    assert nearest("zzz", ["load_factor"]) is None
    assert did_you_mean("stdev", ["sd", "mean"]) == "did you mean 'sd'?"
    assert did_you_mean("zzz", ["load_factor"]) is None


def test_a_unit_outside_the_list_is_refused_with_the_nearest():
    with pytest.raises(InputError, match="did you mean 'USD/hour'"):
        Quantity("wage", "USD/hr")


@pytest.mark.parametrize("bounds", [(1.0, 1.0), (2.0, 1.0), (float("nan"), 1.0)])
def test_bounds_that_do_not_increase_are_refused(bounds):
    with pytest.raises(InputError, match="bounds of x do not increase"):
        Quantity("x", "1", bounds=bounds)


def test_vocabulary_is_a_mapping_that_refuses_repeats():
    assert list(WORDS) == ["load_factor", "stock"]
    assert len(WORDS) == 2
    assert WORDS["stock"] is CURVE
    with pytest.raises(InputError, match="declared twice"):
        Vocabulary([SHARE, SHARE])
