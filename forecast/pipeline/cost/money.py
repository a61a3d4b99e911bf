"""What an accelerator-hour is let for, and what of it is energy, margin and hours not in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from forecast.constants import WATTS_PER_KILOWATT
from forecast.pipeline.cost.chip import Chip
from forecast.pipeline.cost.draws import even_scores, rows_of, stored_block
from forecast.serving import chip_hour

HARDWARE = "hardware"
NAMES = (
    "flop_per_usd", "watts_per_flop", "system_multiple", "discount_rate_per_year",
    "lifetime_years", "power_usage_effectiveness", "usd_per_kwh",
    "operations_usd_per_chip_hour", "availability_share", "provider_margin",
)  # fmt: skip


@dataclass(frozen=True)
class ChipHour:
    """Price of an hour of use and its parts, each an array (draw,).

    Parameters
    ----------
    usd : USD/hour
        The price.
    energy_share, margin_share, unused_share : 1
        Of the price: electricity, margin over cost, and capital and staff in hours in which the
        accelerator cannot be used.
    """

    usd: np.ndarray
    energy_share: np.ndarray
    margin_share: np.ndarray
    unused_share: np.ndarray

    @property
    def working_share(self) -> np.ndarray:
        """Share of the price that pays for hours in use, 1."""
        return 1.0 - self.energy_share - self.margin_share - self.unused_share


def money_draws(
    beliefs: Any, tables: Mapping[str, Any], priors_dir: Path, n_draws: int
) -> dict[str, np.ndarray]:
    """Draws of what a chip-hour is made of: fitted ones from the posterior, others from cards."""
    stored, _ = stored_block(HARDWARE, beliefs, tables, priors_dir)
    fitted = rows_of(stored, n_draws)
    n = len(next(iter(fitted.values())))
    return {
        name: fitted[name]
        if name in fitted
        else beliefs[name].quantile_of_score(even_scores(name, n))
        for name in NAMES
    }


def chip_hour_of(chip: Chip, draws: Mapping[str, np.ndarray], usd: float | None) -> ChipHour:
    """Price of an hour of an accelerator.

    Parameters
    ----------
    chip : Chip
    draws : mapping of array (draw,)
        See `money_draws`.
    usd : float or None, USD/hour
        A stated price, all included; None for the price the forecast's formulas give, its
        purchase at today's price of arithmetic.

    Returns
    -------
    ChipHour
    """
    flop = chip.eight_bit_flop_per_s
    watts = chip.watts if chip.watts is not None else flop * draws["watts_per_flop"]
    cost = chip_hour.cost_usd_per_chip_hour(
        chip_price_usd=flop / draws["flop_per_usd"],
        system_multiple=draws["system_multiple"],
        recovery_factor=chip_hour.recovery_factor(
            discount_rate_per_year=draws["discount_rate_per_year"],
            lifetime_years=draws["lifetime_years"],
        ),
        watts=watts,
        power_usage_effectiveness=draws["power_usage_effectiveness"],
        usd_per_kwh=draws["usd_per_kwh"],
        operations_usd_per_chip_hour=draws["operations_usd_per_chip_hour"],
        availability_share=draws["availability_share"],
    )
    margin = draws["provider_margin"]
    price = chip_hour.price_usd_per_chip_hour(cost_usd_per_chip_hour=cost, provider_margin=margin)
    price = price if usd is None else np.full_like(price, usd)
    energy = watts * draws["power_usage_effectiveness"] / WATTS_PER_KILOWATT * draws["usd_per_kwh"]
    margin_share = margin / (1.0 + margin)
    # A stated price below the cost of power leaves nothing for the machine, not less than that.
    energy_share = np.minimum(energy / draws["availability_share"] / price, 1.0 - margin_share)
    rest = 1.0 - margin_share - energy_share
    return ChipHour(price, energy_share, margin_share, rest * (1.0 - draws["availability_share"]))
