"""One draw: walk the dates and compose cost, copies, wage, world product and population."""

from __future__ import annotations

import numpy as np

from forecast import trends
from forecast.constants import (
    EARLIEST_START_YEAR,
    H100_FLOP_PER_S,
    HORIZON_YEAR,
    START_YEAR,
)
from forecast.kernel.compile import compiled
from forecast.kernel.fleet import (
    CAP_SHARPNESS,
    FIRST_COHORT_YEAR,
    N_COHORT_ROWS,
    N_COHORTS,
    N_FLEET_ROWS,
    POWER_CAP,
    SHIPPED,
    build_fleet,
    fill_path,
    in_use,
    mean_chip,
)
from forecast.kernel.one_copy import chips_for_a_copy, fixed_parts
from forecast.serving import chip_hour, copy_hour
from forecast.supply import copies, power, stock
from forecast.timeline.criteria import bill, hardware, wage

N_DATES = int(HORIZON_YEAR) - EARLIEST_START_YEAR + 3


@compiled
def usd_per_chip_hour(draw, recovery_factor, watts, usd):
    """Price of an hour of the mean chip in use, given its power and its purchase price."""
    cost = chip_hour.cost_usd_per_chip_hour(
        chip_price_usd=usd,
        system_multiple=draw.system_multiple,
        recovery_factor=recovery_factor,
        watts=watts,
        power_usage_effectiveness=draw.power_usage_effectiveness,
        usd_per_kwh=draw.usd_per_kwh,
        operations_usd_per_chip_hour=draw.operations_usd_per_chip_hour,
        availability_share=draw.availability_share,
    )
    return chip_hour.price_usd_per_chip_hour(
        cost_usd_per_chip_hour=cost, provider_margin=draw.provider_margin
    )


@compiled
def stock_and_limit(draw, fleet, year, available_watts, watts_per_h100e):
    """H100-equivalents in use, and how many the power available can feed."""
    return in_use(fleet[SHIPPED], year, draw.lifetime_years), power.powered_h100e(
        power_available_watts=available_watts,
        watts_per_h100e=watts_per_h100e,
        power_usage_effectiveness=draw.power_usage_effectiveness,
    )


@compiled
def cost_and_copies(
    draw, fixed, fleet, caps, recovery_factor, year, scale_up_domain_chips, available_watts
):
    """USD per copy-hour, copies run at once, what bounds a copy, and what caps the stock."""
    flop, bandwidth, memory, watts, usd = mean_chip(draw, fleet, year)
    chips, bound = chips_for_a_copy(
        draw, fixed, year, flop, bandwidth, memory, scale_up_domain_chips
    )
    usd_per_copy_hour = copy_hour.usd_per_copy_hour(
        chips_per_copy=chips,
        usd_per_chip_hour=usd_per_chip_hour(draw, recovery_factor, watts, usd),
    )
    h100e, limit = stock_and_limit(
        draw, fleet, year, available_watts, watts * H100_FLOP_PER_S / flop
    )
    powered = stock.soft_minimum(amount=h100e, cap=limit, sharpness=CAP_SHARPNESS)
    n_copies = copies.copies(
        chips_in_use=powered * H100_FLOP_PER_S / flop * draw.availability_share,
        inference_share=draw.inference_share,
        chips_per_copy=chips,
    )
    last_cohort = min(int(year) - FIRST_COHORT_YEAR, N_COHORTS) - 1
    cap = POWER_CAP if limit < h100e else caps[last_cohort]
    return usd_per_copy_hour, n_copies, bound, cap


