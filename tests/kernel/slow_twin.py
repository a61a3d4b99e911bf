"""The kernel once more, slow and obvious: plain Python, dictionaries by year, bisection.

It shares the formulas with the kernel (they have tests of their own) and nothing else: fleet,
placement search, walk and crossing are written again.
"""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np

from forecast.constants import H100_FLOP_PER_S, HORIZON_YEAR, HOURS_PER_YEAR, START_YEAR
from forecast.serving import architecture as arch
from forecast.serving import chip_hour, copy_hour, efficiency, step_time, tokens
from forecast.supply import copies, power, stock
from forecast.trends import log_slowing_growth

FIRST_COHORT = 2010
CAP_SHARPNESS = 8.0
WEIGHTS_MEMORY_SHARE = 0.5


def grown(level, today, long_run, slowing, year):
    return level * math.exp(
        log_slowing_growth(year - START_YEAR, math.log(today), math.log(long_run), slowing)
    )


def new_chip(d, year):
    slow = d.hardware_slowing_years
    return SimpleNamespace(
        flop_per_usd=grown(
            d.flop_per_usd,
            d.flop_per_usd_growth_per_year,
            d.flop_per_usd_long_run_growth_per_year,
            slow,
            year,
        ),
        bandwidth=grown(
            d.bandwidth_per_flop, d.bandwidth_per_flop_growth_per_year, 1.0, slow, year
        ),
        memory=grown(d.memory_per_flop, d.memory_per_flop_growth_per_year, 1.0, slow, year),
        watts=grown(
            d.watts_per_flop,
            d.watts_per_flop_growth_per_year,
            d.watts_per_flop_long_run_growth_per_year,
            slow,
            year,
        ),
        flop=grown(d.flop_per_chip, d.flop_per_chip_growth_per_year, 1.0, slow, year),
    )


def gross_world_product(d, year):
    return d.gross_world_product_usd * d.gross_world_product_growth_per_year ** (year - START_YEAR)


def shipments(d):
    """Shipped and uncapped H100e by calendar year."""
    shipped, uncapped = {}, {}
    for year in range(FIRST_COHORT, int(HORIZON_YEAR)):
        middle = year + 0.5
        uncapped[year] = grown(
            d.shipments_h100e,
            d.shipments_growth_per_year,
            d.shipments_long_run_growth_per_year,
            d.shipments_slowing_years,
            middle,
        )
        if middle < START_YEAR:
            shipped[year] = uncapped[year]
            continue
        wanted = shipped[year - 1] * uncapped[year] / uncapped[year - 1]
        usd_per_h100e = H100_FLOP_PER_S / new_chip(d, middle).flop_per_usd * d.system_multiple
        cap = d.spend_limit_share * gross_world_product(d, middle) / usd_per_h100e
        supply = shipped[year - 1] * d.supply_growth_limit_per_year
        shipped[year] = stock.soft_minimum(
            stock.soft_minimum(wanted, supply, CAP_SHARPNESS), cap, CAP_SHARPNESS
        )
    return shipped, uncapped


def years_in_use(d, date):
    """Calendar years whose shipments are in use at a date, and the share of each."""
    start = max(date - d.lifetime_years, FIRST_COHORT)
    for year in range(FIRST_COHORT, int(HORIZON_YEAR)):
        share = min(date, year + 1) - max(start, year)
        if share > 0:
            yield year, share


def mean_chip(d, uncapped, date):
    total = {"weight": 0.0, "chips": 0.0, "bandwidth": 0.0, "memory": 0.0, "watts": 0.0, "usd": 0.0}
    for year, share in years_in_use(d, date):
        chip, amount = new_chip(d, year + 0.5), share * uncapped[year]
        total["weight"] += amount
        total["chips"] += amount * H100_FLOP_PER_S / chip.flop
        total["bandwidth"] += amount * chip.bandwidth
        total["memory"] += amount * chip.memory
        total["watts"] += amount * chip.watts
        total["usd"] += amount / chip.flop_per_usd
    flop = H100_FLOP_PER_S * total["weight"] / total["chips"]
    per_flop = {key: total[key] / total["weight"] for key in total}
    return SimpleNamespace(
        flop=flop,
        bandwidth=flop * per_flop["bandwidth"],
        memory=flop * per_flop["memory"],
        watts=flop * per_flop["watts"],
        usd=flop * per_flop["usd"],
    )


