"""Joint draws of a run: the posterior, the beliefs nobody fitted, and the pooled arrival date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from forecast.inputs.pool import components, latest_forecasts
from forecast.kernel.inputs import INPUT_NAMES
from forecast.pipeline.request import Inputs, Request
from forecast.pipeline.sample import EXTRA_NAMES
from forecast.posterior.draws import (
    draw_block,
    interleaved,
    rank_scores,
    scores,
    uniforms,
)
from forecast.supply.arrival import draw_dates

POOL, FORECASTS = "human_level_date", "arrival_forecasts"
LOG_MEDIAN, SPREAD = "arrival_forecast_log_median", "arrival_forecast_spread"
DrawBlock = Callable[[int], dict[str, np.ndarray]]


def block_drawer(request: Request, inputs: Inputs, posterior: Any) -> DrawBlock:
    """A function from a block's number to its joint draws."""
    beliefs, n_rows = inputs.beliefs, posterior.n_rows
    order = interleaved(n_rows, posterior.n_chains)
    rows = {name: values[order] for name, values in posterior.scalars.items()}
    partners = {beliefs.correlation(name).name for name in beliefs if beliefs.correlation(name)}
    names = tuple(name for name in (*INPUT_NAMES, *EXTRA_NAMES) if name in beliefs)
    parts: dict[str, Any] = {
        "seed": request.seed,
        "names": names,
        "fitted": {name: rows[name] for name in rows if name not in beliefs.replaced_names},
        "fitted_scores": {name: rank_scores(rows[name]) for name in partners & set(rows)},
        "beliefs": beliefs,
        "date_draws": date_drawer(request, inputs, posterior, order),
    }

    def draw(block: int) -> dict[str, np.ndarray]:
        draws = draw_block(block, n_rows, **parts)
        draws["serving_error_score"] = scores(request.seed, "serving_error", block, n_rows)
        return draws

    return draw


def date_drawer(
    request: Request, inputs: Inputs, posterior: Any, order: np.ndarray
) -> Callable[[int], tuple[np.ndarray, np.ndarray]]:
    """A function from a block's number to human-level dates and their normal scores.

    The scores are the pool's also where the date was replaced: what correlates with it stays as
    drawn. A date that was set before the start is taken as the start: the run knows no earlier one.
    """

    n_rows, seed = posterior.n_rows, request.seed
    replaced = inputs.beliefs[POOL] if POOL in inputs.beliefs.replaced_names else None
    pool = {
        row["forecast_id"]: row for row in components(latest_forecasts(inputs.tables[FORECASTS]))
    }
    rows = [pool[forecast] for forecast in posterior.labels[LOG_MEDIAN]]
    made = np.array([row["made_year"] for row in rows])
    weights = np.array([row["weight"] for row in rows])
    log_median, spread = posterior.vectors[LOG_MEDIAN][order], posterior.vectors[SPREAD][order]

    def draw(block: int) -> tuple[np.ndarray, np.ndarray]:
        dates, date_scores = draw_dates(
            uniforms(seed, "human_level_date component", block, n_rows),
            uniforms(seed, "human_level_date position", block, n_rows),
            made=made,
            log_median=log_median,
            spread=spread,
            weights=weights,
            as_of_year=request.start_year(),
        )
        if replaced is not None:
            dates = replaced.quantile_of_score(scores(seed, POOL, block, n_rows))
            dates = np.maximum(dates, request.start_year())
        return dates, date_scores

    return draw
