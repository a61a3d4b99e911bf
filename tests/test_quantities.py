"""Units, names and the check of draws at a stage border."""

import numpy as np
import pytest

from forecast.errors import GateRefused, InputError
from forecast.quantities import UNITS, Quantity, Vocabulary, check_draws, did_you_mean, nearest

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


def test_vocabulary_is_a_mapping_that_refuses_repeats_and_names_the_nearest():
    assert list(WORDS) == ["load_factor", "stock"]
    assert len(WORDS) == 2
    assert WORDS.require("stock") is WORDS["stock"] is CURVE
    with pytest.raises(InputError, match="did you mean 'load_factor'"):
        WORDS.require("loadfactor")
    with pytest.raises(InputError, match="declared twice"):
        Vocabulary([SHARE, SHARE])


def test_good_draws_are_counted():
    draws = {"load_factor": np.array([0.0, 0.5, 1.0]), "stock": np.ones((3, 4))}
    assert check_draws(draws, WORDS) == 3


@pytest.mark.parametrize("bad", [np.nan, np.inf, -0.1, 1.1])
def test_one_bad_draw_among_ten_thousand_is_refused(bad):
    values = np.full(10_000, 0.5)
    values[77] = bad
    with pytest.raises(GateRefused, match=r"load_factor: 1 of 10000 draws .* at \(77,\)"):
        check_draws({"load_factor": values}, WORDS)


@pytest.mark.parametrize("n", [0, 1])
def test_too_few_draws_are_refused(n):
    with pytest.raises(GateRefused, match=f"{n} draws given"):
        check_draws({"load_factor": np.full(n, 0.5)}, WORDS)


def test_no_quantity_at_all_is_refused():
    with pytest.raises(GateRefused, match="0 draws given"):
        check_draws({}, WORDS)


@pytest.mark.parametrize("values", [np.ones((3, 2)), np.array(["a", "b"]), np.float64(0.5)])
def test_a_wrong_shape_or_kind_is_refused(values):
    with pytest.raises(InputError, match="shape of the quantity"):
        check_draws({"load_factor": values}, WORDS)


def test_an_unknown_name_is_refused():
    with pytest.raises(InputError, match="unknown quantity"):
        check_draws({"nonsense": np.ones(3)}, WORDS)


def test_different_numbers_of_draws_are_refused():
    with pytest.raises(InputError, match="different numbers of draws"):
        check_draws({"load_factor": np.full(3, 0.5), "stock": np.ones((2, 4))}, WORDS)
