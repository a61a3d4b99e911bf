"""How many copies a stock of accelerators runs at once."""

from __future__ import annotations

from forecast.quantities import Amount


def copies(chips_in_use: Amount, inference_share: Amount, chips_per_copy: Amount) -> Amount:
    """Copies that the stock runs at once, copy.

    Parameters
    ----------
    chips_in_use : float or array, chip
        Stock, powered.
    inference_share : float or array, 1
        Share of it that serves rather than trains.
    chips_per_copy : float or array, chip/copy
        See `serving.copy_hour.chips_per_copy`.

    Returns
    -------
    float or array, copy
        Equation 11.

    Examples
    --------
    >>> copies(chips_in_use=10e6, inference_share=0.5, chips_per_copy=2.0)
    2500000.0
    """
    return inference_share * chips_in_use / chips_per_copy