def bisect_batch(step_seconds, budget, most):
    """Largest batch up to `most` that keeps within the budget, by bisection on its logarithm."""
    if step_seconds(most) <= budget:
        return most
    if step_seconds(1.0) > budget:
        return 0.0
    low, high = 0.0, math.log(most)
    for _ in range(70):
        middle = 0.5 * (low + high)
        if step_seconds(math.exp(middle)) <= budget:
            low = middle
        else:
            high = middle
    return math.exp(0.5 * (low + high))


def flop_share(d, share, chip, d_model):
    dense = d.dense_flop_gain if d.experts_used_share >= 1 else 1.0
    balance = chip.flop * 8.0 / d.weight_bits / chip.bandwidth
    full = 1.0 + d.half_share_width / 7168.0
    wide = full / (1.0 + d.half_share_width / d_model)
    return share * dense * wide / (balance / (1979e12 / 3.35e12)) ** d.balance_exponent


def link_seconds(d, values, n, link):
    """Seconds of a chip's link a token: experts visited there and back, or two sums a layer."""
    bytes_sent = d.experts_per_token * 3.0 / n if d.experts_used_share < 1 else 8.0
    share = d.expert_link_share if d.experts_used_share < 1 else d.link_share
    return values * bytes_sent * (n - 1) / n / (link * share)


def context(d, date):
    """Context carried at a date."""
    growth, slow = d.context_window_growth_per_year, d.context_window_slowing_years
    long_run = d.context_window_long_run_growth_per_year
    return grown(d.context_tokens_in_use, growth, long_run, slow, date)


def streams_per_chip(d, dense, chip, domain, tokens_carried):
    active, stored = d.active_ratio * dense, d.stored_ratio * dense
    n_layers = arch.layers(active)
    d_model = arch.width(n_layers)
    kv = tokens_carried * arch.kv_bytes_per_token(n_layers, d_model, d.kv_ratio, d.kv_bits)
    decode = d.accepted_tokens_per_step * tokens.decode_flop_per_token(
        active, n_layers, d_model, tokens_carried, d.attended_share
    )
    weight_bytes = d.weight_bits / 8.0
    budget = d.accepted_tokens_per_step / d.tokens_per_second_per_stream
    largest = max(domain, 1.0)
    sizes = {largest} | {4.0**k for k in range(20) if 4.0**k < largest}
    best = 0.0
    for n in sizes:
        memory = n * chip.memory * (1.0 - d.reserved_memory_share)
        stages = max(1.0, weight_bytes * stored / (WEIGHTS_MEMORY_SHARE * memory))
        hops = d.hop_latency_seconds * (n_layers * math.log2(n) + stages - 1.0)
        a_layer = d.layer_latency_seconds
        if d.experts_used_share < 1:
            a_layer *= d.expert_waiting_gain
        waiting = hops + n_layers * a_layer + d.fixed_step_seconds

        values = d.accepted_tokens_per_step * n_layers * d_model
        exchange = link_seconds(d, values, n, d.link_per_bandwidth * chip.bandwidth)

        def step_seconds(batch, n=n, waiting=waiting, exchange=exchange):
            return step_time.decode_step_seconds(
                batch,
                decode,
                n * chip.flop * 8.0 / d.weight_bits,
                flop_share(d, d.decode_flop_share, chip, d_model),
                weight_bytes
                * step_time.weights_read(
                    stored, d.shared_weight_share, d.experts_used_share, batch
                ),
                kv * d.attended_share,
                n * chip.bandwidth,
                d.decode_bandwidth_share,
                d.roofline_sharpness,
                exchange,
                waiting,
            )

        by_memory = (memory - weight_bytes * stored / stages) / kv
        if by_memory >= 1.0:
            best = max(best, bisect_batch(step_seconds, budget, by_memory) / n)
    return best, n_layers, d_model, active


