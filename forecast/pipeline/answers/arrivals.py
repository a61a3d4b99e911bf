"""The draws in which a human-level model arrives, and the state of the world when it does."""

from __future__ import annotations

import numpy as np

from forecast.constants import HORIZON_YEAR
from forecast.kernel.at_date import states
from forecast.pipeline.sample import Sample


def arriving(sample: Sample) -> np.ndarray:
    """Whether a human-level model comes before the horizon, array (draw,) of bool.

    Parameters
    ----------
    sample : Sample

    Returns
    -------
    array (draw,) of bool
    """
    return sample.records["human_level_date"] < HORIZON_YEAR


def at_arrival(sample: Sample, speed: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and state of the draws with an arrival, at that date.

    Parameters
    ----------
    sample : Sample
    speed : float, 1
        Multiple of the speed of a copy: every stream is to run that much faster.

    Returns
    -------
    records : array (draw,) of INPUT_DTYPE
    found : array (draw,) of STATE_DTYPE
    """
    records = sample.records[arriving(sample)].copy()
    records["tokens_per_second_per_stream"] *= speed
    return records, states(records, records["human_level_date"])
