"""Which windows enter, what the longest are, and where the typical one levels off."""

import numpy as np
import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import context_windows


@pytest.fixture(scope="module")
def table(priors_dir):
    return context_windows.select(load_table(priors_dir, "context_windows"), {})


def test_one_release_of_a_developer_counts_once_and_digests_do_not(table):
    releases = [
        (context_windows.developer(row), row["observed_on"], row["max_context_tokens"])
        for row in table.rows
    ]
    assert len(releases) == len(set(releases)) > 200
    assert "secondary" not in set(table.column("verification"))
    assert table.years().min() >= context_windows.FIRST_YEAR


def test_the_typical_developer_reached_a_million_and_nobody_s_record_decides(table):
    assert context_windows.longest_tokens(table) == pytest.approx(1e6, rel=0.05)
    assert table.column("max_context_tokens").max() == 1e7


TERMS = {
    "context_window_tokens": 250e3,
    "context_window_growth_per_year": 4.0,
    "context_window_slowing_years": 1.5,
}


def test_the_wish_of_a_developer_grows_by_the_factor_a_year():
    years = np.array([2025.0, 2026.0])
    wanted = np.exp(context_windows.log_wanted(TERMS, years))
    np.testing.assert_allclose(wanted, [62.5e3, 250e3])


def test_the_ceiling_is_growth_to_the_power_of_the_slowing_time():
    assert np.exp(context_windows.log_ceiling(TERMS)) == pytest.approx(250e3 * 8)
