"""Which shipments enter, and what is made of them."""

from dataclasses import replace

import numpy as np
import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import compute_stock


@pytest.fixture(scope="module")
def table(priors_dir):
    return compute_stock.select(load_table(priors_dir, "compute_stock"), {})


def test_cumulative_counts_of_four_designers_enter(table):
    scopes = list(table.column("scope"))
    counts = {scope.split()[0]: scopes.count(scope) for scope in set(scopes)}
    assert counts == {"NVIDIA": 15, "Google": 11, "AMD": 7, "Amazon": 7}


def test_flows_from_2023_on(table):
    found = compute_stock.flows(table)
    assert len(found.log_rate) == 36  # four quarters of 2022 are left out
    assert [name.split()[0] for name in found.designers] == ["AMD", "Amazon", "Google", "NVIDIA"]
    assert np.bincount(found.designer).tolist() == [7, 7, 11, 11]


def test_first_flow_of_nvidia_by_hand(table):
    found = compute_stock.flows(table)
    at = np.flatnonzero(found.designer == 3)[0]
    # 381,697 H100e by 2023-03-31 less 289,671 by 2022-12-31, in a quarter of a year
    assert np.exp(found.log_rate[at]) == pytest.approx(4 * (381_697 - 289_671))
    assert found.year[at] == pytest.approx(2023.12, abs=0.005)
    # published 5-95 interval 309,538 to 474,338
    assert found.log_error[at] == pytest.approx(np.log(474_338 / 309_538) / 3.2897, rel=1e-4)


def test_a_designers_first_count_is_its_first_quarter(table):
    found = compute_stock.flows(table)
    at = np.flatnonzero(found.designer == 2)[0]  # Google, counted from 2023-01-01
    assert np.exp(found.log_rate[at]) == pytest.approx(4 * 38_948)


def test_a_missing_quarter_spreads_over_two(table):
    gap = table.where(lambda row: str(row["observed_on"]) != "2025-06-30")
    found = compute_stock.flows(gap)
    last = np.flatnonzero(found.designer == 3)[-1]
    assert np.exp(found.log_rate[last]) == pytest.approx((10_703_369 - 6_418_210) / 0.5)


def test_order_of_rows_does_not_matter(table):
    turned = compute_stock.flows(replace(table, rows=table.rows[::-1]))
    np.testing.assert_array_equal(turned.log_rate, compute_stock.flows(table).log_rate)


def test_trend_at_the_start_and_a_year_later():
    terms = {
        "shipments_h100e": 2e7,
        "shipments_growth_per_year": 2.0,
        "shipments_long_run_growth_per_year": 2.0,
        "shipments_slowing_years": 5.0,
    }
    trend = np.exp(compute_stock.log_trend(terms, np.array([2026.0, 2027.0])))
    np.testing.assert_allclose(trend, [2e7, 4e7])


def test_the_flows_of_a_quarter_are_scored_together(table):
    scored = compute_stock.scored(table, {})
    assert len(scored.units) == 36
    assert len(set(scored.units)) == 11  # quarters from 2023 to 2025-Q3
    np.testing.assert_array_equal(scored.years, compute_stock.flows(table).year)
