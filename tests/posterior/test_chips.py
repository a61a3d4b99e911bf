"""Which chips count as leading, and how rows find their chip."""

import pytest

from forecast.errors import InputError
from forecast.inputs.evidence import load_table
from forecast.posterior.chips import (
    CUT_BACK,
    NOT_SOLD,
    SMALL_CARDS,
    Chips,
    eight_bit_flop_per_s,
    has_matrix_units,
    is_leading,
    silicon,
)


@pytest.fixture(scope="module")
def accelerators(priors_dir):
    return load_table(priors_dir, "accelerators")


def test_eight_bit_rate_is_the_largest_of_three():
    assert eight_bit_flop_per_s({"fp8_flop_per_s": 3.0, "int8_op_per_s": 4.0}) == 4.0
    both = {"int8_op_per_s": 275.0, "fp16_bf16_tensor_flop_per_s": 275.0}
    assert eight_bit_flop_per_s(both) == 550.0
    assert eight_bit_flop_per_s({"fp8_flop_per_s": None}) is None
    assert not has_matrix_units({"fp16_nontensor_flop_per_s": 20e12})


def test_lists_of_chips_left_out_name_real_chips(accelerators):
    known = set(accelerators.column("accelerator"))
    assert known >= SMALL_CARDS | CUT_BACK | NOT_SOLD


def test_leading_chips(accelerators):
    leading = {row["accelerator"] for row in accelerators.rows if is_leading(row)}
    assert {"NVIDIA B200", "Google TPU v7 Ironwood", "AMD Instinct MI300X"} <= leading
    assert not leading & {"NVIDIA L4", "Huawei Ascend 910B", "NVIDIA GeForce RTX 4090"}


def test_aliases_find_the_same_row(accelerators):
    chips = Chips(accelerators)
    assert chips.find("H100") is chips.find("NVIDIA H100 SXM5 80GB")
    assert chips.find("Cerebras CS-1") is None
    with pytest.raises(InputError, match=r"no such accelerator; found 'Cerebras CS-1'"):
        chips.rows(["Cerebras CS-1"])


def test_release_is_that_of_the_silicon(accelerators):
    chips = Chips(accelerators)
    years = chips.release_years(chips.rows(["NVIDIA H100", "NVIDIA H200", "NVIDIA B200"]))
    assert years[0] == years[1] == pytest.approx(2022.72, abs=0.01)  # 2022-09-20
    assert years[2] == pytest.approx(2024.87, abs=0.01)  # 2024-11-15
    assert silicon("NVIDIA H200 SXM") == "H100"
