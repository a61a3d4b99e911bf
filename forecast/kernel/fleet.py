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
NO_CAP, MONEY_CAP, POWER_CAP, SUPPLY_CAP = range(4)  # what holds the stock down
CAP_NAMES = ("none", "money", "power", "supply")
# Of soft caps on shipments and on powered stock: a shape, not a belief. Whole, so that its power
# compiles to products.
CAP_SHARPNESS = 8
# Rows of the fleet by cohort: shipped H100e, and per-H100e properties weighted by uncapped
# shipments (so that a cap changes how many chips there are, not which).
SHIPPED, WEIGHT, CHIPS, BANDWIDTH, MEMORY, WATTS, USD = range(7)
# Rows of what each cohort (a year's shipments) is.
(
    UNCAPPED, SHIPMENTS, PRODUCT, FLOP_PER_USD, WATTS_PER_FLOP, BANDWIDTH_PER_FLOP,
    MEMORY_PER_FLOP, FLOP_PER_CHIP,
) = range(8)  # fmt: skip
N_FLEET_ROWS, N_COHORT_ROWS = 7, 8
COHORT_YEARS = FIRST_COHORT_YEAR + np.arange(N_COHORTS) + 0.5  # year; middle of the calendar year


@compiled
def fill_path(level, growth, long_run_growth, slowing_years, years, n_years, path):
    """A level whose growth slows, at some dates, into `path`.

    Arguments are numbers, not the draw: the compiler cannot take logarithms of fields out of a
    loop that writes an array.
    """
    log_today, log_long_run = np.log(growth), np.log(long_run_growth)
    for i in range(n_years):
        path[i] = level * np.exp(
            trends.log_slowing_growth(
                years_since_start=years[i] - START_YEAR,
                log_growth_today=log_today,
                log_growth_long_run=log_long_run,
                slowing_years=slowing_years,
            )
        )


@compiled
def fill_cohorts(draw, cohorts):
    """Uncapped shipments, world product and new accelerators of each cohort, into `cohorts`."""
    fill_path(
        draw.shipments_h100e, draw.shipments_growth_per_year,
        draw.shipments_long_run_growth_per_year, draw.shipments_slowing_years,
        COHORT_YEARS, N_COHORTS, cohorts[UNCAPPED],
    )  # fmt: skip
    product_growth = draw.gross_world_product_growth_per_year
    # Ratios within a chip, and its size, level off: their long-run growth is none.
    fill_chips(
        draw.hardware_slowing_years,
        (
            draw.gross_world_product_usd, draw.flop_per_usd, draw.watts_per_flop,
            draw.bandwidth_per_flop, draw.memory_per_flop, draw.flop_per_chip,
        ),
        (
            np.log(product_growth), np.log(draw.flop_per_usd_growth_per_year),
            np.log(draw.watts_per_flop_growth_per_year),
            np.log(draw.bandwidth_per_flop_growth_per_year),
            np.log(draw.memory_per_flop_growth_per_year),
            np.log(draw.flop_per_chip_growth_per_year),
        ),
        (
            np.log(product_growth), np.log(draw.flop_per_usd_long_run_growth_per_year),
            np.log(draw.watts_per_flop_long_run_growth_per_year), 0.0, 0.0, 0.0,
        ),
        cohorts[PRODUCT:],
    )  # fmt: skip


@compiled
def fill_chips(slowing_years, levels, log_growth, log_long_run, paths):
    """World product, which does not slow, and what slows as the hardware does, into `paths`.

    All at once, since the slowing of a year is the same for each and takes most of the time.
    """
    for cohort in range(N_COHORTS):
        for k in range(len(levels)):
            paths[k, cohort] = levels[k] * np.exp(
                trends.log_slowing_growth(
                    years_since_start=COHORT_YEARS[cohort] - START_YEAR,
                    log_growth_today=log_growth[k],
                    log_growth_long_run=log_long_run[k],
                    slowing_years=slowing_years,
                )
            )


