"""Which mixtures count as large, and once each."""

import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import model_sizes


@pytest.fixture(scope="module")
def table(priors_dir):
    return model_sizes.select(load_table(priors_dir, "model_sizes"), {})


def test_mixtures_are_large_recent_and_counted_once(table):
    found = model_sizes.mixtures(table)
    sizes = [(row["n_active_parameters"], row["n_total_parameters"]) for row, _ in found]
    assert len(sizes) == len(set(sizes)) > 20
    assert min(stored for _, stored in sizes) >= 1e11
    assert all(used < stored for used, stored in sizes)
    assert min(year for _, year in found) >= 2024


def test_deepseek_v3_and_r1_are_one_pair_of_sizes(table):
    shares = [
        row["n_active_parameters"] / row["n_total_parameters"]
        for row, _ in model_sizes.mixtures(table)
    ]
    assert sum(share == pytest.approx(37 / 671) for share in shares) == 1


def test_speculative_sizes_are_not_among_the_notable(table):
    notable = [row for row in table.rows if model_sizes.is_notable(row)]
    assert len(notable) > 200
    assert {row["confidence"] for row in notable} == {"confident", "likely"}
