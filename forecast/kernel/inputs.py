"""Names of everything one draw holds, as the compiled code reads them."""

from __future__ import annotations

import numpy as np

INPUT_NAMES = (
    "human_level_date",
    "tokens_per_second_per_stream", "sampling_multiplier", "context_tokens_in_use",
    "context_window_growth_per_year", "context_window_long_run_growth_per_year",
    "context_window_slowing_years",
    "input_tokens_per_output_token", "cached_input_share", "load_factor",
    "wage_usd_per_hour", "wage_growth_per_year", "gross_world_product_usd",
    "gross_world_product_growth_per_year", "population", "population_growth_per_year",
    "population_slowing_years", "usd_per_kwh",
    "size_at_human_level", "algorithmic_gain_per_year",
    "algorithmic_long_run_gain_per_year", "algorithmic_slowing_years",
    "algorithmic_gain_ceiling_log10",
    "distillation_compression", "distillation_retained_share", "distillation_lag_years",
    "precision_decay_bits",
    "flop_per_usd", "flop_per_usd_growth_per_year", "flop_per_usd_long_run_growth_per_year",
    "bandwidth_per_flop", "bandwidth_per_flop_growth_per_year",
    "memory_per_flop", "memory_per_flop_growth_per_year",
    "watts_per_flop", "watts_per_flop_growth_per_year", "watts_per_flop_long_run_growth_per_year",
    "flop_per_chip", "flop_per_chip_growth_per_year", "hardware_slowing_years",
    "lifetime_years", "system_multiple", "discount_rate_per_year", "power_usage_effectiveness",
    "availability_share", "operations_usd_per_chip_hour", "provider_margin",
    "active_ratio", "stored_ratio", "experts_used_share", "shared_weight_share", "kv_ratio",
    "weight_bits", "kv_bits", "attended_share", "decode_flop_share", "decode_bandwidth_share",
    "prefill_flop_share", "dense_flop_gain", "balance_exponent", "half_share_width",
    "link_share", "expert_link_share", "expert_waiting_gain",
    "link_per_bandwidth", "experts_per_token",
    "hop_latency_seconds", "layer_latency_seconds", "fixed_step_seconds", "roofline_sharpness",
    "serving_log_scatter", "serving_error_score", "reserved_memory_share",
    "scale_up_domain_chips", "scale_up_domain_growth_per_year", "accepted_tokens_per_step",
    "shipments_h100e", "shipments_growth_per_year", "shipments_long_run_growth_per_year",
    "shipments_slowing_years", "supply_growth_limit_per_year",
    "spend_limit_share", "power_available_watts",
    "power_growth_per_year", "power_long_run_growth_per_year", "power_slowing_years",
    "inference_share",
)  # fmt: skip
DERIVED = ("serving_error_score",)  # drawn, but no belief: a place in the scatter of the cost model
INPUT_DTYPE = np.dtype([(name, np.float64) for name in INPUT_NAMES])
