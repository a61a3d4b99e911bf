"""Bands of coverage and PIT histograms."""

import numpy as np

from forecast.track_record.calibration import BAND, binomial_band, coverage, pit_histogram


def test_the_band_holds_its_share_of_simulated_counts():
    rng = np.random.default_rng(0)
    for n, p in ((10, 0.1), (50, 0.8), (200, 0.9)):
        low, high = binomial_band(n, p)
        counts = rng.binomial(n, p, 20_000)
        inside = np.mean((low <= counts) & (counts <= high))
        narrower = np.mean((low < counts) & (counts < high))
        assert inside >= BAND - 0.01
        assert narrower < BAND


def test_the_histogram_counts_every_case_once_the_ends_too():
    found = pit_histogram(np.array([0.0, 0.05, 0.5, 0.999, 1.0]))
    assert sum(found["counts"]) == found["n"] == 5
    assert found["counts"][0] == 2
    assert found["counts"][-1] == 2


def test_coverage_is_told_with_its_band():
    found = coverage(np.array([True] * 40 + [False] * 10), 0.8)
    assert found["share"] == 0.8
    assert found["low"] < 0.8 < found["high"]
