"""Share of its peak arithmetic that a chip reaches on a model.

Peaks have grown faster than the memory that feeds them, and with every halving of the bits again:
the more FLOP a chip has for each byte it can read, the smaller the share that is met. Small
matrices leave units idle, and so do the many small ones of a mixture of experts.
"""

from __future__ import annotations

from forecast.quantities import Amount

REFERENCE_FLOP_PER_BYTE = 1979e12 / 3.35e12  # H100 at 8 bit
REFERENCE_WIDTH = 7168.0  # DeepSeek-V3


def achieved_flop_share(
    flop_share: Amount,
    dense_flop_gain: Amount,
    is_dense: Amount,
    balance_exponent: Amount,
    flop_per_byte: Amount,
    half_share_width: Amount,
    d_model: Amount,
) -> Amount:
    """Share of peak arithmetic that a model reaches on a chip, 1.

    Parameters
    ----------
    flop_share : float or array, 1
        Of DeepSeek-V3 on an H100 at 8 bit.
    dense_flop_gain : float or array, 1
        Factor for a dense model.
    is_dense : float or array, 1
        1 where it is, else 0.
    balance_exponent : float or array, 1
        How fast the share falls with the chip's balance.
    flop_per_byte : float or array, FLOP/byte
        Balance: peak arithmetic at the format of the products over peak memory bandwidth.
    half_share_width : float or array, 1
        Width of a model that reaches half the share of a very wide one.
    d_model : float or array, 1
        Width.

    Returns
    -------
    float or array, 1
        share * dense_gain^is_dense * (balance / reference)^-exponent * (1 + w / reference width) /
        (1 + w / width).

    Notes
    -----
    Measured from 74 FLOP/byte (H20 at 8 bit) to 1,250 (GB200 at 4 bit), and from widths of 2,048 to
    16,384. Beyond, the width levels off.

    Examples
    --------
    At four times the balance of the reference, and an exponent of a half:

    >>> balance = 4.0 * REFERENCE_FLOP_PER_BYTE
    >>> achieved_flop_share(0.2, 2.0, 1.0, 0.5, balance, 3000.0, REFERENCE_WIDTH)
    0.2
    """
    of_chip = (flop_per_byte / REFERENCE_FLOP_PER_BYTE) ** (-balance_exponent)
    of_width = (1.0 + half_share_width / REFERENCE_WIDTH) / (1.0 + half_share_width / d_model)
    return flop_share * dense_flop_gain**is_dense * of_chip * of_width
