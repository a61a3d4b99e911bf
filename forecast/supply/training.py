"""Compute of a training run, and how many copies the same chips run afterwards."""

from __future__ import annotations

from forecast.constants import SECONDS_PER_HOUR
from forecast.quantities import Amount

HOURS_PER_DAY = 24.0
TRAINING_FLOP_PER_PARAMETER_TOKEN = 6.0  # forward 2, backward 4 (Kaplan et al. 2020, table 1)


def training_cluster_flop_per_s(
    n_active_parameters: Amount,
    training_tokens: Amount,
    training_days: Amount,
    training_flop_share: Amount,
) -> Amount:
    """Peak rate of the cluster that trains a model in a given time, FLOP/s.

    Parameters
    ----------
    n_active_parameters : float or array, parameter
        Used per token.
    training_tokens : float or array, token
    training_days : float or array, day
    training_flop_share : float or array, 1
        Achieved over peak, at the precision of the result.

    Returns
    -------
    float or array, FLOP/s
        6 N D over the time, over the achieved share.

    Examples
    --------
    >>> rate = training_cluster_flop_per_s(530e9, 0.27e12, 30.0, 0.4)
    >>> f"{rate:.2e}"
    '8.28e+17'
    """
    work = TRAINING_FLOP_PER_PARAMETER_TOKEN * n_active_parameters * training_tokens
    seconds = training_days * HOURS_PER_DAY * SECONDS_PER_HOUR
    return work / (seconds * training_flop_share)


def copies_by_compute(
    cluster_flop_per_s: Amount,
    decode_flop: Amount,
    reading_flop: Amount,
    decode_flop_share: Amount,
    prefill_flop_share: Amount,
    tokens_per_second_per_stream: Amount,
    sampling_multiplier: Amount,
) -> Amount:
    """Copies that a cluster's arithmetic alone would allow, copy.

    Parameters
    ----------
    cluster_flop_per_s : float or array, FLOP/s
        Peak.
    decode_flop, reading_flop : float or array, FLOP/token
        Per token written: writing it, and reading what it needs.
    decode_flop_share, prefill_flop_share : float or array, 1
        Achieved shares of peak.
    tokens_per_second_per_stream : float or array, token/s
    sampling_multiplier : float or array, 1
        Streams a copy.

    Returns
    -------
    float or array, copy
        Equation 12. Memory, bandwidth and latency only lower it.

    Examples
    --------
    GPT-4 on its training cluster (13e12 tokens in 95 days; 13.3 tokens a second): with equal
    efficiency and nothing read, the size cancels and 3 D / (T r) is left.

    >>> cluster = training_cluster_flop_per_s(280e9, 13e12, 95.0, 0.35)
    >>> round(copies_by_compute(cluster, 2 * 280e9, 0.0, 0.35, 0.35, 13.3, 1.0), -3)
    357000.0
    """
    flop_per_token = decode_flop / decode_flop_share + reading_flop / prefill_flop_share
    return cluster_flop_per_s / (
        sampling_multiplier * tokens_per_second_per_stream * flop_per_token
    )
