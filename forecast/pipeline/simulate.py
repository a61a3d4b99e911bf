"""All draws through the kernel, and what the counts say."""

from __future__ import annotations

from typing import Any

import numpy as np

from forecast import engine
from forecast.constants import HORIZON_YEAR, START_YEAR
from forecast.inputs import questions
from forecast.kernel.block import first_dates, record, run_block
from forecast.kernel.inputs import INPUT_NAMES
from forecast.kernel.walk import CAP_NAMES
from forecast.pipeline.joint_draws import POOL, DrawBlock
from forecast.pipeline.request import Inputs, Progress, Request
from forecast.serving.placement import BOUND_NAMES
from forecast.timeline.answers import CURVE_LAST_YEAR, Answers, levels_of
from forecast.timeline.drivers import first_order
from forecast.trends import log_slowing_growth

SENSITIVITY_DRAWS = 50_000  # draws kept whole for first-order effects


def simulate(
    request: Request,
    draw_block: DrawBlock,
    posterior: Any,
    progress: Progress | None,
) -> tuple[Any, np.ndarray]:
    """Run all draws; the summary, and how many draws each posterior row got."""

    n_rows = posterior.n_rows
    cases = questions.case_array(questions.all_cases())
    n_blocks = -(-request.draws // n_rows)

    def run(block: int):
        n_draws = min(n_rows, request.draws - block * n_rows)
        return run_block(draw_block(block), n_draws, cases, request.start_year(), questions.YEARS)

    tell = (lambda done, total: progress("forecast", done, total)) if progress else None
    summary = engine.run_blocks(run, n_blocks, progress=tell)
    draws_per_row = np.full(n_rows, request.draws // n_rows)
    draws_per_row[: request.draws % n_rows] += 1
    return summary, draws_per_row


def first_order_effects(request: Request, draw_block: DrawBlock) -> list[dict[str, Any]]:
    """First-order effects of every input on the headline date, never standing at the horizon."""

    cases = questions.case_array((questions.HEADLINE,))
    left = min(SENSITIVITY_DRAWS, request.draws)
    blocks: list[np.ndarray] = []
    dates: list[np.ndarray] = []
    while left > 0:
        draws = draw_block(len(blocks))
        blocks.append(record(draws, min(len(draws[POOL]), left)))
        dates.append(first_dates(blocks[-1], cases, request.start_year())["first"][:, 0])
        left -= len(blocks[-1])
    rows = np.concatenate(blocks)
    clipped = np.minimum(np.concatenate(dates), HORIZON_YEAR)
    return first_order(clipped, {name: rows[name] for name in INPUT_NAMES})


def answer(
    request: Request,
    inputs: Inputs,
    posterior: Any,
    summary: Any,
    draws_per_row: np.ndarray,
) -> dict[str, Any]:
    """The answers by question id."""

    found = Answers(
        summary,
        questions.all_cases(),
        float(inputs.beliefs["population"].median),
        questions,
        draws_per_row,
        posterior.n_chains,
        int(request.start_year()),
    )
    return {
        "Q1": found.q1(),
        "Q1b": found.q1b(),
        "Q1c": found.q1c(),
        "Q2": found.q2(),
        "Q3": found.q3(),
        "Q4": found.q4(),
        "Q6": found.curve(1),
        "Q7": found.curve(0),
        "Q8": found.curve(2),
        "Q9": found.q9({"copy": BOUND_NAMES, "supply": CAP_NAMES}),
        "date_cdf": found.date_cdf(),
        "gap_cdf": found.gap_cdf(),
    }


def economy(draws: dict[str, np.ndarray]) -> dict[str, list[dict[str, Any]]]:
    """Wage and population by year, beside which costs and copies are read."""

    years = range(int(START_YEAR), CURVE_LAST_YEAR + 1)
    levels = questions.QUANTILE_LEVELS

    def row(year: int, values: np.ndarray) -> dict[str, Any]:
        return {"year": year, "quantiles": levels_of(np.quantile(values, levels).tolist(), levels)}

    def people(year: int) -> np.ndarray:
        grown = log_slowing_growth(
            years_since_start=year - START_YEAR,
            log_growth_today=np.log(draws["population_growth_per_year"]),
            log_growth_long_run=0.0,
            slowing_years=draws["population_slowing_years"],
        )
        return draws["population"] * np.exp(grown)

    def wage(year: int) -> np.ndarray:
        return draws["wage_usd_per_hour"] * draws["wage_growth_per_year"] ** (year - START_YEAR)

    return {
        "wage": [row(year, wage(year)) for year in years],
        "population": [row(year, people(year)) for year in years],
    }
