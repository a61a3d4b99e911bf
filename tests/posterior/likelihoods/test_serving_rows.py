from dataclasses import fields, replace

import numpy as np
import pytest

from forecast.errors import InputError
from forecast.posterior.likelihoods import serving_rows


def at(rows, row_id):
    return int(np.flatnonzero(rows.row_id == row_id)[0])


def test_peak_at_the_precision_served(rows):
    assert rows.flop_per_s[at(rows, "srv-019")] == pytest.approx(4 * 989.4e12)  # 16 bit
    assert rows.flop_per_s[at(rows, "srv-057")] == pytest.approx(2 * 1979e12)  # 8 bit
    assert rows.flop_per_s[at(rows, "srv-051")] == pytest.approx(9e15)  # 4 bit, B200


def test_one_field_a_row_and_all_finite(rows, selected):
    for field in fields(serving_rows.Rows):
        values = getattr(rows, field.name)
        assert values.shape == (len(selected),)
        if values.dtype.kind == "f" and field.name not in ("batch", "kv_bits"):
            assert np.isfinite(values).all(), field.name
    # Full queues (TensorRT-LLM, DeepSeek-R1, InferenceX) state no batch in flight, nor do two rows
    # of decode on GB200 and two of vLLM's.
    assert np.isnan(rows.batch).sum() == 47 + 50 + 3 + 43 + 2 + 2
    # TensorRT-LLM but for DeepSeek-R1, latencies of MI300X, InferenceX and vLLM: no cache format.
    assert np.isnan(rows.kv_bits).sum() == 47 + 39 + 32 + 43 + 3


def test_products_wider_than_weights_and_sparse_attention(rows):
    kimi = at(rows, "srv-358")  # 4-bit weights on H200, whose products are of 16 bits
    assert (rows.weight_bits[kimi], rows.arithmetic_bits[kimi]) == (4.0, 16.0)
    assert rows.flop_per_s[kimi] == pytest.approx(8 * 989.5e12)
    v4 = at(rows, "srv-344")  # attends to 7.8 % of the 8,704 tokens it holds
    assert (rows.held_tokens[v4], rows.read_tokens[v4]) == (8704.0, pytest.approx(678.912))


def test_layout_is_as_stated(rows):
    assert rows.is_spread[at(rows, "srv-318")] == 1.0  # Qwen3 on four B200, attention data-parallel
    assert rows.is_spread[at(rows, "srv-358")] == 0.0  # Kimi K2 with layers split, though latent


def test_experts_are_spread_beyond_a_machine_and_where_the_cache_is_latent(rows):
    spread = {row_id: rows.is_spread[at(rows, row_id)] for row_id in ("srv-001", "srv-233")}
    assert spread == {"srv-001": 1.0, "srv-233": 1.0}  # DeepSeek on 32 H800, on one machine of 8
    assert rows.is_spread[at(rows, "srv-073")] == 0.0  # Qwen3, attention by heads, 8 H100
    assert rows.is_spread[at(rows, "srv-019")] == 0.0  # dense


def test_age_of_software_and_maker(rows):
    assert rows.years_old[at(rows, "srv-080")] == pytest.approx(2025 - 2024.29, abs=0.01)
    assert rows.years_old[at(rows, "srv-019")] == 0.0
    assert rows.is_amd[at(rows, "srv-188")] == 1.0
    assert rows.is_amd.sum() == 40


def changed(selected, row_id, **values):
    (row,) = selected.where(lambda each: each["row_id"] == row_id).rows
    return replace(selected, rows=(row | values,))


@pytest.mark.parametrize(
    ("row_id", "values", "message"),
    [
        ("srv-019", {"accelerator": "NVIDIA Z9"}, "srv-019: no such accelerator; found 'NVIDIA"),
        ("srv-019", {"weight_bits": 4.0}, "no peak rate at 4 bit for NVIDIA H100 SXM5 80GB"),
        ("srv-057", {"input_tokens": 7.0}, "srv-057: the requests of such a run are not known"),
        ("srv-003", {"study": "alone"}, "srv-003 needs the output_tokens_per_s_per_accelerator"),
    ],
)
def test_rows_that_cannot_be_prepared(selected, tables, resolve, row_id, values, message):
    with pytest.raises(InputError, match=message):
        serving_rows.prepare(
            changed(selected, row_id, **values), tables["serving"], tables["links"], resolve
        )