def cost_and_copies(d, fleet, date):
    shipped, uncapped = fleet
    chip = mean_chip(d, uncapped, date)
    since = max(date - d.human_level_date, 0.0)

    def gained(year):
        pace = d.algorithmic_gain_per_year, d.algorithmic_long_run_gain_per_year
        return grown(1.0, *pace, d.algorithmic_slowing_years, year)

    by_trend = math.log(gained(d.human_level_date + since) / gained(d.human_level_date))
    gain = efficiency.log10_algorithmic_gain(by_trend, d.algorithmic_gain_ceiling_log10)
    divisor = 1.0
    if since >= d.distillation_lag_years:
        divisor = d.distillation_compression**d.distillation_retained_share
    retained = efficiency.retained_parameter_share(d.weight_bits, d.precision_decay_bits)
    dense = efficiency.dense_equivalent_parameters(d.size_at_human_level, gain, divisor, retained)
    domain = grown(
        d.scale_up_domain_chips,
        d.scale_up_domain_growth_per_year,
        1.0,
        d.hardware_slowing_years,
        date,
    )
    streams, n_layers, d_model, active = streams_per_chip(d, dense, chip, domain, context(d, date))
    if streams == 0.0:
        return math.inf, 0.0
    reading_exchange, domain = 0.0, max(domain, 1.0)
    if d.experts_used_share < 1:
        per_token = link_seconds(
            d, n_layers * d_model, domain, d.link_per_bandwidth * chip.bandwidth
        )
        tokens_read = (1 - d.cached_input_share) * d.input_tokens_per_output_token
        reading_exchange = tokens_read * domain * per_token
    chips = copy_hour.chips_per_copy(
        streams,
        tokens.reading_flop_per_token(
            active,
            n_layers,
            d_model,
            context(d, date),
            d.attended_share,
            d.input_tokens_per_output_token,
            d.cached_input_share,
        ),
        chip.flop * 8.0 / d.weight_bits,
        flop_share(d, d.prefill_flop_share, chip, d_model),
        reading_exchange,
        d.tokens_per_second_per_stream,
        d.sampling_multiplier,
        math.exp(d.serving_log_scatter * d.serving_error_score),
    )
    cost = chip_hour.cost_usd_per_chip_hour(
        chip.usd,
        d.system_multiple,
        chip_hour.recovery_factor(d.discount_rate_per_year, d.lifetime_years),
        chip.watts,
        d.power_usage_effectiveness,
        d.usd_per_kwh,
        d.operations_usd_per_chip_hour,
        d.availability_share,
    )
    in_use = sum(share * shipped[year] for year, share in years_in_use(d, date))
    watts = grown(
        d.power_available_watts,
        d.power_growth_per_year,
        d.power_long_run_growth_per_year,
        d.power_slowing_years,
        date,
    )
    limit = power.powered_h100e(
        watts, chip.watts * H100_FLOP_PER_S / chip.flop, d.power_usage_effectiveness
    )
    powered = stock.soft_minimum(in_use, limit, CAP_SHARPNESS)
    n_copies = copies.copies(
        powered * H100_FLOP_PER_S / chip.flop * d.availability_share, d.inference_share, chips
    )
    return chips * chip_hour.price_usd_per_chip_hour(cost, d.provider_margin), n_copies


def margins_at(d, fleet, date, n, theta, phi):
    """Log margins of wage, bill and hardware for n copies at once at a date."""
    usd, n_copies = cost_and_copies(d, fleet, date)
    wage = d.wage_usd_per_hour * d.wage_growth_per_year ** (date - START_YEAR)
    money = phi * gross_world_product(d, date)

    def log_ratio(have, need):
        return -math.inf if have == 0.0 or need == math.inf else math.log(have / need)

    return (
        log_ratio(theta * wage, usd),
        log_ratio(money, n * HOURS_PER_YEAR * usd),
        log_ratio(n_copies, n),
    )


def first_date(d, start, n, theta, phi):
    """First affordable date of one draw; inf for never."""
    dates = sorted(
        {start, *range(math.floor(start) + 1, int(HORIZON_YEAR) + 1)}
        | ({d.human_level_date} if start < d.human_level_date < HORIZON_YEAR else set())
    )
    fleet = shipments(d)
    values = [margins_at(d, fleet, date, n, theta, phi) for date in dates]
    for i, date in enumerate(dates):
        if date < d.human_level_date:
            continue
        if min(values[i]) >= 0:
            return date
        if i + 1 == len(dates):
            return math.inf
        left, right = values[i], values[i + 1]
        opens, shuts = 0.0, 1.0
        for a, b in zip(left, right, strict=True):
            if a < 0 and b < 0:
                opens, shuts = 1.0, 0.0
            elif a < 0:
                opens = max(opens, 1.0 if a == -math.inf else a / (a - b))
            elif b < 0:
                shuts = min(shuts, 0.0 if b == -math.inf else a / (a - b))
        if opens <= shuts:
            return date + opens * (dates[i + 1] - date)
    return math.inf


def as_namespace(row: np.void) -> SimpleNamespace:
    return SimpleNamespace(**{name: float(row[name]) for name in row.dtype.names})
