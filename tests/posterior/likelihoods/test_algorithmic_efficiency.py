"""Which studies enter, and how their intervals are read."""

from dataclasses import replace

import numpy as np
import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import algorithmic_efficiency as likelihood


@pytest.fixture(scope="module")
def table(priors_dir):
    return likelihood.select(load_table(priors_dir, "algorithmic_efficiency"), {})


def entry(table, study):
    found = likelihood.estimates(table)
    at = sorted(row["study"] for row in table.rows).index(study)
    return found.log_factor[at], found.log_error[at], found.of_parameters[at]


def test_twelve_of_fifteen_estimates_enter(table):
    studies = {row["study"] for row in table.rows}
    assert len(table) == 12
    assert not studies & (likelihood.REPLACED | likelihood.ASSUMED)
    assert len(np.unique(likelihood.estimates(table).group)) == 6


def test_names_that_are_left_out_exist(priors_dir):
    studies = {row["study"] for row in load_table(priors_dir, "algorithmic_efficiency").rows}
    assert studies >= likelihood.REPLACED | likelihood.ASSUMED


def test_one_ho_row_with_its_wide_interval(table):
    log_factor, log_error, _ = entry(table, "Ho et al. 2024 (NeurIPS version)")
    assert np.exp(log_factor) == pytest.approx(2.828)  # halving in 8 months: 2^(12/8)
    # halving in 22 to 2 months, 90 %: factors 1.459 to 64
    assert log_error == pytest.approx(np.log(64 / 1.459) / 3.2897, rel=1e-4)


def test_levels_of_intervals_are_read(table):
    _, log_error, _ = entry(table, "Erdil & Besiroglu 2022")
    assert log_error == pytest.approx(np.log(8 / 1.395) / (2 * 1.959964), rel=1e-5)  # 95 %


def test_a_range_over_buckets_is_no_interval(table):
    _, log_error, _ = entry(table, "Epoch Rosetta stone: direct, fixed-capability buckets (mean)")
    assert np.isnan(log_error)


def test_only_the_density_study_counts_parameters(table):
    assert likelihood.estimates(table).of_parameters.sum() == 1
    assert entry(table, "Xiao et al. 2025 densing law (Nature Machine Intelligence)")[2]


def test_order_of_rows_does_not_matter(table):
    turned = likelihood.estimates(replace(table, rows=table.rows[::-1]))
    np.testing.assert_array_equal(turned.group, likelihood.estimates(table).group)


def test_a_study_estimates_the_mean_gain_of_its_period(table):
    found = likelihood.estimates(table)
    studies = sorted(row["study"] for row in table.rows)
    at = studies.index("Hernandez & Brown 2020")
    assert (found.start[at], found.end[at]) == (2012.0, 2020.0)
    terms = {
        "algorithmic_gain_per_year": 2.0,
        "algorithmic_long_run_gain_per_year": 1.0,
        "algorithmic_slowing_years": 4.0,
    }
    # constant until 2022 at e times today's log, since the slowing of four years took a factor e
    before = likelihood.log_gain(terms, 2020.0) - likelihood.log_gain(terms, 2012.0)
    assert before / 8 == pytest.approx(np.e * np.log(2.0))


def test_estimates_are_known_from_their_publication(table):
    scored = likelihood.scored(table, {})
    studies = sorted(row["study"] for row in table.rows)
    at = studies.index("Hernandez & Brown 2020")
    assert scored.units[at] == "hernandez_vision"
    assert int(scored.years[at]) == 2020
    assert len(scored.years) == len(scored.units) == 12
