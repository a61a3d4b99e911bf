"""Which statements enter, and the newest of each source."""

import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import inference_vs_training


@pytest.fixture(scope="module")
def table(priors_dir):
    whole = load_table(priors_dir, "inference_vs_training")
    return inference_vs_training.select(whole, {})


def test_one_statement_a_source_none_of_them_a_projection(table):
    sources = list(table.column("entity"))
    assert len(sources) == len(set(sources)) == 5
    assert not any(row["is_projection"] for row in table.rows)
    assert table.years().min() >= 2023


def test_the_newest_of_a_source_counts(table):
    deloitte = [row for row in table.rows if row["entity"].startswith("Deloitte")]
    assert [row["value"] for row in deloitte] == [0.5]


def test_a_ratio_of_three_is_a_share_of_three_quarters():
    row = {"quantity": inference_vs_training.RATIO, "value": 3.0}
    assert inference_vs_training.share(row) == 0.75
