import numpy as np
import pytest

from forecast.writeup.parquet import parquet_bytes, read_parquet, shortened

DRAWS = {
    "date_8e9_theta_1": np.array([2035.25, np.inf, 2071.123456]),
    "copies_at_arrival_world": np.array([1e6, np.nan, 2e9]),
    "size": np.array([1.23456789e12, 3.0, 1e-7]),
}
UNITS = {"date_8e9_theta_1": "year", "copies_at_arrival_world": "copy", "size": "parameter"}


def test_what_never_comes_is_null_and_units_travel():
    columns, units = read_parquet(parquet_bytes(DRAWS, UNITS))
    assert units == UNITS
    for name in ("date_8e9_theta_1", "copies_at_arrival_world"):
        assert np.isnan(columns[name]).tolist() == [False, True, False]
    assert columns["date_8e9_theta_1"][2] == pytest.approx(2071.123456, abs=1e-4)
    assert columns["size"] == pytest.approx(DRAWS["size"], rel=4e-5)


def test_the_same_draws_are_the_same_bytes():
    assert parquet_bytes(DRAWS, UNITS) == parquet_bytes(DRAWS, UNITS)


def test_rounding_is_to_the_nearest_and_small():
    values = np.random.default_rng(1).lognormal(0.0, 5.0, 10_000)
    off = shortened(values) / values - 1
    assert np.abs(off).max() < 2.0**-15 * 1.01
    assert abs(off.mean()) < 1e-6
    assert shortened(np.array([-1.5, 0.0, np.nan]))[:2].tolist() == [-1.5, 0.0]
    assert np.isnan(shortened(np.array([np.nan]))[0])
