"""Draws to bytes and back."""

import io

import h5netcdf
import h5py
import numpy as np
import pytest

from forecast.posterior.encoding import StoredBlock, as_kept, decode, encode, rounded

ONES = np.ones((4, 25, 2))


def stored(**values):
    rng = np.random.default_rng(3)
    values = values or {
        "level": np.exp(rng.normal(size=(4, 250))),
        "effect": rng.normal(size=(4, 250, 3)),
    }
    return StoredBlock(values, {"effect": ("a", "b", "c")}, {"block": "toy", "key": "k"})


def test_there_and_back():
    before = stored()
    after = decode(encode(as_kept(before)))
    assert after.labels == before.labels
    assert after.about == before.about
    for name, values in before.values.items():
        assert after.values[name].dtype == np.float64
        assert after.values[name].shape == values.shape
        np.testing.assert_allclose(after.values[name], values, rtol=2**-11)


def test_a_second_round_trip_changes_nothing():
    once = encode(as_kept(stored()))
    assert encode(decode(once)) == once


def test_draws_kept_with_more_digits_are_written_again_to_the_bit():
    finer = stored(level=1.0 + 2.0**-20 * np.random.default_rng(3).integers(0, 2**20, (4, 250)))
    assert (decode(encode(finer)).values["level"] == finer.values["level"]).all()


def test_rounding_known_answer():
    # one spread of size: 10 bits kept, so that 1 + 2**-11 (half a step) goes up to 1 + 2**-10
    values = np.array([[1 + 2**-11, 1 + 2**-12, 4.0, -3.0, 5.0, -4.0]])
    assert rounded(values)[0, :2].tolist() == [1 + 2**-10, 1.0]


@pytest.mark.parametrize(("centre", "spread"), [(2035.0, 3.0), (1e15, 1e13), (1.3, 0.01), (0, 1)])
def test_rounding_is_small_beside_the_spread(centre, spread):
    values = centre + spread * np.random.default_rng(0).normal(size=(4, 2500))
    assert np.abs(rounded(values) - values).max() < spread / 500


def test_rounding_of_a_skewed_quantity_is_relative():
    values = np.exp(3 * np.random.default_rng(0).normal(size=(4, 2500)))
    np.testing.assert_allclose(rounded(values), values, rtol=2**-11)


def test_a_constant_keeps_all_its_digits():
    assert (rounded(np.full((4, 5), 1 / 3)) == np.float32(1 / 3)).all()


def test_a_full_posterior_is_small():
    rng = np.random.default_rng(0)
    scalars = {f"q{i}": np.exp(0.3 * rng.normal(size=(4, 2500))) for i in range(60)}
    vector = {"log_median": 3 + 0.5 * rng.normal(size=(4, 2500, 60))}
    assert len(encode(as_kept(StoredBlock(scalars | vector, {}, {})))) < 3e6


def written(**change):
    buffer = io.BytesIO()
    with h5netcdf.File(buffer, "w") as file:
        file.attrs["schema"] = change.get("schema", "forecast.posterior/1")
        file.attrs["about"] = "{}"
        file.dimensions = {"chain": 2, "draw": 3}
        values = change.get("values", np.zeros((2, 3), np.float32))
        file.create_variable(
            "x", change.get("dims", ("chain", "draw")), data=values, dtype=values.dtype
        )
    return buffer.getvalue()


def test_the_plain_file_of_the_next_test_is_fine():
    assert decode(written()).values["x"].shape == (2, 3)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": "other/1"}, "schema 'other/1'"),
        ({"values": np.zeros((2, 3))}, "dtype float64"),
        ({"values": np.array([["a"] * 3] * 2, dtype=h5py.string_dtype())}, "dtype"),
        ({"values": np.full((2, 3), np.nan, np.float32)}, "not finite"),
        ({"values": np.zeros((3, 2), np.float32), "dims": ("draw", "chain")}, "dims"),
    ],
)
def test_foreign_contents_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        decode(written(**change))


@pytest.mark.parametrize("content", [b"", b"not a file", b"\x80\x04\x95pickle"])
def test_what_is_no_netcdf_is_refused(content):
    with pytest.raises((OSError, ValueError)):
        decode(content)


def test_thinned_variables_keep_their_own_length():
    before = stored()
    thinned = {"noise": np.exp(np.random.default_rng(4).normal(size=(4, 25))), "who": 0.5 * ONES}
    fresh = StoredBlock(before.values, {"who": ("x", "y")}, before.about, thinned)
    content = encode(as_kept(fresh))
    after = decode(content)
    assert set(after.values) == set(before.values)
    assert {name: each.shape for name, each in after.thinned.items()} == {
        "noise": (4, 25),
        "who": (4, 25, 2),
    }
    np.testing.assert_allclose(after.thinned["noise"], thinned["noise"], rtol=2**-7)
    assert after.labels["who"] == ("x", "y")
