import pytest

from forecast.posterior.likelihoods import serving_requests

LLAMA_8B = {
    "n_active_parameters": 8.03e9, "n_heads": 32.0, "head_dim": 128.0, "kv_lora_rank": None,
    "input_tokens": 1000.0, "output_tokens": 500.0,
}  # fmt: skip
MODEL = {"n_layers": 32.0, "d_model": 4096.0}


def test_attention_works_on_the_latent_cache():
    deepseek = {"n_heads": 128.0, "head_dim": None, "kv_lora_rank": 512.0, "rope_head_dim": 64.0}
    assert serving_requests.attention_width(deepseek) == 69_632.0


def test_reading_expands_a_latent_cache_and_sparse_attention_reads_less():
    kimi = {"n_heads": 64.0, "head_dim": None, "kv_lora_rank": 512.0, "rope_head_dim": 64.0}
    assert serving_requests.reading_width(kimi) == 64 * (192 + 128) / 2
    sparse = LLAMA_8B | {"attended_share": 0.1}
    assert serving_requests.held(sparse, MODEL, 700.0)["read_tokens"] == pytest.approx(70.0)
    assert serving_requests.held(sparse, MODEL, 700.0)["held_tokens"] == 700.0
    whole, part = (
        serving_requests.decode_flop(r, MODEL, 1e6) - 2 * 8.03e9 for r in (LLAMA_8B, sparse)
    )
    assert part == pytest.approx(0.1 * whole)


def test_a_request_is_read_half_written_and_held_whole():
    found = serving_requests.request(LLAMA_8B, MODEL)
    assert (found["read_tokens"], found["held_tokens"]) == (1250.0, 1500.0)
    assert found["decode_flop"] == pytest.approx(2 * 8.03e9 + 4 * 32 * 4096 * 1250)


def test_a_stated_context_is_read_and_held():
    found = serving_requests.held(LLAMA_8B, MODEL, 700.0)
    assert (found["read_tokens"], found["held_tokens"]) == (700.0, 700.0)


def test_cached_input_costs_no_reading():
    whole, half = (serving_requests.reading_flop(LLAMA_8B, MODEL, 0.0, h, 10.0) for h in (0.0, 0.5))
    assert whole == pytest.approx(2 * half) == pytest.approx(10 * 2 * 8.03e9)
