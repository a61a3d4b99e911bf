"""Q19: the power that N copies at once draw, by year, beside the power that AI may draw.

The chips of N copies, all busy, at the watts of the mean chip and the overhead of its site. Years
before the arrival are as if a human-level model existed then.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from forecast.inputs.questions import N_COPIES, QUANTILE_LEVELS
from forecast.kernel.at_date import states_at
from forecast.pipeline.answers.comparison import errors
from forecast.pipeline.sample import Sample
from forecast.timeline.answers import levels_of

YEARS = (2030, 2035, 2040, 2050)


def answer(sample: Sample, inputs: Any) -> list[dict[str, Any]]:
    """Rows of power for N copies.

    Parameters
    ----------
    sample : Sample
    inputs : Inputs
        Not used.

    Returns
    -------
    list of dict
        Keys n, year, quantiles (W; None where no hardware serves a copy), p_above_available.
    """
    del inputs
    rows = []
    years = [year for year in YEARS if year > sample.start_year]
    dates = np.tile(np.array(years, dtype=float), (len(sample.records), 1))
    for year, found in zip(years, states_at(sample.records, dates).T, strict=True):
        each = watts_per_copy(sample.records, found)
        of_one = errors(each, sample.n_rows, {f"q{q:g}": q for q in QUANTILE_LEVELS})
        for n in N_COPIES:
            above = float(np.mean(each > found["power_available_watts"] / n))
            told = {"n": n, "year": year, "quantiles": _levels(each, n)}
            error = {name: None if e is None else n * e for name, e in of_one.items()}
            rows.append({**told, "p_above_available": above, "errors": error})
    return rows


def watts_per_copy(records: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Power of one copy with the overhead of its site, W; inf where no hardware serves one.

    Parameters
    ----------
    records : array (draw,) of INPUT_DTYPE
    found : array (draw,) of STATE_DTYPE

    Returns
    -------
    array (draw,), W
    """
    watts = found["chips_per_copy"] * found["chip_watts"] * records["power_usage_effectiveness"]
    return np.nan_to_num(watts, nan=np.inf, posinf=np.inf)


def _levels(each: np.ndarray, n: float) -> dict[str, float | None]:
    # A draw that barely serves a copy may need more power than a number can say.
    with np.errstate(over="ignore"):
        values = n * np.quantile(each, QUANTILE_LEVELS, method="inverted_cdf")
    return levels_of([float(v) if np.isfinite(v) else None for v in values], QUANTILE_LEVELS)
