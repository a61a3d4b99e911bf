"""A compute cluster by date and rank, or a frontier site by date: its size, power, cost and chips.

A cluster whose rank is not stated gets a rank like those of the table; rank 1 is the frontier. A
site that is not in the table gets the spread between sites.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.inputs.table import decimal_year
from forecast.posterior.likelihoods.clusters import (
    LEVEL_YEAR,
    OF_CLUSTERS,
    OF_SITES,
    RANK,
    SITES,
    log_scale,
    log_trend,
)
from forecast.posterior.predicting import (
    Context,
    Draws,
    Outcome,
    Predicted,
    group_effects,
    student,
)

DATASET = "clusters"
BLOCK = "clusters"
NEEDED = ("series", "observed_on")
TARGETS = {"h100e": "H100e", "power_w": "W", "cost_usd": "USD", "n_chips": "chip"}


def predict(
    rows: Sequence[Mapping[str, Any]],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[Outcome]:
    """What a cluster or site of each row's date may have.

    Parameters
    ----------
    rows, draws, context, rng
        As for every predictive.

    Returns
    -------
    list of tuple of Predicted
        A row of a site has no number of chips.
    """
    sites = [row["cluster"] or "" for row in rows]
    of_site = {
        output: group_effects(
            f"site_{output}_score", draws[f"site_{output}_site_scatter"], sites, draws, context, rng
        )
        for output in OF_SITES
    }
    found: list[Outcome] = []
    for at, row in enumerate(rows):
        year = decimal_year(row["observed_on"])
        if row["series"] == SITES:
            means = {
                output: draws[f"site_{output}_level"]
                + of_site[output][at]
                + draws[f"site_{output}_growth"] * (year - LEVEL_YEAR)
                for output in OF_SITES
            }
            scales = {output: draws[f"site_{output}_scatter"] for output in OF_SITES}
            found.append(_told(row, OF_SITES, means, scales, draws, rng))
        else:
            log_rank = _log_rank(row, draws, rng)
            means = {
                output: log_trend(draws, output, year)
                - draws[f"cluster_{output}_rank_slope"] * log_rank
                for output in OF_CLUSTERS
            }
            scales = {output: log_scale(draws, output, log_rank) for output in OF_CLUSTERS}
            found.append(_told(row, OF_CLUSTERS, means, scales, draws, rng))
    return found


def _log_rank(row: Mapping[str, Any], draws: Draws, rng: np.random.Generator) -> np.ndarray:
    """Log of the rank that is stated, or of one like those of the table, not above the first."""
    middle = draws["cluster_log_rank"]
    if row[RANK] is not None and row[RANK] >= 1.0:
        return np.full_like(middle, np.log(row[RANK]))
    drawn = middle + draws["cluster_log_rank_spread"] * rng.standard_normal(len(middle))
    return np.maximum(drawn, 0.0)


def _told(
    row: Mapping[str, Any],
    columns: Mapping[str, str],
    means: Mapping[str, np.ndarray],
    scales: Mapping[str, np.ndarray],
    draws: Draws,
    rng: np.random.Generator,
) -> tuple[Predicted, ...]:
    degrees = draws["cluster_student_degrees"]
    return tuple(
        Predicted(
            column,
            TARGETS[column],
            row[column],
            np.exp(means[output] + student(degrees, scales[output], rng)),
        )
        for output, column in columns.items()
    )
