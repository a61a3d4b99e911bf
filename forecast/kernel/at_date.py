"""Everything the model says of one date, draw by draw: the fleet, the model served, the copies.

The walk keeps only what the first dates need; questions about a single date (the arrival, today,
a published comparison) want to see the parts. Same formulas, same fleet: a test holds the two
against each other.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from forecast.constants import H100_FLOP_PER_S
from forecast.engine import available_cores
from forecast.kernel.compile import compiled
from forecast.kernel.fleet import (
    CAP_SHARPNESS,
    N_COHORT_ROWS,
    N_COHORTS,
    N_FLEET_ROWS,
    build_fleet,
    fill_path,
    mean_chip,
)
from forecast.kernel.one_copy import chips_for_a_copy, fixed_parts, model_at
from forecast.kernel.walk import stock_and_limit, usd_per_chip_hour
from forecast.serving import chip_hour
from forecast.supply import stock

STATE_FIELDS = (
    "h100e_in_use",  # H100e, before the power cap
    "h100e_powered",  # H100e
    "chip_flop_per_s", "chip_bandwidth_bytes_per_s", "chip_memory_bytes", "chip_watts", "chip_usd",
    "usd_per_chip_hour",
    "stored_parameters", "active_parameters",
    "chips_per_copy", "usd_per_copy_hour",
    "chips_powered",  # mean chips, powered and available
    "copies",  # on the inference share of them
    "power_available_watts",
    "bound",  # code of what bounds the streams of a chip
)  # fmt: skip
THREADS = available_cores()
STATE_DTYPE = np.dtype([(name, np.float64) for name in STATE_FIELDS])


def states(draws: np.ndarray, dates: np.ndarray | float) -> np.ndarray:
    """Fleet, model and copies of each draw at a date of its own.

    Parameters
    ----------
    draws : array (draw,) of INPUT_DTYPE
    dates : float or array (draw,), year

    Returns
    -------
    array (draw,) of STATE_DTYPE
        Copies are those run at once on the inference share of the powered stock.
    """
    return states_at(draws, np.broadcast_to(dates, len(draws))[:, None])[:, 0]


def states_at(draws: np.ndarray, dates: np.ndarray) -> np.ndarray:
    """Fleet, model and copies of each draw at several dates; its fleet is built once.

    Parameters
    ----------
    draws : array (draw,) of INPUT_DTYPE
    dates : array (draw, date), year

    Returns
    -------
    array (draw, date) of STATE_DTYPE
    """
    dates = dates.astype(float)
    found = np.zeros(dates.shape, dtype=STATE_DTYPE)
    parts = [np.array_split(whole, THREADS) for whole in (draws, dates, found)]
    with ThreadPoolExecutor(THREADS) as pool:  # the parts are views: each thread fills its own
        list(pool.map(_fill_states, *parts))
    return found


@compiled
def _fill_states(draws, dates, found):
    cohorts, fleet = np.empty((N_COHORT_ROWS, N_COHORTS)), np.empty((N_FLEET_ROWS, N_COHORTS))
    caps = np.zeros(N_COHORTS, dtype=np.int64)
    for d in range(len(draws)):
        build_fleet(draws[d], cohorts, fleet, caps)
        for i in range(dates.shape[1]):
            fill_state(draws[d], fleet, dates[d, i : i + 1], found[d, i])


@compiled
def fill_state(draw, fleet, date, state):
    """Fill one record of STATE_DTYPE for one draw and its fleet at `date` (1,)."""
    fixed, year, path = fixed_parts(draw), date[0], np.empty(1)
    flop, bandwidth, memory, watts, usd = mean_chip(draw, fleet, year)
    state.chip_flop_per_s, state.chip_bandwidth_bytes_per_s = flop, bandwidth
    state.chip_memory_bytes, state.chip_watts, state.chip_usd = memory, watts, usd
    state.stored_parameters, state.active_parameters, _, _, _ = model_at(draw, fixed, year)
    fill_path(
        draw.scale_up_domain_chips, draw.scale_up_domain_growth_per_year, 1.0,
        draw.hardware_slowing_years, date, 1, path,
    )  # fmt: skip
    chips, bound = chips_for_a_copy(draw, fixed, year, flop, bandwidth, memory, path[0])
    recovery = chip_hour.recovery_factor(
        discount_rate_per_year=draw.discount_rate_per_year, lifetime_years=draw.lifetime_years
    )
    state.usd_per_chip_hour = usd_per_chip_hour(draw, recovery, watts, usd)
    state.chips_per_copy, state.bound = chips, bound
    state.usd_per_copy_hour = chips * state.usd_per_chip_hour
    fill_path(
        draw.power_available_watts, draw.power_growth_per_year,
        draw.power_long_run_growth_per_year, draw.power_slowing_years, date, 1, path,
    )  # fmt: skip
    state.power_available_watts = path[0]
    h100e, limit = stock_and_limit(draw, fleet, year, path[0], watts * H100_FLOP_PER_S / flop)
    state.h100e_in_use = h100e
    state.h100e_powered = stock.soft_minimum(amount=h100e, cap=limit, sharpness=CAP_SHARPNESS)
    state.chips_powered = state.h100e_powered * H100_FLOP_PER_S / flop * draw.availability_share
    state.copies = draw.inference_share * state.chips_powered / chips
