"""What chips that hold one model together send each other for every token.

A dense model splits each layer: two sums over all chips, after attention and after the feed-forward
part. A mixture of experts on more than one machine spreads its experts: a token visits the chips of
those it uses, and attention needs no exchange.
"""

from __future__ import annotations

from forecast.quantities import Amount

SUMS_PER_LAYER = 2.0
RING_PASSES = 2.0  # of a ring all-reduce: scatter the partial sums, gather the totals
SUMMED_BYTES = 2.0  # byte a value; sums travel at 16 bit
DISPATCHED_BYTES = 1.0  # byte a value; tokens go to their experts at 8 bit
COMBINED_BYTES = 2.0  # byte a value; and come back at 16 bit


def exchanged_bytes(
    layer_values: Amount, n_chips: Amount, experts_per_token: Amount, is_spread: Amount
) -> Amount:
    """Bytes that each chip sends for one token of one stream, byte.

    Parameters
    ----------
    layer_values : float or array, 1
        Layers times width: the values that pass from layer to layer.
    n_chips : float or array, chip
        Chips that share each layer.
    experts_per_token : float or array, 1
        Experts that a token visits.
    is_spread : float or array, 1
        1 where experts are spread over the chips, 0 where each layer is split.

    Returns
    -------
    float or array, byte
        (n - 1)/n of either all sums of each layer, which every chip takes part in, or of what goes
        to the experts and back, which the n chips share.

    References
    ----------
    deepseek2024v3, section 3.2 (dispatch at 8 bit, combine at 16 bit).

    Examples
    --------
    Nothing on one chip; a 70e9 model (80 layers of 8192) on eight sends 4.6 MB a token:

    >>> exchanged_bytes(80 * 8192.0, 1.0, 8.0, 0.0)
    0.0
    >>> exchanged_bytes(80 * 8192.0, 8.0, 8.0, 0.0)
    4587520.0
    """
    split = SUMS_PER_LAYER * RING_PASSES * SUMMED_BYTES
    spread = experts_per_token * (DISPATCHED_BYTES + COMBINED_BYTES) / n_chips
    elsewhere = (n_chips - 1.0) / n_chips
    return layer_values * elsewhere * (is_spread * spread + (1.0 - is_spread) * split)
