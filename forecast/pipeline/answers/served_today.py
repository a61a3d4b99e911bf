"""Models of known size, and today's traffic, in the place of the human-level model."""

from __future__ import annotations

import numpy as np

from forecast.constants import HORIZON_YEAR
from forecast.kernel.at_date import states
from forecast.pipeline.sample import Sample
from forecast.serving import token_price

DRAWS = 2000  # of the sample; 80 % intervals need no more
# Parameters of a model that exists are counted as they are: so short a scale makes fewer bits of
# a weight cost no quality.
EXACT_BITS = 0.1  # bit


def known_model(
    records: np.ndarray, active: np.ndarray | float, stored: np.ndarray | float
) -> np.ndarray:
    """Copies of records in which every copy runs a model of known size.

    Parameters
    ----------
    records : array (draw,) of INPUT_DTYPE
    active, stored : float or array (draw,), parameter
        Used per token, and in memory.

    Returns
    -------
    array (draw,) of INPUT_DTYPE
        No algorithmic gain or distillation shrinks it; what a copy has to do is as drawn.
    """
    found = records.copy()
    found["size_at_human_level"] = active
    found["active_ratio"] = 1.0
    found["stored_ratio"] = stored / active
    found["precision_decay_bits"] = EXACT_BITS
    found["human_level_date"] = HORIZON_YEAR
    return found


def one_stream(
    records: np.ndarray,
    tokens_per_second: np.ndarray | float,
    input_tokens_per_output_token: np.ndarray | float = 0.0,
    cached_input_share: np.ndarray | float = 0.0,
) -> np.ndarray:
    """Copies of records in which a copy is one stream.

    Parameters
    ----------
    records : array (draw,) of INPUT_DTYPE
    tokens_per_second : float or array (draw,), token/s
    input_tokens_per_output_token, cached_input_share : float or array (draw,), 1
        What it reads; nothing unless told.

    Returns
    -------
    array (draw,) of INPUT_DTYPE
    """
    found = records.copy()
    found["sampling_multiplier"] = 1.0
    found["tokens_per_second_per_stream"] = tokens_per_second
    found["input_tokens_per_output_token"] = input_tokens_per_output_token
    found["cached_input_share"] = cached_input_share
    found["context_window_growth_per_year"] = 1.0  # what a stream carries is said as of its date
    found["context_window_long_run_growth_per_year"] = 1.0
    return found


def served_model(sample: Sample) -> np.ndarray:
    """Records in which today's typical model does what a human-level copy has to do.

    Parameters
    ----------
    sample : Sample

    Returns
    -------
    array (draw,) of INPUT_DTYPE
        The first `DRAWS` of the sample.
    """
    active = sample["served_active_parameters"][:DRAWS]
    return known_model(
        sample.records[:DRAWS], active, active * sample["served_stored_ratio"][:DRAWS]
    )


def traffic(sample: Sample) -> np.ndarray:
    """Records in which a copy is one stream of today's services.

    Parameters
    ----------
    sample : Sample

    Returns
    -------
    array (draw,) of INPUT_DTYPE
    """
    found = one_stream(
        served_model(sample),
        sample["served_tokens_per_second_per_stream"][:DRAWS],
        sample["served_input_tokens_per_output_token"][:DRAWS],
        sample["served_cached_input_share"][:DRAWS],
    )
    found["context_tokens_in_use"] = sample["served_context_tokens"][:DRAWS]
    return found


def usd_per_million_tokens(records: np.ndarray, year: float) -> np.ndarray:
    """Cost of a million tokens of one stream, on rented chips that idle some of the time.

    Parameters
    ----------
    records : array (draw,) of INPUT_DTYPE
        One stream a copy; what it reads for each token written counts as tokens.
    year : float, year

    Returns
    -------
    array (draw,), USD per 1e6 tokens
    """
    return token_price.usd_per_million_tokens(
        usd_per_stream_hour=states(records, year)["usd_per_copy_hour"],
        tokens_per_second_per_stream=records["tokens_per_second_per_stream"],
        input_tokens_per_output_token=records["input_tokens_per_output_token"],
        load_share=records["load_factor"],
    )
