"""Our trends over a period: by hand where growth is constant, and the stock by a fine sum."""

import numpy as np
import pytest

from forecast.pipeline.answers import our_trends
from forecast.pipeline.sample import Sample


def sample_of(**values):
    extra = {name: np.array([float(value)] * 3) for name, value in values.items()}
    return Sample(np.zeros(3), extra, np.zeros((3, 0)), 2026.9, 3)


CONSTANT = sample_of(
    flop_per_chip_growth_per_year=1.5,
    memory_per_flop_growth_per_year=0.8,
    hardware_slowing_years=1e9,
    watts_per_flop_growth_per_year=0.8,
    watts_per_flop_long_run_growth_per_year=0.8,
    shipments_growth_per_year=2.0,
    shipments_long_run_growth_per_year=2.0,
    shipments_slowing_years=5.0,
)


def test_products_and_inverses_by_hand():
    assert our_trends.OURS["memory_per_chip"](CONSTANT, 2015.0, 2020.0) == pytest.approx(1.2)
    assert our_trends.OURS["flop_per_watt"](CONSTANT, 2020.0, 2025.0) == pytest.approx(1.25)


def test_a_slowing_trend_is_averaged_over_the_years_asked_for():
    slowing = sample_of(
        token_price_fall_per_year=2.0,
        token_price_long_run_fall_per_year=1.0,
        token_price_slowing_years=2.0,
    )
    fall = our_trends.OURS["token_price_fall"]
    assert fall(slowing, 2025.99, 2026.01) == pytest.approx(2.0, rel=1e-3)
    # ln 2 times the mean of exp(-s / 2) over the two years before the start
    expected = np.exp(np.log(2.0) * (np.e - 1))
    assert fall(slowing, 2024.0, 2026.0) == pytest.approx(expected)


def test_windows_grew_faster_before_they_slowed():
    sample = sample_of(
        context_window_growth_per_year=2.0,
        context_window_long_run_growth_per_year=1.0,
        context_window_slowing_years=2.0,
    )
    # the pace of four years before the start, from then back: 2 to the power of e squared
    grew = our_trends.OURS["context_window"](sample, 2019.0, 2021.0)
    assert grew == pytest.approx(2.0 ** np.exp(2.0))


def test_an_exponential_stock_grows_as_its_shipments():
    assert our_trends.stock_factor(CONSTANT, 2024.0, 2026.0) == pytest.approx(2.0, rel=0.01)
    fine = np.linspace(our_trends.FIRST_SHIPMENT_YEAR, 2026.0, 100_001)
    expected = np.mean(2.0 ** (fine - 2026.0)) * (fine[-1] - fine[0])
    assert our_trends.shipped(CONSTANT, 2026.0) == pytest.approx(expected, rel=0.01)
