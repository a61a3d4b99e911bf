"""Weights kept in slower memory and streamed for every step."""

from __future__ import annotations

from forecast.quantities import Amount


def offloaded_step_seconds(
    step_seconds: Amount, streamed_bytes: Amount, tier_bytes_per_s: Amount
) -> Amount:
    """Time of a step whose weights come from a slower tier, s.

    Parameters
    ----------
    step_seconds : float or array, s
        The step with everything in the accelerator's own memory.
    streamed_bytes : float or array, byte
        What has to come from the tier every step.
    tier_bytes_per_s : float or array, byte/s
        Achieved bandwidth of the tier.

    Returns
    -------
    float or array, s
        Nothing is overlapped: an upper bound, tight where the tier is much slower.

    Examples
    --------
    >>> offloaded_step_seconds(0.5, 350e9, 35e9)
    10.5
    """
    return step_seconds + streamed_bytes / tier_bytes_per_s