@compiled
def walk(draw, start_year, from_arrival, enough, dates, curves, codes):
    """Evaluate one draw at the start, at each whole year, and at the human-level date itself.

    With `from_arrival`, dates between the start and the human-level date are left out, and the
    start stands in without being evaluated: no test can come true together before the arrival.
    The walk then ends at the first date that is `enough` for every case.

    Fills `dates` (date,), `curves` (5, date): ln USD per copy-hour, ln copies, ln wage, ln world
    product, ln population; and `codes` (2, date): what bounds a copy, what caps the stock.
    Returns the number of dates filled.
    """
    n_dates = fill_dates(start_year, draw.human_level_date, from_arrival, dates)
    first = 1 if from_arrival and draw.human_level_date > start_year else 0
    curves[:, :first] = 0.0
    if first == n_dates:  # no arrival by the horizon: nothing to evaluate
        return n_dates
    fleet = np.empty((N_FLEET_ROWS, N_COHORTS))
    caps = np.zeros(N_COHORTS, dtype=np.int64)
    build_fleet(draw, np.empty((N_COHORT_ROWS, N_COHORTS)), fleet, caps)
    recovery_factor = chip_hour.recovery_factor(
        discount_rate_per_year=draw.discount_rate_per_year, lifetime_years=draw.lifetime_years
    )
    fixed = fixed_parts(draw)
    domain, watts = np.empty(N_DATES), np.empty(N_DATES)
    # The growth of the scale-up domain fades with that of the hardware, to none.
    fill_path(
        draw.scale_up_domain_chips, draw.scale_up_domain_growth_per_year, 1.0,
        draw.hardware_slowing_years, dates, n_dates, domain,
    )  # fmt: skip
    fill_path(
        draw.power_available_watts, draw.power_growth_per_year,
        draw.power_long_run_growth_per_year, draw.power_slowing_years, dates, n_dates, watts,
    )  # fmt: skip
    economy_curves(draw, dates, n_dates, curves)
    for i in range(first, n_dates):
        usd, n_copies, codes[0, i], codes[1, i] = cost_and_copies(
            draw, fixed, fleet, caps, recovery_factor, dates[i], domain[i], watts[i]
        )
        curves[0, i] = np.log(usd)
        curves[1, i] = np.log(n_copies)
        if from_arrival and is_enough(draw, enough, curves, i):
            return i + 1
    return n_dates


@compiled
def is_enough(draw, enough, curves, i):
    """Whether all tests of every case hold at date i: those of a case at least as hard hold."""
    log_theta, log_phi, log_n, log_hours_per_year, log_worker_share = enough
    log_busy = np.log(draw.load_factor)
    log_n = max(log_n, curves[4, i])
    by_wage = wage.log_margin(
        log_usd_per_copy_hour=curves[0, i],
        log_wage_usd_per_hour=curves[2, i],
        log_theta=log_theta,
        log_busy_share=log_busy,
    )
    by_bill = bill.log_margin(
        log_usd_per_copy_hour=curves[0, i],
        log_gross_world_product_usd=curves[3, i],
        log_phi=log_phi,
        log_n=log_n,
        log_hours_per_year=log_hours_per_year,
        log_busy_share=log_busy,
    )
    by_hardware = hardware.log_margin(
        log_copies=curves[1, i],
        log_n=log_n,
        log_at_once_share=max(log_worker_share - log_busy, 0.0),
    )
    return min(by_wage, by_bill, by_hardware) >= 0.0


@compiled
def economy_curves(draw, dates, n_dates, curves):
    """ln wage, ln world product and ln population at each date, into rows 2 to 4 of `curves`."""
    # Taken out of the loop by hand: the compiler cannot know that writing `curves` leaves `draw`.
    log_wage, log_wage_growth = np.log(draw.wage_usd_per_hour), np.log(draw.wage_growth_per_year)
    log_product = np.log(draw.gross_world_product_usd)
    log_product_growth = np.log(draw.gross_world_product_growth_per_year)
    log_people, log_people_growth = np.log(draw.population), np.log(draw.population_growth_per_year)
    slowing_years = draw.population_slowing_years
    for i in range(n_dates):
        s = dates[i] - START_YEAR
        curves[2, i] = log_wage + s * log_wage_growth
        curves[3, i] = log_product + s * log_product_growth
        curves[4, i] = log_people + trends.log_slowing_growth(
            years_since_start=s,
            log_growth_today=log_people_growth,
            log_growth_long_run=0.0,
            slowing_years=slowing_years,
        )


@compiled
def fill_dates(start_year, human_level_date, from_arrival, dates):
    """Dates to evaluate, increasing: the start, whole years, the human-level date; their number."""
    n, year = 0, np.floor(start_year)
    while year <= HORIZON_YEAR:
        here = max(year, start_year)
        if n == 0 or not from_arrival or here >= human_level_date:
            dates[n] = here
            n += 1
        year += 1.0
        if here < human_level_date < year and human_level_date < HORIZON_YEAR:
            dates[n] = human_level_date
            n += 1
    return n
