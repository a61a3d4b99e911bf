"""Whether a model and its cache fit into the memory of the chips, and by how much they do not."""

from __future__ import annotations

import math

import numpy as np

from forecast.errors import InputError
from forecast.posterior.likelihoods.serving_in_flight import cache_bytes_per_token
from forecast.posterior.likelihoods.serving_rows import Rows
from forecast.serving.fits import accelerators_to_hold, weight_bytes

GIGABYTE = 1e9  # byte
NARROWEST_CACHE_BITS = 8.0  # bit; of a cache whose format nobody states: lower bound of its prior


def refuse_misfit(rows: Rows, reserved_memory_share: float) -> None:
    """Raise InputError unless the weights and one stream's cache fit.

    Parameters
    ----------
    rows : Rows
        One row.
    reserved_memory_share : float, 1
        Of each chip's memory.
    """
    weights, cache = held_bytes(rows)
    memory, n_chips = float(rows.memory_bytes[0]), float(rows.n_chips[0])
    usable = memory * (1.0 - reserved_memory_share)
    needed = math.ceil(
        accelerators_to_hold(weights + cache, memory / n_chips, reserved_memory_share)
    )
    beside = f"{n_chips:g} x {gigabytes(memory / n_chips)} hold {gigabytes(usable)} beside the "
    beside += f"{100 * reserved_memory_share:.0f} % kept for other things"
    if weights > usable:
        raise InputError(
            f"the weights do not fit: they take {gigabytes(weights)}, and {beside}: "
            f"{gigabytes(weights - usable)} too little; "
            f"at least {needed} accelerators, or --offload"
        )
    if weights + cache > usable:
        raise InputError(
            f"the context does not fit: one stream's cache of {rows.held_tokens[0]:,.0f} tokens "
            f"takes {gigabytes(cache)} beside {gigabytes(weights)} of weights, and {beside}: "
            f"{gigabytes(weights + cache - usable)} too little; at least {needed} accelerators, "
            "a shorter context or --offload"
        )


def held_bytes(rows: Rows) -> tuple[float, float]:
    """Bytes of the weights, and of the cache of one stream at full length, of one row."""
    weights = float(weight_bytes(rows.n_stored_parameters[0], rows.weight_bits[0]))
    unrecorded = NARROWEST_CACHE_BITS
    cache = float(np.squeeze(cache_bytes_per_token(rows, unrecorded))) * float(rows.held_tokens[0])
    return weights, cache


def gigabytes(amount: float) -> str:
    """Bytes as text, in GB with a sensible number of digits."""
    in_gb = amount / GIGABYTE
    return f"{in_gb:,.0f} GB" if in_gb >= 10.0 else f"{in_gb:.2g} GB"
