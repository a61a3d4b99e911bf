"""Which students count, on which basis, and once each."""

import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import distillation


@pytest.fixture(scope="module")
def table(priors_dir):
    return distillation.select(load_table(priors_dir, "distillation"), {})


def test_only_shares_kept_enter_and_ablations_do_not(table):
    assert set(table.column("study")) == {"minilm", "minitron", "switch"}
    assert all(row[distillation.KEPT] is not None for row in table.rows)
    switch = [row[distillation.KEPT] for row in table.rows if distillation.is_stored(row)]
    assert min(switch) > 0.25  # the ablations keep -0.02 to 0.29


def test_no_run_counts_twice(table):
    runs = {(row["student"], row["teacher"], row["metric"]) for row in table.rows}
    assert len(runs) == len(table)


def test_switch_speaks_about_what_is_stored_and_dense_teachers_about_what_is_used(table):
    for row in table.rows:
        if distillation.is_stored(row):
            assert row["compression_active"] == 1
            assert distillation.compression(row) == row["compression_total"] > 4
        else:
            assert distillation.compression(row) == row["compression_active"]
