"""Rows of leading chips that enter, and what is taken from them."""

import numpy as np
import pymc as pm
import pytest

from forecast.inputs.evidence import load_evidence
from forecast.posterior.likelihoods import accelerators


@pytest.fixture(scope="module")
def tables(priors_dir):
    return load_evidence(priors_dir)


@pytest.fixture(scope="module")
def selected(tables):
    return accelerators.select(tables["accelerators"], tables)


def names(table):
    return set(table.column("accelerator"))


def test_h100_row_gives_its_published_ratios(selected):
    # NVIDIA H100 SXM5 data sheet: 1979 TFLOP/s FP8 dense, 3.35 TB/s, 80 GB, 700 W.
    h100 = selected.where(lambda row: row["accelerator"] == "NVIDIA H100 SXM5 80GB")
    values = accelerators.observations(h100)
    expected = [1979e12, 3.35e12 / 1979e12, 80e9 / 1979e12, 700 / 1979e12]
    np.testing.assert_allclose(np.exp(values.log_value), expected, rtol=2e-3)
    assert values.output.tolist() == [0, 1, 2, 3]


def test_cut_back_int8_of_b300_is_not_its_rate(selected):
    b300 = selected.where(lambda row: row["accelerator"] == "NVIDIA B300 (Blackwell Ultra)")
    assert np.exp(accelerators.observations(b300).log_value[0]) == pytest.approx(4.5e15)


def test_each_silicon_enters_once_a_memory_size(selected):
    assert len(selected) == 25
    nvidia = names(selected.where(lambda row: row["vendor"] == "NVIDIA"))
    assert nvidia == {
        "NVIDIA Tesla V100 SXM2 16 GB",
        "NVIDIA Tesla V100 SXM2 32 GB",
        "NVIDIA A100 SXM4 40 GB",
        "NVIDIA A100 SXM4 80 GB",
        "NVIDIA H100 SXM5 80GB",
        "NVIDIA H200 SXM",
        "NVIDIA B200",
        "NVIDIA B300 (Blackwell Ultra)",
    }


@pytest.mark.parametrize(
    "name",
    [
        "GroqChip LPU v1",  # memory on the chip
        "AMD Radeon Instinct MI308X",  # implausible bandwidth
        "NVIDIA HGX H20",  # cut back for export
        "NVIDIA B100",  # not sold
        "NVIDIA L4",  # small card
        "NVIDIA P100",  # no matrix units
        "NVIDIA GeForce RTX 4090",  # consumer
        "Huawei Ascend 910B",  # outside the counted stock
    ],
)
def test_left_out(tables, selected, name):
    assert name in names(tables["accelerators"])
    assert name not in names(selected)


def test_doubted_values_are_skipped_but_the_rate_is_kept(selected):
    trainium1 = selected.where(lambda row: row["accelerator"] == "Amazon Trainium1")
    assert trainium1.rows[0]["memory_bandwidth_bytes_per_s"] is not None
    assert accelerators.observations(trainium1).output.tolist() == [0]


def test_names_in_the_rules_exist(tables):
    known = names(tables["accelerators"])
    assert known >= accelerators.SAME_SILICON
    assert set(accelerators.DOUBTED) <= known
    assert known >= accelerators.MEMORY_REFRESHES


def test_new_memory_is_not_a_new_rate(selected):
    h200 = selected.where(lambda row: row["accelerator"] == "NVIDIA H200 SXM")
    assert accelerators.observations(h200).output.tolist() == [1, 2, 3]


def test_eight_bit_rate_is_twice_the_16_bit_rate_where_8_bits_gain_nothing(tables):
    from forecast.posterior.chips import eight_bit_flop_per_s

    rate = {row["accelerator"]: eight_bit_flop_per_s(row) for row in tables["accelerators"].rows}
    assert rate["Google TPU v4"] == 550e12  # 275 TFLOP/s in bf16 and in int8
    assert rate["NVIDIA Tesla V100 SXM2 16 GB"] == 250e12
    assert rate["NVIDIA P100"] is None


def test_counts_by_output(selected):
    counts = np.bincount(accelerators.observations(selected).output)
    assert dict(zip(accelerators.OUTPUTS, counts.tolist(), strict=True)) == {
        "flop_per_chip": 21,
        "bandwidth_per_flop": 23,
        "memory_per_flop": 23,
        "watts_per_flop": 17,
    }


def test_model_holds_every_value(tables, selected, base_beliefs):
    with pm.Model() as pm_model:
        terms = {name: base_beliefs[name].median for name in accelerators.TERMS}
        accelerators.add(terms, selected, tables)
    assert pm_model["accelerators_log_value"].get_value().shape == (84,)
    assert [rv.name for rv in pm_model.observed_RVs] == ["accelerators_observed"]


def test_the_values_of_a_chip_are_scored_together(selected):
    scored = accelerators.scored(selected, {})
    assert len(scored.units) == 84
    h100 = np.array(scored.units) == "NVIDIA H100 SXM5 80GB"
    assert h100.sum() == 4
    assert (np.floor(scored.years[h100]) == 2022).all()
