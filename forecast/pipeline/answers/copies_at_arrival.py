"""Q5: how many copies run on the day the first human-level model exists, on three bases.

The training cluster is as large as equation 6 N D over the time makes it, in mean chips of that
day; the same placement as everywhere says what a copy needs of them, so memory, bandwidth and
latency count (rows `training_cluster`). The arithmetic alone, equation 12 of the model, is an upper
bound that others have published: rows `training_compute`. A laboratory uses its share of the
powered stock, all of it; the world its inference share.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from forecast.constants import BITS_OF_PEAK_RATE, START_YEAR
from forecast.inputs.questions import QUANTILE_LEVELS
from forecast.kernel.one_copy import reading_flop
from forecast.pipeline.answers.arrivals import arriving, at_arrival
from forecast.pipeline.sample import Sample
from forecast.serving import architecture, context, tokens
from forecast.supply import training
from forecast.timeline.answers import levels_of

SPEEDS = (1.0, 10.0)  # multiples of the speed of a copy
TRAINING_BITS = 16.0  # bit; the precision whose peak the achieved share of training refers to


def answer(sample: Sample, inputs: Any) -> list[dict[str, Any]]:
    """Rows of copies at arrival, given that there is one.

    Parameters
    ----------
    sample : Sample
    inputs : Inputs
        Not used.

    Returns
    -------
    list of dict
        Keys basis, speed, quantiles (given an arrival), p_no_arrival.
    """
    del inputs
    comes = arriving(sample)
    if not comes.any():
        return []
    p_no_arrival = float(1.0 - comes.mean())
    return [
        {
            "basis": basis,
            "speed": speed,
            "quantiles": _levels(found),
            "p_no_arrival": p_no_arrival,
        }
        for speed in SPEEDS
        for basis, found in copies_by_basis(sample, speed).items()
    ]


def copies_by_basis(sample: Sample, speed: float) -> dict[str, np.ndarray]:
    """Copies on each basis in the draws with an arrival.

    Parameters
    ----------
    sample : Sample
    speed : float, 1
        Multiple of the speed of a copy.

    Returns
    -------
    dict of array (draw,), copy
    """
    comes = arriving(sample)
    records, found = at_arrival(sample, speed)
    cluster = training.training_cluster_flop_per_s(
        n_active_parameters=found["active_parameters"],
        training_tokens=sample["training_tokens_per_parameter"][comes] * found["active_parameters"],
        training_days=sample["training_days"][comes],
        training_flop_share=sample["training_flop_share"][comes],
    )
    chips = cluster / (found["chip_flop_per_s"] * BITS_OF_PEAK_RATE / TRAINING_BITS)
    return {
        "training_cluster": chips / found["chips_per_copy"],
        "lab": sample["lab_share_of_stock"][comes]
        * found["chips_powered"]
        / found["chips_per_copy"],
        "world": found["copies"],
        "training_compute": _by_compute(records, found, cluster),
    }


def _by_compute(records: np.ndarray, found: np.ndarray, cluster: np.ndarray) -> np.ndarray:
    """Equation 12: the arithmetic of the cluster, at the precision served."""
    active = found["active_parameters"]
    n_layers = architecture.layers(n_active_parameters=active)
    d_model = architecture.width(n_layers=n_layers)
    carried = context.context_tokens(
        context_tokens_in_use=records["context_tokens_in_use"],
        log_window_growth=np.log(records["context_window_growth_per_year"]),
        log_window_long_run_growth=np.log(records["context_window_long_run_growth_per_year"]),
        window_slowing_years=records["context_window_slowing_years"],
        years_since_start=records["human_level_date"] - START_YEAR,
    )
    return training.copies_by_compute(
        cluster_flop_per_s=cluster * TRAINING_BITS / records["weight_bits"],
        decode_flop=tokens.decode_flop_per_token(
            n_active_parameters=active,
            n_layers=n_layers,
            d_model=d_model,
            context_tokens=carried,
            attended_share=records["attended_share"],
        ),
        reading_flop=reading_flop.py_func(
            records.view(np.recarray), active, n_layers, d_model, carried
        ),
        decode_flop_share=records["decode_flop_share"],
        prefill_flop_share=records["prefill_flop_share"],
        tokens_per_second_per_stream=records["tokens_per_second_per_stream"],
        sampling_multiplier=records["sampling_multiplier"],
    )


def _levels(found: np.ndarray) -> dict[str, float | None]:
    # Copies where no hardware serves one are none, not missing.
    values = np.nan_to_num(found, nan=0.0, posinf=0.0)
    return levels_of(np.quantile(values, QUANTILE_LEVELS).tolist(), QUANTILE_LEVELS)
