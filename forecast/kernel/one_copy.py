"""What one copy needs at a date: the size that does the job, laid over the mean chip in use."""

from __future__ import annotations

import numpy as np

from forecast import trends
from forecast.constants import BITS_OF_PEAK_RATE, BITS_PER_BYTE, START_YEAR
from forecast.kernel.compile import compiled
from forecast.serving import (
    architecture,
    context,
    copy_hour,
    efficiency,
    exchange,
    flop_share,
    placement,
    tokens,
    waiting,
)


@compiled
def fixed_parts(draw):
    """What of a copy does not depend on the date, worked out once a draw.

    ln algorithmic gain from the start to the human-level date, size divisor of distillation,
    retained parameter share, the error of the cost model, and log growth of the context today and
    in the long run.
    """
    return (
        log_algorithmic_trend(draw, draw.human_level_date),
        efficiency.distillation_divisor(
            compression=draw.distillation_compression,
            retained_share=draw.distillation_retained_share,
        ),
        efficiency.retained_parameter_share(
            bits=draw.weight_bits, precision_decay_bits=draw.precision_decay_bits
        ),
        np.exp(draw.serving_log_scatter * draw.serving_error_score),
        np.log(draw.context_window_growth_per_year),
        np.log(draw.context_window_long_run_growth_per_year),
    )


@compiled
def context_at(draw, fixed, year):
    """Context a stream carries at a date, token."""
    return context.context_tokens(
        context_tokens_in_use=draw.context_tokens_in_use,
        log_window_growth=fixed[4],
        log_window_long_run_growth=fixed[5],
        window_slowing_years=draw.context_window_slowing_years,
        years_since_start=year - START_YEAR,
    )


@compiled
def log_algorithmic_trend(draw, year):
    """Natural log of the algorithmic gain between the start and a date, before any ceiling."""
    return trends.log_slowing_growth(
        years_since_start=year - START_YEAR,
        log_growth_today=np.log(draw.algorithmic_gain_per_year),
        log_growth_long_run=np.log(draw.algorithmic_long_run_gain_per_year),
        slowing_years=draw.algorithmic_slowing_years,
    )


@compiled
def served_size(draw, fixed, year):
    """Dense-equivalent size that does the job at a date, parameter."""
    log_gain_at_human_level, distillation_divisor, retained_share = fixed[0], fixed[1], fixed[2]
    since = max(year - draw.human_level_date, 0.0)
    return efficiency.dense_equivalent_parameters(
        size_at_human_level=draw.size_at_human_level,
        log10_gain=efficiency.log10_algorithmic_gain(
            log_uncapped_gain=log_algorithmic_trend(draw, draw.human_level_date + since)
            - log_gain_at_human_level,
            ceiling_log10=draw.algorithmic_gain_ceiling_log10,
        ),
        distillation_divisor=distillation_divisor if since >= draw.distillation_lag_years else 1.0,
        retained_parameter_share=retained_share,
    )


@compiled
def model_at(draw, fixed, year):
    """The model served at a date: (stored, active parameters, layers, width, cache bytes)."""
    dense = served_size(draw, fixed, year)
    active = draw.active_ratio * dense
    n_layers = architecture.layers(n_active_parameters=active)
    d_model = architecture.width(n_layers=n_layers)
    kv_bytes = context_at(draw, fixed, year) * architecture.kv_bytes_per_token(
        n_layers=n_layers, d_model=d_model, kv_ratio=draw.kv_ratio, kv_bits=draw.kv_bits
    )
    return draw.stored_ratio * dense, active, n_layers, d_model, kv_bytes


@compiled
def is_dense(draw):
    """1 where the served model uses all of its weights for each token, else 0."""
    return 1.0 if draw.experts_used_share >= 1.0 else 0.0


@compiled
def flop_gain(draw, flop_per_byte, d_model):
    """Share of peak arithmetic that the served model reaches, over that of the reference, 1."""
    return flop_share.achieved_flop_share(
        flop_share=1.0,
        dense_flop_gain=draw.dense_flop_gain,
        is_dense=is_dense(draw),
        balance_exponent=draw.balance_exponent,
        flop_per_byte=flop_per_byte,
        half_share_width=draw.half_share_width,
        d_model=d_model,
    )


@compiled
def layer_waiting(draw):
    """What a layer of the served model waits for its own kernels, s."""
    return waiting.layer_waiting_seconds(
        layer_latency_seconds=draw.layer_latency_seconds,
        expert_waiting_gain=draw.expert_waiting_gain,
        is_dense=is_dense(draw),
    )


