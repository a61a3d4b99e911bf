"""How long one decode step of a batch takes, and how long reading takes.

Weights are read once a step for the whole batch, the cache once for each stream; arithmetic
overlaps with both, imperfectly; collectives and kernel launches add a part that no batch hides.
"""

from __future__ import annotations

import numpy as np

from forecast.quantities import Amount


def soft_maximum(first: Amount, second: Amount, sharpness: Amount) -> Amount:
    """Smooth maximum of two positive numbers, in their unit.

    Parameters
    ----------
    first, second : float or array
        What overlaps; `second` must be positive.
    sharpness : float or array, 1
        Exponent p of the p-norm; larger is closer to the true maximum.

    Returns
    -------
    float or array
        (first^p + second^p)^(1/p): never below the maximum, at most 2^(1/p) above it.

    Notes
    -----
    Written on the ratio, so it holds while (first / second)^p < 1e308.

    Examples
    --------
    >>> round(soft_maximum(1.0, 1.0, 8.0), 4)
    1.0905
    """
    return second * (1.0 + (first / second) ** sharpness) ** (1.0 / sharpness)


def weights_read(
    n_stored_parameters: Amount,
    shared_weight_share: Amount,
    experts_used_share: Amount,
    batch: Amount,
) -> Amount:
    """Weights that one step of a batch must read, parameter.

    Parameters
    ----------
    n_stored_parameters : float or array, parameter
        All weights.
    shared_weight_share : float or array, 1
        Share of them that every token uses (attention, embeddings, shared experts).
    experts_used_share : float or array, 1
        Experts a token uses over all experts, k / E; 1 for a dense model.
    batch : float or array, 1
        Streams decoded together.

    Returns
    -------
    float or array, parameter
        N_shared + N_experts (1 - (1 - k/E)^B), if tokens choose experts independently.

    Notes
    -----
    Written with exp and log of (1 - k/E) kept above 1e-12, so that a dense model (k/E = 1) needs
    no branch.

    Examples
    --------
    >>> round(float(weights_read(100.0, 0.2, 0.1, 1.0)), 6)
    28.0
    """
    missed = np.exp(batch * np.log(1.0 - experts_used_share + 1e-12))
    return n_stored_parameters * (
        shared_weight_share + (1.0 - shared_weight_share) * (1.0 - missed)
    )


def decode_step_seconds(
    batch: Amount,
    decode_flop: Amount,
    flop_per_s: Amount,
    decode_flop_share: Amount,
    weight_bytes_read: Amount,
    kv_bytes_read: Amount,
    bandwidth_bytes_per_s: Amount,
    decode_bandwidth_share: Amount,
    sharpness: Amount,
    exchange_seconds: Amount,
    waiting_seconds: Amount,
) -> Amount:
    """Time of one decode step of a batch, s.

    Parameters
    ----------
    batch : float or array, 1
        Streams decoded together.
    decode_flop : float or array, FLOP/token
        Arithmetic a token.
    flop_per_s : float or array, FLOP/s
        Peak of all chips of the placement at the precision served.
    decode_flop_share, decode_bandwidth_share : float or array, 1
        Achieved shares of the peaks.
    weight_bytes_read : float or array, byte
        Weights read once a step.
    kv_bytes_read : float or array, byte
        Cache read a stream a step.
    bandwidth_bytes_per_s : float or array, byte/s
        Peak memory bandwidth of all chips of the placement.
    sharpness : float or array, 1
        Of the overlap, see `soft_maximum`.
    exchange_seconds : float or array, s
        Time the links between chips need for one stream.
    waiting_seconds : float or array, s
        What no batch hides, see `waiting.waiting_seconds`.

    Returns
    -------
    float or array, s
        roof(arithmetic, memory traffic) + exchange + waiting.

    References
    ----------
    pope2022, section 2; erdil2025.

    Examples
    --------
    A batch of one of a 70.6e9 model at 16 bit on four H100 is bound by its weights, 10.5 ms:

    >>> t = decode_step_seconds(1.0, 141e9, 4 * 989e12, 1.0, 141.2e9, 0.0, 4 * 3.35e12, 1.0,
    ...                         8.0, 0.0, 0.0)
    >>> round(1000 * t, 1)
    10.5
    """
    compute_seconds = batch * decode_flop / (flop_per_s * decode_flop_share)
    memory_seconds = (weight_bytes_read + batch * kv_bytes_read) / (
        bandwidth_bytes_per_s * decode_bandwidth_share
    )
    overlapped = soft_maximum(compute_seconds, memory_seconds, sharpness)
    return overlapped + batch * exchange_seconds + waiting_seconds


def prefill_seconds(
    prefill_flop: Amount, flop_per_s: Amount, prefill_flop_share: Amount, exchange_seconds: Amount
) -> Amount:
    """Time to read input on a placement, s.

    Parameters
    ----------
    prefill_flop : float or array, FLOP
        Arithmetic of the input.
    flop_per_s : float or array, FLOP/s
        Peak of all chips of the placement at the precision served.
    prefill_flop_share : float or array, 1
        Achieved share of it.
    exchange_seconds : float or array, s
        Time the links between chips need for the input.

    Returns
    -------
    float or array, s
        Arithmetic over achieved rate, since reading has many tokens a weight, and the exchange.

    Examples
    --------
    >>> prefill_seconds(1e12, flop_per_s=1e13, prefill_flop_share=0.5, exchange_seconds=0.0)
    0.2
    """
    return prefill_flop / (flop_per_s * prefill_flop_share) + exchange_seconds
