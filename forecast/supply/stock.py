"""Shipments of accelerators and the stock in use, in H100-equivalents."""

from __future__ import annotations

import numpy as np

from forecast.constants import H100_FLOP_PER_S
from forecast.quantities import Amount


def soft_minimum(amount: Amount, cap: Amount, sharpness: Amount) -> Amount:
    """Amount under a soft cap, in its unit.

    Parameters
    ----------
    amount, cap : float or array
        Positive, of one unit.
    sharpness : float or array, 1
        Exponent p; the larger, the nearer to the true minimum.

    Returns
    -------
    float or array
        (amount^-p + cap^-p)^(-1/p), written on the smaller of the two so that nothing overflows:
        never above either, and growing in both.

    Examples
    --------
    >>> [round(float(soft_minimum(a, c, 8.0)), 6) for a, c in ((1.0, 1000.0), (1000.0, 1.0))]
    [1.0, 1.0]
    """
    lower, higher = np.minimum(amount, cap), np.maximum(amount, cap)
    return lower * (1.0 + (lower / higher) ** sharpness) ** (-1.0 / sharpness)


def affordable_shipments(
    gross_world_product_usd: Amount,
    spend_limit_share: Amount,
    flop_per_usd: Amount,
    system_multiple: Amount,
) -> Amount:
    """Shipments that the money cap allows, H100e/year.

    Parameters
    ----------
    gross_world_product_usd : float or array, USD/year
        Of the year.
    spend_limit_share : float or array, 1
        Share of it that may go to AI systems.
    flop_per_usd : float or array, FLOP/s/USD
        Of a new chip that year.
    system_multiple : float or array, 1
        Whole system over accelerator.

    Returns
    -------
    float or array, H100e/year
        Money over the system price of one H100-equivalent.

    Examples
    --------
    >>> affordable_shipments(100e12, 0.01, 1979e12 / 20e3, 2.0)
    25000000.0
    """
    usd_per_h100e = H100_FLOP_PER_S / flop_per_usd * system_multiple
    return gross_world_product_usd * spend_limit_share / usd_per_h100e


def chips_per_h100e(flop_per_chip: Amount) -> Amount:
    """Accelerators that make one H100-equivalent, chip/H100e.

    Parameters
    ----------
    flop_per_chip : float or array, FLOP/s
        8-bit dense peak.

    Returns
    -------
    float or array, chip/H100e

    Examples
    --------
    >>> chips_per_h100e(flop_per_chip=1979e12)
    1.0
    """
    return H100_FLOP_PER_S / flop_per_chip
