"""The headline under each shape of each trend, and averaged over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from forecast.inputs.questions import HEADLINE
from forecast.pipeline.request import Inputs
from forecast.pipeline.sample import Sample
from forecast.pipeline.shape_choice import KERNEL_TREND_NAMES
from forecast.posterior.shapes import SHAPES, prior_weights
from forecast.timeline.conditioning import weighted_quantile, weighted_share
from forecast.timeline.monte_carlo_error import batches, quantile_errors

YEAR = 2035
AVERAGED = "all"  # stands in the place of a trend and a shape for the mixture
LEVELS = (0.05, 0.25, 0.5)


def answer(sample: Sample, inputs: Inputs) -> list[dict[str, Any]]:
    """Chance by a year and date of the headline case among the draws of each shape.

    Parameters
    ----------
    sample : Sample
    inputs : Inputs

    Returns
    -------
    list of dict
        trend, shape, n, theta, year, weight (share of the draws), prior_weight (of the card), p and
        mcse, quantiles of the date and p_never. First the mixture of all shapes.
    """
    everything = np.ones(len(sample.dates))
    rows = [{"trend": AVERAGED, "shape": AVERAGED, **_told(sample, everything)}]
    for trend in KERNEL_TREND_NAMES:
        prior = prior_weights(inputs.base[trend])
        for shape, name in enumerate(SHAPES):
            among = (sample[trend] == shape).astype(float)
            if among.any():
                told = {"trend": trend, "shape": name, "prior_weight": prior[shape]}
                rows.append(told | _told(sample, among))
    return rows


def of_all_draws(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The row of the mixture as all draws tell it, for those kept whole are fewer.

    Parameters
    ----------
    answers : mapping
        Q1 and Q2.

    Returns
    -------
    dict
        p and mcse, quantiles and p_never of the headline, as published.
    """
    of_case = {name: (row for row in answers[name] if _is_headline(row)) for name in ("Q1", "Q2")}
    by_year = next(row for row in of_case["Q1"] if row["year"] == YEAR)
    date = next(of_case["Q2"])
    levels = [f"{level:g}" for level in LEVELS]
    return {
        "p": by_year["p"],
        "mcse": by_year["mcse"],
        "quantiles": {level: date["quantiles"][level] for level in levels},
        "p_never": date["p_never"],
        "errors": {},
    }


def _is_headline(row: Mapping[str, Any]) -> bool:
    return (row["n"], row["theta"]) == (HEADLINE.n, HEADLINE.theta)


def _told(sample: Sample, weights: np.ndarray) -> dict[str, Any]:
    dates, kept = sample.dates, weights > 0.0
    batch = batches(len(dates), sample.n_rows)[kept]
    p, mcse = weighted_share(dates < YEAR + 1, weights, sample.n_rows)
    return {
        "n": HEADLINE.n,
        "theta": HEADLINE.theta,
        "year": YEAR,
        "weight": float(weights.mean()),
        "p": p,
        "mcse": mcse,
        "quantiles": {f"{level:g}": weighted_quantile(dates, weights, level) for level in LEVELS},
        "p_never": float(weights @ np.isinf(dates) / weights.sum()),
        "errors": dict(
            zip(
                (f"q{level:g}" for level in LEVELS),
                quantile_errors(dates[kept], LEVELS, batch),
                strict=True,
            )
        ),
    }