@compiled
def link_share(draw):
    """Achieved share of the links: of layers that are split, or of experts that are spread, 1."""
    return draw.link_share if draw.experts_used_share >= 1.0 else draw.expert_link_share


@compiled
def decode_flop(draw, active, n_layers, d_model, context_tokens):
    """Arithmetic of a step for one stream: a step checks every token it accepts, FLOP."""
    return draw.accepted_tokens_per_step * tokens.decode_flop_per_token(
        n_active_parameters=active,
        n_layers=n_layers,
        d_model=d_model,
        context_tokens=context_tokens,
        attended_share=draw.attended_share,
    )


@compiled
def reading_flop(draw, active, n_layers, d_model, context_tokens):
    """Arithmetic of reading per token written, FLOP/token."""
    return tokens.reading_flop_per_token(
        n_active_parameters=active,
        n_layers=n_layers,
        d_model=d_model,
        context_tokens=context_tokens,
        attended_share=draw.attended_share,
        input_tokens_per_output_token=draw.input_tokens_per_output_token,
        cached_input_share=draw.cached_input_share,
    )


@compiled
def reading_exchange(draw, layer_values, link_bytes_per_s, n_chips):
    """Time that reading per token written keeps the links of all chips busy, chip s/token.

    Experts are spread over a whole domain. A dense model is read in stages of one chip, which
    exchange next to nothing: what counts here is chips kept busy, not the wait for the first token.
    """
    if draw.experts_used_share >= 1.0:
        return 0.0
    n_chips = max(n_chips, 1.0)
    tokens_read = (1.0 - draw.cached_input_share) * draw.input_tokens_per_output_token
    sent = exchange.exchanged_bytes(
        layer_values=layer_values,
        n_chips=n_chips,
        experts_per_token=draw.experts_per_token,
        is_spread=1.0,
    )
    return tokens_read * n_chips * sent / (link_bytes_per_s * draw.expert_link_share)


@compiled
def chips_for_a_copy(
    draw, fixed, year, flop_per_s, bandwidth_bytes_per_s, memory_bytes, scale_up_domain_chips
):
    """Mean accelerators one copy needs at a date, and the code of what bounds it."""
    stored, active, n_layers, d_model, kv_bytes = model_at(draw, fixed, year)
    carried = context_at(draw, fixed, year)
    served_flop_per_s = flop_per_s * BITS_OF_PEAK_RATE / draw.weight_bits
    link_bytes_per_s = draw.link_per_bandwidth * bandwidth_bytes_per_s
    gain = flop_gain(draw, served_flop_per_s / bandwidth_bytes_per_s, d_model)
    streams, bound = placement.streams_per_chip(
        decode_flop=decode_flop(draw, active, n_layers, d_model, carried),
        n_stored_parameters=stored,
        weight_bytes_per_parameter=draw.weight_bits / BITS_PER_BYTE,
        shared_weight_share=draw.shared_weight_share,
        experts_used_share=draw.experts_used_share,
        kv_bytes_held=kv_bytes,
        kv_bytes_read=kv_bytes * draw.attended_share,
        n_layers=n_layers,
        layer_values=draw.accepted_tokens_per_step * n_layers * d_model,
        experts_per_token=draw.experts_per_token,
        flop_per_s=served_flop_per_s,
        bandwidth_bytes_per_s=bandwidth_bytes_per_s,
        link_bytes_per_s=link_bytes_per_s,
        usable_memory_bytes=memory_bytes * (1.0 - draw.reserved_memory_share),
        scale_up_domain_chips=scale_up_domain_chips,
        decode_flop_share=gain * draw.decode_flop_share,
        decode_bandwidth_share=draw.decode_bandwidth_share,
        link_share=link_share(draw),
        sharpness=draw.roofline_sharpness,
        hop_latency_seconds=draw.hop_latency_seconds,
        layer_latency_seconds=layer_waiting(draw),
        fixed_step_seconds=draw.fixed_step_seconds,
        step_budget_seconds=draw.accepted_tokens_per_step / draw.tokens_per_second_per_stream,
    )
    chips = copy_hour.chips_per_copy(
        streams_per_chip=streams,
        reading_flop=reading_flop(draw, active, n_layers, d_model, carried),
        flop_per_s=served_flop_per_s,
        prefill_flop_share=gain * draw.prefill_flop_share,
        reading_exchange_chip_seconds=reading_exchange(
            draw, n_layers * d_model, link_bytes_per_s, scale_up_domain_chips
        ),
        tokens_per_second_per_stream=draw.tokens_per_second_per_stream,
        sampling_multiplier=draw.sampling_multiplier,
        cost_error=fixed[3],
    )
    return chips, bound
