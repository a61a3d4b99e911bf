import pytest

from forecast.serving.architecture import kv_bytes_per_token, layers, width


def test_gpt3_has_96_layers_of_width_12288():
    n_layers = layers(n_active_parameters=175e9)
    assert n_layers == pytest.approx(96, rel=0.01)
    assert width(n_layers=n_layers) == pytest.approx(12288, rel=0.01)


def test_parameters_are_12_layers_width_squared():
    n_layers = layers(n_active_parameters=1e13)
    assert 12 * n_layers * width(n_layers) ** 2 == pytest.approx(1e13)


def test_gpt3_caches_4_7_megabytes_a_token():
    cache = kv_bytes_per_token(n_layers=96, d_model=12288, kv_ratio=1.0, kv_bits=16)
    assert cache == pytest.approx(4.7e6, rel=0.01)


def test_llama_70b_caches_327680_bytes_with_grouped_queries():
    # 80 layers, width 8192, 8 of 64 heads keep keys and values: model card of Llama 3.3 70B
    assert kv_bytes_per_token(80, 8192, kv_ratio=8 / 64, kv_bits=16) == 327680


def test_halving_the_bits_halves_the_cache():
    full = kv_bytes_per_token(60, 7168, 0.05, 16)
    assert kv_bytes_per_token(60, 7168, 0.05, 8) == full / 2
