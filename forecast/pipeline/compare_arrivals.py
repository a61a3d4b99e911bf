"""The headline under other beliefs about the arrival: the same draws, other dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from forecast.constants import HORIZON_YEAR
from forecast.inputs.overrides import load_scenario, scenario_names
from forecast.inputs.questions import HEADLINE, Case, case_array
from forecast.pipeline.arrival_pool import POOL
from forecast.pipeline.request import Request

CASES = (Case(1e6, 1.0), HEADLINE)
BASELINE = "baseline"


def arrival_scenarios(priors_dir: Any) -> tuple[str, ...]:
    """Names of the scenarios that replace the human-level date and nothing else.

    Parameters
    ----------
    priors_dir : Path
        Folder that holds `scenarios/`.

    Returns
    -------
    tuple of str
        Sorted.
    """
    return tuple(
        name
        for name in scenario_names(priors_dir)
        if [each.name for each in load_scenario(priors_dir, name).overrides] == [POOL]
    )


def compare_arrivals(
    request: Request, scenarios: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    """The human-level date and the headline under each of several scenarios.

    Parameters
    ----------
    request : Request
        Its scenario is not looked at; its draws are rounded up to whole blocks.
    scenarios : sequence of str, optional
        Names; None for the baseline and all of `arrival_scenarios`.

    Returns
    -------
    list of dict
        `scenario`; `arrival`, with its `median` [year] and `p_never`; `copies`, the same by `n`
        for the first affordable date of 1 million and 8 billion copies at the wage. A median of
        None lies beyond the horizon.
    """
    from forecast.pipeline.run import load_inputs
    from forecast.posterior.obtain import posterior_for

    names = (BASELINE, *arrival_scenarios(request.priors_dir)) if scenarios is None else scenarios
    plain = replace(request, scenario=None)
    base = load_inputs(plain)
    posterior, _ = posterior_for(base.base, base.tables, request.seed, request.priors_dir)
    return [_row(replace(plain, scenario=name), posterior) for name in names]


def _row(request: Request, posterior: Any) -> dict[str, Any]:
    from forecast.kernel.block import first_dates, record
    from forecast.pipeline.joint_draws import block_drawer
    from forecast.pipeline.run import load_inputs

    draw_block = block_drawer(request, load_inputs(request), posterior)
    cases, start = case_array(CASES), request.start_year()
    arrivals, firsts = [], []
    for block in range(-(-request.draws // posterior.n_rows)):
        rows = record(draw_block(block), posterior.n_rows)
        arrivals.append(rows[POOL])
        firsts.append(first_dates(rows, cases, start, from_arrival=True)["first"])
    first = np.concatenate(firsts)
    return {
        "scenario": request.scenario,
        "arrival": _told(np.concatenate(arrivals)),
        "copies": [
            {"n": case.n, **_told(first[:, position])} for position, case in enumerate(CASES)
        ],
    }


def _told(dates: np.ndarray) -> dict[str, float | None]:
    """Median of dates, None beyond the horizon, and the share that lies there."""
    median = float(np.median(dates))
    return {
        "median": median if median < HORIZON_YEAR else None,
        "p_never": float(np.mean(dates >= HORIZON_YEAR)),
    }
