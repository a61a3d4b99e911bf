"""Our trends over a period of the past, as yearly factors: what others can be set beside."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from forecast.constants import START_YEAR
from forecast.pipeline.sample import Sample
from forecast.trends import log_slowing_growth

FIRST_SHIPMENT_YEAR = 2015.0  # year; before it, too few accelerators to count in a stock
# A trend that slows within months, run back for years, explodes; beyond this it means nothing.
MOST_LOG_FACTOR = np.log(1e6)
STEPS_PER_YEAR = 4  # of the integral that makes a stock of shipments

Trend = Callable[[Sample, float, float], np.ndarray]


def changed(
    sample: Sample, growth: str, slowing_years: str, years: float, long_run: str | None = None
) -> np.ndarray:
    """Log change of a level since `START_YEAR`, array (draw,).

    Parameters
    ----------
    sample : Sample
    growth, slowing_years : str
        Names of the yearly factor today and of the time in which it slows.
    years : float, year
        After `START_YEAR`; negative for the past.
    long_run : str, optional
        Name of the yearly factor in the long run; 1 without.
    """
    return log_slowing_growth(
        years_since_start=years,
        log_growth_today=np.log(sample[growth]),
        log_growth_long_run=0.0 if long_run is None else np.log(sample[long_run]),
        slowing_years=sample[slowing_years],
    )


def mean_factor(*names: str | None, inverse: bool = False) -> Trend:
    """The mean yearly factor of a level over a period.

    Parameters
    ----------
    names : str
        As `changed` takes them: growth, slowing_years and long_run, for each level of a product.
    inverse : bool
        Whether what is asked for is one over the level.

    Returns
    -------
    function of sample, begin and end (calendar years) to array (draw,)
    """
    levels = [names[at : at + 3] for at in range(0, len(names), 3)]

    def factor(sample: Sample, begin: float, end: float) -> np.ndarray:
        log = sum(
            changed(sample, str(growth), str(slowing), end - START_YEAR, long_run)
            - changed(sample, str(growth), str(slowing), begin - START_YEAR, long_run)
            for growth, slowing, long_run in levels
        )
        yearly = (-log if inverse else log) / (end - begin)
        return np.exp(np.clip(yearly, -MOST_LOG_FACTOR, MOST_LOG_FACTOR))

    return factor


def stock_factor(sample: Sample, begin: float, end: float) -> np.ndarray:
    """Mean yearly factor of all that was shipped until then, array (draw,)."""
    return (shipped(sample, end) / shipped(sample, begin)) ** (1.0 / (end - begin))


def shipped(sample: Sample, year: float) -> np.ndarray:
    """Shipments since `FIRST_SHIPMENT_YEAR`, in years of today's, array (draw,)."""
    n_steps = max(int((year - FIRST_SHIPMENT_YEAR) * STEPS_PER_YEAR), 1)
    width = (year - FIRST_SHIPMENT_YEAR) / n_steps
    middles = FIRST_SHIPMENT_YEAR + width * (np.arange(n_steps) + 0.5)
    rates = [
        np.exp(
            changed(
                sample,
                "shipments_growth_per_year",
                "shipments_slowing_years",
                middle - START_YEAR,
                "shipments_long_run_growth_per_year",
            )
        )
        for middle in middles
    ]
    return width * np.sum(rates, axis=0)


def gain_of_algorithms(sample: Sample, begin: float, end: float) -> np.ndarray:
    """Yearly fall of the parameters needed, before its ceiling is felt, array (draw,)."""
    del begin, end
    return sample["algorithmic_gain_per_year"]


def fall_of_cost(sample: Sample, begin: float, end: float) -> np.ndarray:
    """Yearly fall of the cost of a capability: hardware times algorithms, array (draw,)."""
    return OURS["flop_per_usd"](sample, begin, end) * gain_of_algorithms(sample, begin, end)


SLOWING = "hardware_slowing_years"
CHIP = ("flop_per_chip_growth_per_year", SLOWING, None)

OURS: dict[str, Trend] = {
    "flop_per_usd": mean_factor(
        "flop_per_usd_growth_per_year", SLOWING, "flop_per_usd_long_run_growth_per_year"
    ),
    "flop_per_watt": mean_factor(
        "watts_per_flop_growth_per_year",
        SLOWING,
        "watts_per_flop_long_run_growth_per_year",
        inverse=True,
    ),
    "flop_per_chip": mean_factor(*CHIP),
    "bandwidth_per_chip": mean_factor(*CHIP, "bandwidth_per_flop_growth_per_year", SLOWING, None),
    "memory_per_chip": mean_factor(*CHIP, "memory_per_flop_growth_per_year", SLOWING, None),
    "stock": stock_factor,
    "context_window": mean_factor(
        "context_window_growth_per_year",
        "context_window_slowing_years",
        "context_window_long_run_growth_per_year",
    ),
    "algorithmic_gain": gain_of_algorithms,
    "token_price_fall": mean_factor(
        "token_price_fall_per_year",
        "token_price_slowing_years",
        "token_price_long_run_fall_per_year",
    ),
    "lowest_token_price_fall": mean_factor(
        "lowest_token_price_fall_per_year",
        "lowest_token_price_slowing_years",
        "lowest_token_price_long_run_fall_per_year",
    ),
    "tokens_per_day": mean_factor(
        "tokens_per_day_growth_per_year",
        "tokens_per_day_slowing_years",
        "tokens_per_day_long_run_growth_per_year",
    ),
}
