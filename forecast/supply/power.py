"""Electric power that the stock draws, and how much of the stock can be powered."""

from __future__ import annotations

from forecast.quantities import Amount


def powered_h100e(
    power_available_watts: Amount, watts_per_h100e: Amount, power_usage_effectiveness: Amount
) -> Amount:
    """Stock that the available power can run, H100e.

    Parameters
    ----------
    power_available_watts : float or array, W
        At the meter of all sites that run AI.
    watts_per_h100e : float or array, W
        Chip power of one H100-equivalent of the mean chip in use.
    power_usage_effectiveness : float or array, 1
        Power of the site over power of the chips.

    Returns
    -------
    float or array, H100e
        Power over draw.

    Examples
    --------
    >>> powered_h100e(14e9, 700.0, 1.25)
    16000000.0
    """
    return power_available_watts / (watts_per_h100e * power_usage_effectiveness)
