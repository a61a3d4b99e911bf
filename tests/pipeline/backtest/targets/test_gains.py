"""Estimates of algorithmic gain."""

import numpy as np
import pytest

from forecast.pipeline.backtest.target import Oracle
from forecast.pipeline.backtest.targets import gains


def test_only_one_edition_and_only_training_compute(tables):
    studies = [item.row["study"] for item in gains.items(tables)]
    assert "Ho et al. 2024 (NeurIPS version)" in studies
    assert "Ho et al. 2024" not in studies
    assert not [name for name in studies if "densing" in name]


def test_a_gain_in_training_compute_is_the_inference_gain_over_the_exponent(tables):
    n = 2000
    draws = {
        "algorithmic_gain_per_year": np.full(n, 1.7),
        "algorithmic_long_run_gain_per_year": np.full(n, 1.2),
        "algorithmic_slowing_years": np.full(n, 1e6),
        "training_to_inference_exponent": np.full(n, 0.5),
        "algorithmic_group_spread": np.zeros(n),
        "algorithmic_unquoted_error": np.zeros(n),
        "algorithmic_method_spread": np.full(n, 0.2),
        "algorithmic_efficiency_group_score": np.zeros((n, 9)),
    }
    oracle = Oracle(draws, lambda dataset, rows: [], np.random.default_rng(0), tables)
    found = gains.ours(gains.items(tables)[:1], tables, oracle)[0]
    assert np.median(found) == pytest.approx(2 * np.log(1.7), abs=0.02)
    assert found.std() == pytest.approx(0.2, abs=0.02)


def test_a_study_of_older_years_finds_their_gain():
    draws = {
        "algorithmic_gain_per_year": np.full(3, 1.5),
        "algorithmic_long_run_gain_per_year": np.full(3, 1.1),
        "algorithmic_slowing_years": np.full(3, 8.0),
    }
    recent = gains.mean_gain(draws, {"period": "2023-07 to 2025-06"})
    older = gains.mean_gain(draws, {"period": "2012-2019"})
    # no slowing before 2022: until then the pace of that year
    by_hand = np.log(1.1) + (np.log(1.5) - np.log(1.1)) * np.exp(4 / 8)
    assert older == pytest.approx([by_hand] * 3, rel=1e-4)
    assert (older > recent).all()
