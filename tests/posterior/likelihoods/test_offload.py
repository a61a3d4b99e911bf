"""Which offloading rows enter, and the rate at which their weights came in."""

import pytest

from forecast.inputs.evidence import load_table
from forecast.posterior.likelihoods import offload


@pytest.fixture(scope="module")
def table(priors_dir):
    return offload.select(load_table(priors_dir, "offload"), {})


def test_rows_of_one_accelerator_and_a_known_batch_enter(table):
    assert set(table.column("offload_tier")) == set(offload.TIERS)
    assert all(row["n_accelerators"] == 1 and row["batch"] for row in table.rows)
    assert not set(table.column("study")) & set(offload.ON_THE_PROCESSOR)


def test_rates_are_those_of_links_and_disks(table):
    rates = {tier: [] for tier in offload.TIERS}
    for row in table.rows:
        rates[row["offload_tier"]].append(offload.streamed_bytes_per_s(row))
    assert 1e8 < min(rates["host_memory"]) < max(rates["host_memory"]) < 6.4e10  # PCIe 5 x16
    assert 1e8 < min(rates["nvme"]) < max(rates["nvme"]) < 6.4e10


def test_zero_inference_by_hand():
    """OPT-30B at 16 bit: 60 GB streamed for each step of 43 / 64 seconds a token."""
    row = {"n_total_parameters": 30e9, "weight_bits": 16.0, "value": 43.0, "batch": 64.0}
    assert offload.streamed_bytes_per_s(row) == pytest.approx(40.3e9, rel=0.001)
