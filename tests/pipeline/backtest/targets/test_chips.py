"""Chips by date and by dollar: known chips have their known values."""

import numpy as np
import pytest

from forecast.pipeline.backtest.target import Oracle
from forecast.pipeline.backtest.targets import chips


def item_of(items, name):
    return next(item for item in items if item.row["accelerator"] == name)


def test_h100_gives_its_rate_over_its_release_price(tables):
    items = chips.TARGETS[0].items(tables)
    h100 = item_of(items, "NVIDIA H100 SXM5 80GB")
    # 1979e12 over 33,600 USD of September 2022, 10 % more in money of 2025
    assert np.exp(h100.log_value) == pytest.approx(1979e12 / (33_600 * 321.9 / 294.6), rel=0.02)
    assert h100.year == pytest.approx(2022.72, abs=0.01)


def test_each_chip_is_priced_once(tables):
    names = [item.row["accelerator"] for item in chips.TARGETS[0].items(tables)]
    assert len(set(names)) == len(names)


def test_bandwidth_per_usd_is_bandwidth_over_the_same_price(tables):
    flop, bandwidth = (
        item_of(target.items(tables), "NVIDIA H100 SXM5 80GB") for target in chips.TARGETS[:2]
    )
    assert np.exp(bandwidth.log_value - flop.log_value) == pytest.approx(3.35e12 / 1979e12)


def test_a_new_chip_is_the_trend_with_its_maker_and_scatter(tables):
    n = 4000
    draws = {
        "flop_per_chip": np.full(n, 4e15),
        "flop_per_chip_growth_per_year": np.full(n, 1.4),
        "bandwidth_per_flop": np.full(n, 2e-3),
        "bandwidth_per_flop_growth_per_year": np.full(n, 0.9),
        "hardware_slowing_years": np.full(n, 500.0),
        "flop_excess_scatter": np.full(n, 0.3),
        "flop_per_chip_scatter": np.full(n, 0.01),
        "bandwidth_per_flop_scatter": np.full(n, 0.01),
        "rate_maker_scatter": np.full(n, 1.0),
        "ratio_maker_scatter": np.full(n, 1.0),
        "chip_student_degrees": np.full(n, 5.0),
        "accelerators_maker_score": np.zeros((n, 4, 3)),
    }
    draws["accelerators_maker_score"][:, 0, 1] = -0.5  # AMD makes smaller chips here
    oracle = Oracle(draws, lambda dataset, rows: [], np.random.default_rng(0), tables)
    both = [item_of(chips.TARGETS[2].items(tables), name) for name in ("NVIDIA B200",)]
    flop, width = (
        target.ours(both, tables, oracle)[0] for target in (chips.TARGETS[2], chips.TARGETS[3])
    )
    years = both[0].year - 2026.0
    assert np.median(flop) == pytest.approx(np.log(4e15) + years * np.log(1.4), abs=0.02)
    assert flop.std() == pytest.approx(0.3, abs=0.02)
    assert width.std() < 0.05  # the chip's excess of FLOP leaves its bandwidth where it is
    amd = [item_of(chips.TARGETS[2].items(tables), "AMD Instinct MI325X")]
    smaller = chips.TARGETS[2].ours(amd, tables, oracle)[0]
    ahead = (amd[0].year - 2026.0) * np.log(1.4)
    assert np.median(smaller) == pytest.approx(np.log(4e15) + ahead - 0.5, abs=0.02)
