"""Figures that others have published, from the same formulas that the forecast runs on."""

import pytest

from forecast.serving import architecture, fits
from forecast.supply import training


def test_gpt_3_has_96_layers_of_width_12288():
    n_layers = architecture.layers(n_active_parameters=175e9)  # Brown et al. 2020, table 2.1
    assert n_layers == pytest.approx(96, rel=0.01)
    assert architecture.width(n_layers=n_layers) == pytest.approx(12288, rel=0.01)


@pytest.mark.parametrize(
    ("n_layers", "d_model", "kv_ratio", "expected"),
    [
        (96.0, 12288.0, 1.0, 4.7e6),  # GPT-3, multi-head attention at 16 bit
        (61.0, 7168.0, 1 / 25, 70e3),  # DeepSeek-V3, latent attention at 16 bit
    ],
)
def test_cache_of_a_token(n_layers, d_model, kv_ratio, expected):
    found = architecture.kv_bytes_per_token(
        n_layers=n_layers, d_model=d_model, kv_ratio=kv_ratio, kv_bits=16.0
    )
    assert found == pytest.approx(expected, rel=0.02)


def test_mt_nlg_needs_half_as_much_again_as_its_weights():
    # ZeRO-Inference: at least 40 A100 of 40 GB for 530e9 parameters at 16 bit
    weights = fits.weight_bytes(530e9, 16.0)
    assert 40 / fits.accelerators_to_hold(weights, 40e9, 0.0) == pytest.approx(1.5, rel=0.02)


@pytest.mark.parametrize(
    ("n_active", "n_tokens", "hours"),
    [(65e9, 1.4e12, 1_022_362), (33e9, 1.4e12, 530_432)],
)
def test_training_hours_of_llama_at_a_plausible_share_of_peak(n_active, n_tokens, hours):
    """Touvron et al. 2023, table 15; A100 at 312e12 FLOP/s."""
    n_days = 1.0
    peak = training.training_cluster_flop_per_s(n_active, n_tokens, n_days, 1.0)
    share = peak * n_days * 24 / 312e12 / hours
    assert 0.4 < share < 0.55
