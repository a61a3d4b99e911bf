"""The shape of a model of a given size: layers, width, and what its key-value cache weighs."""

from __future__ import annotations

from forecast.constants import BITS_PER_BYTE, SHAPE_RATIO
from forecast.quantities import Amount


def layers(n_active_parameters: Amount) -> Amount:
    """Layers of a transformer of standard proportions, count.

    Parameters
    ----------
    n_active_parameters : float or array, parameter
        Weights used per token.

    Returns
    -------
    float or array, 1
        Number of layers L (not rounded, so that costs change smoothly with size).

    Notes
    -----
    N = 12 L d^2 with d = 128 L. GPT-3 (175e9) has L = 96 and d = 12288: this gives 96.2.

    References
    ----------
    kaplan2020, section 2.1.

    Examples
    --------
    >>> round(layers(n_active_parameters=174e9))
    96
    """
    return (n_active_parameters / (12.0 * SHAPE_RATIO**2)) ** (1.0 / 3.0)


def width(n_layers: Amount) -> Amount:
    """Width of the residual stream, count.

    Parameters
    ----------
    n_layers : float or array, 1
        Layers.

    Returns
    -------
    float or array, 1
        d = 128 L.

    Examples
    --------
    >>> width(n_layers=96.0)
    12288.0
    """
    return SHAPE_RATIO * n_layers


def kv_bytes_per_token(
    n_layers: Amount, d_model: Amount, kv_ratio: Amount, kv_bits: Amount
) -> Amount:
    """Key-value cache of one token of context, byte/token.

    Parameters
    ----------
    n_layers, d_model : float or array, 1
        Layers and width.
    kv_ratio : float or array, 1
        Cache relative to multi-head attention: 1 for GPT-3, about 1/24 for DeepSeek-V3.
    kv_bits : float or array, bit
        Bits a cached value.

    Returns
    -------
    float or array, byte/token
        Keys and values of all layers.

    References
    ----------
    pope2022, section 3.3.

    Examples
    --------
    >>> kv_bytes_per_token(n_layers=96.0, d_model=12288.0, kv_ratio=1.0, kv_bits=16.0) / 1e6
    4.718592
    """
    return kv_ratio * 2.0 * n_layers * d_model * kv_bits / BITS_PER_BYTE
