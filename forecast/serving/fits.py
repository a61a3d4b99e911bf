"""Whether a model's weights fit, and on how many accelerators at least."""

from __future__ import annotations

from forecast.constants import BITS_PER_BYTE
from forecast.quantities import Amount


def weight_bytes(n_stored_parameters: Amount, weight_bits: Amount) -> Amount:
    """Memory that the weights take, byte.

    Parameters
    ----------
    n_stored_parameters : float or array, parameter
    weight_bits : float or array, bit

    Returns
    -------
    float or array, byte

    Examples
    --------
    GPT-3 at 16 bit:

    >>> weight_bytes(175e9, 16.0)
    350000000000.0
    """
    return n_stored_parameters * weight_bits / BITS_PER_BYTE


def accelerators_to_hold(
    held_bytes: Amount, memory_bytes: Amount, reserved_memory_share: Amount
) -> Amount:
    """Accelerators whose memory holds so much, before rounding up, chip.

    Parameters
    ----------
    held_bytes : float or array, byte
        Weights, and cache where it counts.
    memory_bytes : float or array, byte
        Of one accelerator.
    reserved_memory_share : float or array, 1
        Kept for other things.

    Returns
    -------
    float or array, chip

    Examples
    --------
    >>> accelerators_to_hold(350e9, 80e9, 0.0)
    4.375
    """
    return held_bytes / (memory_bytes * (1.0 - reserved_memory_share))
