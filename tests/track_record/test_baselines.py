"""Simple forecasts: the last value, a line, a published growth rate."""

import numpy as np
import pytest

from forecast.track_record.baselines import Points, drifting, loglinear


def points(years, values, series="x"):
    names = (series,) * len(years) if isinstance(series, str) else tuple(series)
    return Points(np.array(years, float), np.array(values, float), names)


def asked(*years, series="x"):
    return points(years, [np.nan] * len(years), series)


def test_persistence_centres_on_the_last_value_of_the_series():
    known = points([2020, 2021, 2020, 2022], [1.0, 2.0, 5.0, 6.0], ["a", "a", "b", "b"])
    draws = drifting(known, asked(2023, 2023, series=["a", "b"]), 0.0)
    assert np.median(draws, axis=1) == pytest.approx([2.0, 6.0])


def test_an_unseen_series_gets_the_last_value_of_all():
    known = points([2020, 2021, 2022], [1.0, 2.0, 6.0], ["a", "a", "b"])
    assert np.median(drifting(known, asked(2023, series=["new"]), 0.0)) == pytest.approx(6.0)


def test_the_spread_is_that_of_past_changes_over_the_horizon():
    rng = np.random.default_rng(3)
    walk = np.cumsum(0.3 * rng.normal(size=400))
    known = points(np.arange(400) / 1.0, walk)
    for horizon in (1, 4):
        spread = drifting(known, asked(399 + horizon), 0.0).std()
        assert spread == pytest.approx(0.3 * np.sqrt(horizon), rel=0.25)


def test_a_rival_moves_on_at_its_rate_and_is_sure_where_history_agrees():
    known = points([2020, 2021, 2022], [0.0, 0.5, 1.0])
    draws = drifting(known, asked(2024), 0.5)
    assert np.median(draws) == pytest.approx(2.0)
    assert draws.std() == pytest.approx(0.0, abs=1e-9)


def test_nothing_is_said_without_a_change_to_learn_from():
    assert drifting(points([2020.0], [1.0]), asked(2021), 0.0) is None
    assert drifting(points([], []), asked(2021), 0.0) is None
    assert loglinear(points([2020, 2021], [1.0, 2.0]), asked(2022)) is None


def test_the_line_is_that_of_scipy_with_its_prediction_interval():
    from scipy import stats

    rng = np.random.default_rng(2)
    x = np.arange(8.0)
    y = 0.4 * x + rng.normal(size=8)
    fit = stats.linregress(x, y)
    draws = loglinear(points(x, y), asked(10.0))[0]
    residual = y - fit.intercept - fit.slope * x
    s = np.sqrt(residual @ residual / 6)
    scale = s * np.sqrt(1 + 1 / 8 + (10 - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum())
    expected = fit.intercept + 10 * fit.slope + scale * stats.t.ppf([0.1, 0.5, 0.9], 6)
    assert np.quantile(draws, [0.1, 0.5, 0.9]) == pytest.approx(expected, abs=0.01)


def test_prediction_intervals_of_lines_cover_what_they_promise():
    rng = np.random.default_rng(4)
    inside = 0
    for _ in range(400):
        y = 0.3 * np.arange(6.0) + rng.normal(size=7)[:6]
        draws = loglinear(points(np.arange(6.0), y), asked(8.0))[0]
        low, high = np.quantile(draws, [0.1, 0.9])
        inside += low <= 2.4 + rng.normal() <= high
    assert inside / 400 == pytest.approx(0.8, abs=0.06)


def test_a_series_with_four_dates_has_a_line_of_its_own():
    years = [0, 1, 2, 3, 0, 1]
    known = points(years, [0, 1, 2, 3.1, 9, 9], ["a"] * 4 + ["b"] * 2)
    assert np.median(loglinear(known, asked(4, series=["a"]))) == pytest.approx(4.1, abs=0.1)
