"""Against a plain loop, with draws that are the same number in every row."""

import datetime
import math

import numpy as np
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.inputs.table import decimal_year
from forecast.locations import default_priors
from forecast.posterior.shipments import Shipments

N = 300
NVIDIA = "NVIDIA data-centre chips, shipped since 2022-01-01"


@pytest.fixture(scope="module")
def tables():
    return load_evidence(default_priors())


def constant_draws(n_designers=4, n_quarters=11, **changed):
    values = {
        "shipments_h100e": 2e7,
        "shipments_growth_per_year": 2.0,
        "shipments_long_run_growth_per_year": 2.0,
        "shipments_slowing_years": 5.0,
        "uncounted_shipments_ratio": 1.25,
        "stock_growth_spread": 0.5,
        "stock_quarter_scatter": 1e-9,
        "stock_wave_scatter": 0.2,
        "stock_wave_years": 0.8,
        "stock_tail_degrees": 1e6,
        "stock_chips_log_change": -0.1,
        "stock_power_log_change": -0.05,
        "stock_chips_change_scatter": 1e-9,
        "stock_power_change_scatter": 1e-9,
        "stock_change_tail_degrees": 1e6,
    } | changed
    found = {name: np.full(N, value) for name, value in values.items()}
    zero = np.zeros((N, n_designers))
    return found | {
        "compute_stock_level": zero,
        "compute_stock_growth_score": zero,
        "compute_stock_scale_error_score": zero,
        "compute_stock_wave": np.zeros((N, n_quarters)),
    }


def shipments(tables, **changed):
    return Shipments(constant_draws(**changed), tables, np.random.default_rng(3))


def test_a_count_within_the_data_starts_from_the_one_before(tables):
    found = shipments(tables)
    series = found.series[NVIDIA, "cumulative_h100e"]
    end = float(series.years[-1])
    base = float(series.counts[-2])
    middle = found.first_middle + 0.25 * found.quarters(float(series.years[-2]), end)[0][0]
    rate = 2e7 * 2.0 ** (middle - 2026.0) / 1.25 / 4
    expected = base + rate * (end - float(series.years[-2]))
    assert found.count(NVIDIA, "", end) == pytest.approx(expected, rel=1e-6)


def test_chips_follow_their_ratio_by_a_plain_loop(tables):
    found = shipments(tables, stock_wave_scatter=1e-12)
    series = found.series[NVIDIA, "cumulative_chips"]
    begin, log_ratio = float(series.years[-1]), found.last_log_ratio(NVIDIA, "chips", 2027.0)
    total, end = float(series.counts[-1]), begin + 1.0
    for step in range(4):
        log_ratio -= 0.1
        number = round((begin + 0.25 * (step + 0.5) - found.first_middle) / 0.25)
        middle = found.first_middle + 0.25 * number
        total += 2e7 * 2.0 ** (middle - 2026.0) / 1.25 / 4 * 0.25 * math.exp(log_ratio)
    assert found.count(NVIDIA, "chips", end) == pytest.approx(total, rel=1e-6)


def test_the_wave_fades_towards_its_own_spread(tables):
    found = shipments(tables)
    far = found._wave.at(60)
    assert far.std() == pytest.approx(0.2, rel=0.15)
    assert abs(found._wave.at(11)).mean() < abs(far).mean()  # begins at zero, where the fit ends
    assert found._wave.at(60) is far


def test_before_the_count_began_there_is_none(tables):
    assert shipments(tables).count(NVIDIA, "", 2021.9) is None


def test_lengths_of_quarters_add_up(tables):
    steps = shipments(tables).quarters(2025.75, decimal_year(datetime.date(2035, 2, 17)))
    assert sum(length for _, length in steps) == pytest.approx(2035.0 + 47 / 365 - 2025.75)
    numbers = [number for number, _ in steps]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_a_date_in_2035_is_finite_and_larger(tables):
    found = shipments(tables)
    near, far = (found.count(NVIDIA, "power", year) for year in (2027.0, 2035.0))
    assert np.isfinite(far).all()
    assert (far > near).all()
