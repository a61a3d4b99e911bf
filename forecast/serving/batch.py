"""The largest batch whose decode step keeps within a time, on a given placement.

Compiled with the kernel; the time of a step is that of `step_time`, which the likelihoods call.
"""

from __future__ import annotations

import numpy as np

from forecast.serving.step_time import decode_step_seconds, weights_read

ALL_EXPERTS_HIT = 40.0  # streams a batch for each expert used; exp(-40) of the experts are missed
SOLVER_STEPS = 40  # upper limit; a solution takes about four
SOLVER_TOLERANCE = 1e-9  # of ln batch


def log_excess(
    log_batch,
    seconds_per_stream_compute,
    seconds_all_weights,
    seconds_per_stream_cache,
    seconds_per_stream_exchange,
    shared_weight_share,
    experts_used_share,
    sharpness,
    waiting_seconds,
    step_budget_seconds,
):
    """How far the step of a batch overruns the budget: ln(t(B) / budget), 1.

    Parameters
    ----------
    log_batch : float
        ln of the streams decoded together.
    seconds_per_stream_compute, seconds_all_weights, seconds_per_stream_cache, \
    seconds_per_stream_exchange : float, s
        Time for the arithmetic of one stream, to read all weights once, to read the cache of one
        stream, and to exchange its values, at achieved rates.
    shared_weight_share, experts_used_share, sharpness : float, 1
        As in `step_time`.
    waiting_seconds, step_budget_seconds : float, s
        What no batch hides, and the time allowed.

    Returns
    -------
    float
        Positive when too slow. `decode_step_seconds` with rates of 1, so amounts are times.
    """
    batch = np.exp(log_batch)
    seconds_weights = seconds_all_weights
    if batch * experts_used_share < ALL_EXPERTS_HIT:
        seconds_weights = weights_read(
            seconds_all_weights, shared_weight_share, experts_used_share, batch
        )
    seconds = decode_step_seconds(
        batch=batch,
        decode_flop=seconds_per_stream_compute,
        flop_per_s=1.0,
        decode_flop_share=1.0,
        weight_bytes_read=seconds_weights,
        kv_bytes_read=seconds_per_stream_cache,
        bandwidth_bytes_per_s=1.0,
        decode_bandwidth_share=1.0,
        sharpness=sharpness,
        exchange_seconds=seconds_per_stream_exchange,
        waiting_seconds=waiting_seconds,
    )
    return np.log(seconds / step_budget_seconds)


def largest_batch(
    most,
    least,
    seconds_per_stream_compute,
    seconds_all_weights,
    seconds_per_stream_cache,
    seconds_per_stream_exchange,
    shared_weight_share,
    experts_used_share,
    sharpness,
    waiting_seconds,
    step_budget_seconds,
):
    """Largest batch from `least` to `most` whose step keeps within the budget; 0 when none does.

    Parameters
    ----------
    most, least : float, 1
        Bounds of the batch; `least` is at least 1.
    seconds_per_stream_compute, seconds_all_weights, seconds_per_stream_cache, \
    seconds_per_stream_exchange, shared_weight_share, experts_used_share, sharpness, \
    waiting_seconds, step_budget_seconds : float
        As in `log_excess`.

    Returns
    -------
    float, 1
        The batch; not rounded, since copies are counted in billions.

    Notes
    -----
    ln t(B) = ln budget is solved for ln B by secant steps kept inside the bracket.
    """
    if most < least:
        return 0.0
    lower, upper = np.log(least), np.log(most)
    excess = log_excess(
        upper, seconds_per_stream_compute, seconds_all_weights, seconds_per_stream_cache,
        seconds_per_stream_exchange, shared_weight_share, experts_used_share, sharpness,
        waiting_seconds, step_budget_seconds,
    )  # fmt: skip
    if excess <= 0.0:
        return most
    # A least batch of one nearly always holds: it is tested only when a step leads there.
    lower_holds = least > 1.0
    if lower_holds:
        excess_lower = log_excess(
            lower, seconds_per_stream_compute, seconds_all_weights, seconds_per_stream_cache,
            seconds_per_stream_exchange, shared_weight_share, experts_used_share, sharpness,
            waiting_seconds, step_budget_seconds,
        )  # fmt: skip
        if excess_lower > 0.0:
            return 0.0
    # ln t is convex in ln B with a slope of at most 1: from the top, a step of slope 1 is safe.
    before, excess_before = upper, excess
    log_batch = max(upper - excess, lower)
    for _ in range(SOLVER_STEPS):
        excess = log_excess(
            log_batch, seconds_per_stream_compute, seconds_all_weights, seconds_per_stream_cache,
            seconds_per_stream_exchange, shared_weight_share, experts_used_share, sharpness,
            waiting_seconds, step_budget_seconds,
        )  # fmt: skip
        if excess > 0.0:
            if log_batch <= lower:
                return 0.0
            upper = log_batch
        else:
            lower, lower_holds = log_batch, True
        if log_batch == before:
            break
        slope = (excess - excess_before) / (log_batch - before)
        following = log_batch - excess / slope if slope > 0.0 else upper
        if following < lower and not lower_holds:
            following = lower
        elif not lower <= following <= upper:
            following = 0.5 * (lower + upper)
        if abs(following - log_batch) < SOLVER_TOLERANCE:
            return np.exp(following)
        before, excess_before, log_batch = log_batch, excess, following
    return np.exp(log_batch)
