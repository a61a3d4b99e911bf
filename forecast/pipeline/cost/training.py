"""Time and money of training a model on some accelerators, from the share large runs achieved."""

from __future__ import annotations

import numpy as np

from forecast.errors import InputError
from forecast.pipeline.cost.chip import WIDEST_BITS, Chip, rate_at
from forecast.pipeline.cost.draws import even_scores, rows_of, stored_block
from forecast.pipeline.cost.inputs import CostInputs
from forecast.pipeline.cost.money import ChipHour
from forecast.supply.training import HOURS_PER_DAY, training_cluster_flop_per_s

BLOCK, SHARE = "training", "training_flop_share"
ONE_DAY = 1.0


def training(
    inputs: CostInputs,
    chip: Chip,
    n_active_parameters: float,
    n_tokens: float,
    n_chips: float,
    hour: ChipHour,
) -> dict[str, tuple[np.ndarray, str]]:
    """Days and USD of training, by name, with their units.

    Parameters
    ----------
    inputs : CostInputs
    chip : Chip
        One accelerator, used at 16 bit.
    n_active_parameters : float, parameter
    n_tokens : float, token
    n_chips : float, chip
    hour : ChipHour
        Price of an accelerator-hour.

    Returns
    -------
    dict of str to (array (draw,), str)

    Raises
    ------
    InputError
        When the table has no 16-bit rate of the accelerator.
    """
    rate = rate_at(chip.columns, WIDEST_BITS)
    if rate is None:
        raise InputError(
            f"no {WIDEST_BITS:g}-bit rate of {chip.columns['accelerator']} to train at"
        )
    stored, _ = stored_block(BLOCK, inputs.beliefs, inputs.tables, inputs.priors_dir)
    drawn = rows_of(stored, len(hour.usd))[SHARE]
    share = np.sort(drawn)[np.argsort(np.argsort(even_scores(SHARE, len(drawn))))]
    needed = training_cluster_flop_per_s(n_active_parameters, n_tokens, ONE_DAY, share)
    days = needed / (n_chips * rate)
    return {
        "training_flop_share": (share, "1"),
        "training_days": (days, "day"),
        "training_usd": (days * HOURS_PER_DAY * n_chips * hour.usd, "USD"),
    }
