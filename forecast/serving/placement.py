"""The cheapest way to lay one model over chips: streams a chip decodes at the wanted speed.

The one place of the serving stage with branches and a search. It is compiled with the kernel and
calls the same branch-free formulas that the likelihoods call.

A placement is n chips that share each layer (n up to the scale-up domain), repeated over as many
pipeline stages as the weights need. Stages work on different batches at the same time, so streams
a chip do not depend on their number; they only add a hop each to the time of a token.
"""

from __future__ import annotations

from forecast.serving.batch import largest_batch
from forecast.serving.exchange import exchanged_bytes
from forecast.serving.step_time import weights_read
from forecast.serving.waiting import waiting_seconds

LAYOUT_STEP = 4.0  # sizes n tried: the whole domain, then every power of this down to one chip
WEIGHTS_MEMORY_SHARE = 0.5  # share of a stage's memory that weights may take before it is split

COMPUTE, BANDWIDTH, MEMORY, SPEED, NETWORK = 0, 1, 2, 3, 4
BOUND_NAMES = ("compute", "bandwidth", "memory", "speed", "network")


def streams_per_chip(
    decode_flop,
    n_stored_parameters,
    weight_bytes_per_parameter,
    shared_weight_share,
    experts_used_share,
    kv_bytes_held,
    kv_bytes_read,
    n_layers,
    layer_values,
    experts_per_token,
    flop_per_s,
    bandwidth_bytes_per_s,
    link_bytes_per_s,
    usable_memory_bytes,
    scale_up_domain_chips,
    decode_flop_share,
    decode_bandwidth_share,
    link_share,
    sharpness,
    hop_latency_seconds,
    layer_latency_seconds,
    fixed_step_seconds,
    step_budget_seconds,
):
    """Streams a chip decodes within the step budget, and what binds.

    Parameters
    ----------
    decode_flop : float, FLOP/token
    n_stored_parameters : float, parameter
    weight_bytes_per_parameter : float, byte
    shared_weight_share, experts_used_share : float, 1
    kv_bytes_held, kv_bytes_read : float, byte
        Cache of one stream in memory, and the part of it read a step.
    n_layers : float, 1
    layer_values : float, 1
        Values that pass from layer to layer in a step of one stream.
    experts_per_token : float, 1
        Experts a token visits; a model that uses all of its weights is split, not spread.
    flop_per_s, bandwidth_bytes_per_s, link_bytes_per_s, usable_memory_bytes : float
        Of one chip: peak at the precision served, peaks, and memory less what is reserved.
    scale_up_domain_chips : float, chip
        Most chips that may share a layer.
    decode_flop_share, decode_bandwidth_share, link_share, sharpness : float, 1
        As in `step_time.decode_step_seconds`.
    hop_latency_seconds, layer_latency_seconds, fixed_step_seconds : float, s
        As in `waiting.waiting_seconds`.
    step_budget_seconds : float, s
        Time a step may take: accepted tokens a step over tokens a second.

    Returns
    -------
    (float, int)
        Streams a chip, and the code of what binds (`BOUND_NAMES`): 0.0 and SPEED when no layout
        serves even one stream as fast as asked.

    Notes
    -----
    For each n the hard bounds on the batch (arithmetic, bandwidth, memory) bracket it from above.
    A layout that cannot beat the best so far, by its bracket or by the time of a step at that
    rate, is not solved.
    """
    best, bound = 0.0, SPEED
    weight_bytes = weight_bytes_per_parameter * n_stored_parameters
    least_read = weight_bytes_per_parameter * weights_read(
        n_stored_parameters, shared_weight_share, experts_used_share, 1.0
    )
    is_spread = 1.0 if experts_used_share < 1.0 else 0.0
    link = link_bytes_per_s * link_share
    n_chips = max(scale_up_domain_chips, 1.0)
    following = largest_power_below(n_chips, LAYOUT_STEP)
    while n_chips >= 1.0:
        memory = n_chips * usable_memory_bytes
        stages = max(1.0, weight_bytes / (WEIGHTS_MEMORY_SHARE * memory))
        by_memory = (memory - weight_bytes / stages) / kv_bytes_held
        waiting = hop_latency_seconds * (stages - 1.0) + waiting_seconds(
            n_layers, n_chips, layer_latency_seconds, hop_latency_seconds, fixed_step_seconds
        )
        left = step_budget_seconds - waiting
        if by_memory > best * n_chips and left > 0.0:
            flop = n_chips * flop_per_s * decode_flop_share
            bandwidth = n_chips * bandwidth_bytes_per_s * decode_bandwidth_share
            exchange = exchanged_bytes(layer_values, n_chips, experts_per_token, is_spread) / link
            by_compute = left * flop / decode_flop
            by_bandwidth = (left * bandwidth - least_read) / kv_bytes_read
            batch = largest_batch(
                min(by_compute, by_bandwidth, by_memory),
                max(best * n_chips, 1.0),
                decode_flop / flop,
                weight_bytes / bandwidth,
                kv_bytes_read / bandwidth,
                exchange,
                shared_weight_share,
                experts_used_share,
                sharpness,
                waiting,
                step_budget_seconds,
            )
            if batch > best * n_chips:
                best = batch / n_chips
                bound = tightest(batch, by_compute, by_memory, batch * exchange / left, sharpness)
        n_chips, following = following, following / LAYOUT_STEP
    return best, bound


def largest_power_below(n_chips, step):
    """Largest whole power of a step below a number of chips; below 1 when that is 1 chip.

    Parameters
    ----------
    n_chips : float, chip
    step : float, 1

    Returns
    -------
    float, chip

    Examples
    --------
    >>> [largest_power_below(n, 4.0) for n in (72.0, 64.0, 1.0)]
    [64.0, 16.0, 0.25]
    """
    power = 1.0 / step
    while power * step < n_chips:
        power *= step
    return power


def tightest(batch, by_compute, by_memory, exchange_share, sharpness):
    """Code of what holds the batch down: memory when full, else what takes most of the time.

    Parameters
    ----------
    batch, by_compute, by_memory : float, 1
        The batch reached, and its bounds by arithmetic alone and by memory.
    exchange_share : float, 1
        Share of the time that chips exchange.
    sharpness : float, 1
        Of the overlap.

    Returns
    -------
    int
        COMPUTE, BANDWIDTH, MEMORY or NETWORK.
    """
    if batch >= by_memory * (1.0 - 1e-9):
        return MEMORY
    if exchange_share > 0.5:
        return NETWORK
    # The p-th powers of both times, over the time left, add to one where the budget is used up.
    compute_share = batch / by_compute / (1.0 - exchange_share)
    return COMPUTE if compute_share**sharpness > 0.5 else BANDWIDTH
