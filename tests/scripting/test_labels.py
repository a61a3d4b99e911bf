import numpy as np

from forecast.scripting.labels import by_year, curve_of, quantile_array


def test_chances_before_a_year_become_chances_by_the_end_of_the_one_before():
    rows = [
        {"n": 1.0, "theta": 1.0, "year": year, "p": p} for year, p in ((2028, 0.1), (2029, 0.2))
    ]
    found = curve_of(rows, "year", shift=-1)
    assert float(found.sel(n=1.0, theta=1.0, year=2027)) == 0.1


def test_beyond_the_horizon_is_infinity():
    rows = [{"n": 1.0, "theta": 1.0, "quantiles": {"0.5": 2040.0, "0.95": None}}]
    assert quantile_array(rows, "year").sel(n=1.0, theta=1.0).values.tolist() == [2040.0, np.inf]
    told = by_year([{"year": 2030, "quantiles": {"0.5": None}}], "USD/hour")
    assert np.isinf(told.sel(year=2030, quantile=0.5))