@compiled
def fill_shipments(draw, cohorts, caps):
    """Shipments of each cohort under both caps, into `cohorts`, and the lowest cap that was below.

    Supply (packaging, memory) can grow by so much a year; money is a share of world product.
    """
    spend_limit_share, system_multiple = draw.spend_limit_share, draw.system_multiple
    supply_growth_limit = draw.supply_growth_limit_per_year
    uncapped, shipped = cohorts[UNCAPPED], cohorts[SHIPMENTS]
    for cohort in range(N_COHORTS):
        if COHORT_YEARS[cohort] < START_YEAR:
            shipped[cohort] = uncapped[cohort]
            continue
        wanted = shipped[cohort - 1] * uncapped[cohort] / uncapped[cohort - 1]
        supply = shipped[cohort - 1] * supply_growth_limit
        money = stock.affordable_shipments(
            gross_world_product_usd=cohorts[PRODUCT, cohort],
            spend_limit_share=spend_limit_share,
            flop_per_usd=cohorts[FLOP_PER_USD, cohort],
            system_multiple=system_multiple,
        )
        supplied = stock.soft_minimum(amount=wanted, cap=supply, sharpness=CAP_SHARPNESS)
        shipped[cohort] = stock.soft_minimum(amount=supplied, cap=money, sharpness=CAP_SHARPNESS)
        if money < min(wanted, supply):
            caps[cohort] = MONEY_CAP
        elif supply < wanted:
            caps[cohort] = SUPPLY_CAP


@compiled
def build_fleet(draw, cohorts, fleet, caps):
    """Fill `cohorts` (8, cohort), `fleet` (7, cohort) and `caps` (cohort,), which start at 0."""
    fill_cohorts(draw, cohorts)
    fill_shipments(draw, cohorts, caps)
    for cohort in range(N_COHORTS):
        uncapped = cohorts[UNCAPPED, cohort]
        chips = stock.chips_per_h100e(flop_per_chip=cohorts[FLOP_PER_CHIP, cohort])
        fleet[SHIPPED, cohort] = cohorts[SHIPMENTS, cohort]
        fleet[WEIGHT, cohort] = uncapped
        fleet[CHIPS, cohort] = uncapped * chips
        fleet[BANDWIDTH, cohort] = uncapped * cohorts[BANDWIDTH_PER_FLOP, cohort]
        fleet[MEMORY, cohort] = uncapped * cohorts[MEMORY_PER_FLOP, cohort]
        fleet[WATTS, cohort] = uncapped * cohorts[WATTS_PER_FLOP, cohort]
        fleet[USD, cohort] = uncapped / cohorts[FLOP_PER_USD, cohort]


@compiled
def window(year, lifetime_years):
    """Places among cohorts between which all was shipped within the lifetime before a date."""
    end = min(year - FIRST_COHORT_YEAR, float(N_COHORTS))
    return max(end - lifetime_years, 0.0), end


@compiled
def share_in_use(cohort, start, end):
    """Share of a cohort that lies within a window, 1."""
    return min(end, cohort + 1.0) - max(start, float(cohort))


@compiled
def in_use(row, year, lifetime_years):
    """Sum of a row over what was shipped within the lifetime before a date.

    A sum over the window, not a difference of running totals: where shipments fall steeply, a
    difference would leave nothing.
    """
    start, end = window(year, lifetime_years)
    total = 0.0
    for cohort in range(int(start), min(int(end) + 1, N_COHORTS)):
        total += row[cohort] * share_in_use(cohort, start, end)
    return total


@compiled
def mean_chip(draw, fleet, year):
    """The stock-weighted mean accelerator in use: (FLOP/s, byte/s, byte, W, USD).

    Each is a sum as `in_use` makes it; one loop makes them all.
    """
    start, end = window(year, draw.lifetime_years)
    weight = chips = bandwidth = memory = watts = usd = 0.0
    for cohort in range(int(start), min(int(end) + 1, N_COHORTS)):
        share = share_in_use(cohort, start, end)
        weight += fleet[WEIGHT, cohort] * share
        chips += fleet[CHIPS, cohort] * share
        bandwidth += fleet[BANDWIDTH, cohort] * share
        memory += fleet[MEMORY, cohort] * share
        watts += fleet[WATTS, cohort] * share
        usd += fleet[USD, cohort] * share
    flop = H100_FLOP_PER_S * weight / chips
    return (
        flop,
        flop * bandwidth / weight,
        flop * memory / weight,
        flop * watts / weight,
        flop * usd / weight,
    )
