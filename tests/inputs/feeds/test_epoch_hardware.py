import pytest

from forecast.errors import InputError
from forecast.inputs.feeds import epoch_hardware
from forecast.inputs.feeds.epoch_hardware import accelerator_class


def test_a_known_chip_is_unchanged_and_a_new_one_passes_the_reader(ask, files):
    rows = ask.read(epoch_hardware, files / "ml_hardware.csv")
    assert rows.left_out == {"no 16- or 32-bit rate": 1}
    plan = ask.plan(epoch_hardware, rows)
    assert [row.cells["accelerator"] for row in plan.new] == ["NVIDIA Rubin VR200"]
    new = plan.new[0].cells
    assert new["best_16bit_flop_per_s"] == new["fp16_bf16_tensor_flop_per_s"] == 4e15
    assert (new["memory_bytes"], new["tdp_w"]) == (288e9, 1800)
    assert new["accelerator_class"] == "datacenter"
    assert ask.refused(epoch_hardware, rows) == []


def test_units_of_the_header_are_converted(ask, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        "Name of the hardware,Release date,Tensor-FP16/BF16 performance (TFLOP/s),"
        "Memory size per board (GB),Memory bandwidth (GB/s),TDP (kW)\n"
        "NVIDIA X1,2026-01-01,1000,80,3350,0.7\n"
    )
    (row,) = ask.read(epoch_hardware, path).rows
    assert row.cells["fp16_bf16_tensor_flop_per_s"] == 1e15
    assert row.cells["memory_bytes"] == 80e9
    assert row.cells["memory_bandwidth_bytes_per_s"] == 3350e9
    assert row.cells["tdp_w"] == 700


def test_an_unknown_unit_is_refused(ask, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Hardware name,Release date,TDP (BTU/h)\nNVIDIA X1,2026-01-01,5\n")
    with pytest.raises(InputError, match="unknown unit; found 'btu/h'; accepted: w,"):
        ask.read(epoch_hardware, path)


def test_classes_agree_with_most_of_the_table(priors_dir):
    from forecast.inputs.evidence import load_table

    rows = load_table(priors_dir, "accelerators").rows
    same = sum(accelerator_class(r["accelerator"], "GPU") == r["accelerator_class"] for r in rows)
    assert same / len(rows) > 0.9
