"""The world's fleet of accelerators: what is shipped each year, and the mean chip in use."""

from __future__ import annotations

import numpy as np

from forecast import trends
from forecast.constants import H100_FLOP_PER_S, HORIZON_YEAR, START_YEAR
from forecast.kernel.compile import compiled
from forecast.supply import stock

FIRST_COHORT_YEAR = 2010  # year; older accelerators are out of use whatever their lifetime
N_COHORTS = int(HORIZON_YEAR) - FIRST_COHORT_YEAR
LATEST_LIFETIME = START_YEAR - FIRST_COHORT_YEAR  # year; upper bound of lifetime_years
CAP_SHARPNESS = 8.0  # of soft caps on shipments and on powered stock: a shape, not a belief
# Rows of the cumulated fleet: shipped H100e, and per-H100e properties weighted by uncapped
# shipments (so that a cap changes how many chips there are, not which).
SHIPPED, WEIGHT, CHIPS, BANDWIDTH, MEMORY, WATTS, USD = range(7)


@compiled
def hardware_at(draw, year):
    """A new accelerator: (FLOP/s/USD, byte/FLOP, byte/(FLOP/s), W/(FLOP/s), FLOP/s)."""
    s, slowing = year - START_YEAR, draw.hardware_slowing_years
    log_flop_per_usd = trends.log_slowing_growth(
        years_since_start=s,
        log_growth_today=np.log(draw.flop_per_usd_growth_per_year),
        log_growth_long_run=np.log(draw.flop_per_usd_long_run_growth_per_year),
        slowing_years=slowing,
    )
    log_watts = trends.log_slowing_growth(
        years_since_start=s,
        log_growth_today=np.log(draw.watts_per_flop_growth_per_year),
        log_growth_long_run=np.log(draw.watts_per_flop_long_run_growth_per_year),
        slowing_years=slowing,
    )
    # Ratios within a chip, and its size, level off: their long-run growth is none.
    log_bandwidth = trends.log_slowing_growth(
        s, np.log(draw.bandwidth_per_flop_growth_per_year), 0.0, slowing
    )
    log_memory = trends.log_slowing_growth(
        s, np.log(draw.memory_per_flop_growth_per_year), 0.0, slowing
    )
    log_flop = trends.log_slowing_growth(
        s, np.log(draw.flop_per_chip_growth_per_year), 0.0, slowing
    )
    return (
        draw.flop_per_usd * np.exp(log_flop_per_usd),
        draw.bandwidth_per_flop * np.exp(log_bandwidth),
        draw.memory_per_flop * np.exp(log_memory),
        draw.watts_per_flop * np.exp(log_watts),
        draw.flop_per_chip * np.exp(log_flop),
    )


@compiled
def gross_world_product(draw, year):
    """World product at a date, USD/year."""
    return draw.gross_world_product_usd * draw.gross_world_product_growth_per_year ** (
        year - START_YEAR
    )


@compiled
def build_fleet(draw, start_year, fleet, money_binds):
    """Cumulate shipments and their properties to the start of each year.

    Fills `fleet` (7, cohort + 1) and `money_binds` (cohort,): whether the money cap was below what
    would have been shipped. Cohorts out of use by the start are left out: run far back, a slowing
    trend would overflow.
    """
    oldest = int(min(start_year - draw.lifetime_years, START_YEAR - 1.0)) - FIRST_COHORT_YEAR
    log_today = np.log(draw.shipments_growth_per_year)
    log_long_run = np.log(draw.shipments_long_run_growth_per_year)
    shipped, wanted_before = 0.0, 0.0
    for cohort in range(max(oldest, 0), N_COHORTS):
        middle = FIRST_COHORT_YEAR + cohort + 0.5
        uncapped = draw.shipments_h100e * np.exp(
            trends.log_slowing_growth(
                years_since_start=middle - START_YEAR,
                log_growth_today=log_today,
                log_growth_long_run=log_long_run,
                slowing_years=draw.shipments_slowing_years,
            )
        )
        flop_per_usd, bandwidth, memory, watts, flop = hardware_at(draw, middle)
        wanted = uncapped if middle < START_YEAR else shipped * uncapped / wanted_before
        wanted_before = uncapped
        if middle < START_YEAR:
            shipped = wanted
        else:
            cap = stock.affordable_shipments(
                gross_world_product_usd=gross_world_product(draw, middle),
                spend_limit_share=draw.spend_limit_share,
                flop_per_usd=flop_per_usd,
                system_multiple=draw.system_multiple,
            )
            shipped = stock.soft_minimum(amount=wanted, cap=cap, sharpness=CAP_SHARPNESS)
            money_binds[cohort] = cap < wanted
        fleet[SHIPPED, cohort + 1] = fleet[SHIPPED, cohort] + shipped
        fleet[WEIGHT, cohort + 1] = fleet[WEIGHT, cohort] + uncapped
        fleet[CHIPS, cohort + 1] = fleet[CHIPS, cohort] + uncapped * stock.chips_per_h100e(flop)
        fleet[BANDWIDTH, cohort + 1] = fleet[BANDWIDTH, cohort] + uncapped * bandwidth
        fleet[MEMORY, cohort + 1] = fleet[MEMORY, cohort] + uncapped * memory
        fleet[WATTS, cohort + 1] = fleet[WATTS, cohort] + uncapped * watts
        fleet[USD, cohort + 1] = fleet[USD, cohort] + uncapped / flop_per_usd


@compiled
def cumulated(row, year):
    """A cumulated row of the fleet at a date, a straight line inside each year."""
    position = min(max(year - FIRST_COHORT_YEAR, 0.0), float(N_COHORTS))
    whole = min(int(position), N_COHORTS - 1)
    return row[whole] + (position - whole) * (row[whole + 1] - row[whole])


@compiled
def in_use(row, year, lifetime_years):
    """What of a cumulated row was added within the lifetime before a date."""
    return cumulated(row, year) - cumulated(row, year - lifetime_years)


@compiled
def mean_chip(draw, fleet, year):
    """The stock-weighted mean accelerator in use: (FLOP/s, byte/s, byte, W, USD)."""
    life = draw.lifetime_years
    weight = in_use(fleet[WEIGHT], year, life)
    flop = H100_FLOP_PER_S * weight / (in_use(fleet[CHIPS], year, life))
    return (
        flop,
        flop * in_use(fleet[BANDWIDTH], year, life) / weight,
        flop * in_use(fleet[MEMORY], year, life) / weight,
        flop * in_use(fleet[WATTS], year, life) / weight,
        flop * in_use(fleet[USD], year, life) / weight,
    )
