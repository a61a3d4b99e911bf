"""Q18: share of compute that serves rather than trains, by year, with and without the trade.

Without: from today's share to that of a world with human-level models, as each draw dates it. With:
whoever pays for both trades training for inference, or back, until the two together cost least,
within the reach of the trade. With a known exchange rate that share does not depend on where one
starts.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from forecast.inputs.questions import QUANTILE_LEVELS
from forecast.pipeline.answers.comparison import errors
from forecast.pipeline.sample import Sample
from forecast.supply import training_share
from forecast.timeline.answers import levels_of

YEARS = (2026, 2027, 2028, 2030, 2035, 2040, 2050)
MOST, LEAST = 1.0 - 1e-9, 1e-9  # a share may be set to a bound of its card, where odds are infinite
MOMENT = 1e-6  # year; a model that is there on the day of the run came a moment later


def answer(sample: Sample, inputs: Any) -> list[dict[str, Any]]:
    """Rows of the share that serves.

    Parameters
    ----------
    sample : Sample
    inputs : Inputs
        Not used.

    Returns
    -------
    list of dict
        Keys year, basis ("without_trade", "with_trade" or "training_cut_tenfold": traded further
        than pays), quantiles, and compute_needed: the median of all compute over what it would
        be without the trade, at equal quality.
    """
    del inputs
    rows = []
    for year in (year for year in YEARS if year >= int(sample.start_year)):
        before = log_odds(sample, max(float(year), sample.start_year))
        rows += [
            _row(sample, year, basis, before, saved)
            for basis, saved in (
                ("without_trade", 0.0),
                ("with_trade", saved_where_both_cost_least(sample, before)),
                ("training_cut_tenfold", 1.0),
            )
        ]
    return rows


def log_odds(sample: Sample, year: float) -> np.ndarray:
    """Log odds of the share that serves at a date, without the trade, array (draw,).

    Parameters
    ----------
    sample : Sample
    year : float, year

    Returns
    -------
    array (draw,)
    """
    ahead = np.maximum(sample["human_level_date"] - sample.start_year, MOMENT)
    return training_share.log_odds_of_inference(
        share_today=np.clip(sample["inference_share_today"], LEAST, MOST),
        share_at_human_level=np.clip(sample["inference_share"], LEAST, MOST),
        elapsed_share=np.clip((year - sample.start_year) / ahead, 0.0, 1.0),
    )


def saved_where_both_cost_least(sample: Sample, before: np.ndarray) -> np.ndarray:
    """Log10 of training saved where training and inference together cost least, array (draw,).

    Parameters
    ----------
    sample : Sample
    before : array (draw,)
        Log odds of the share that serves.

    Returns
    -------
    array (draw,)
        Within the reach of the trade; negative where more training saves inference.
    """
    limit = sample["log10_training_trade_limit"]
    best = training_share.best_log10_training_saved(
        before, sample["log10_inference_per_log10_training"]
    )
    return np.clip(best, -limit, limit)


def _row(
    sample: Sample, year: int, basis: str, before: np.ndarray, saved: np.ndarray | float
) -> dict[str, Any]:
    rate = sample["log10_inference_per_log10_training"]
    after = training_share.log_odds_after_trade(before, saved, rate)
    share = training_share.share_of_log_odds(after)
    needed = training_share.compute_after_trade(
        training_share.share_of_log_odds(before), saved, rate
    )
    return {
        "year": year,
        "basis": basis,
        "quantiles": levels_of(np.quantile(share, QUANTILE_LEVELS).tolist(), QUANTILE_LEVELS),
        "compute_needed": float(np.median(needed)),
        "errors": errors(needed, sample.n_rows, {"compute_needed": 0.5}),
    }
