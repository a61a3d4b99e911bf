"""All draws through the kernel, and what the counts say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast import engine
from forecast.constants import HORIZON_YEAR, HOURS_PER_YEAR, START_YEAR
from forecast.inputs import questions
from forecast.kernel.block import first_dates, record
from forecast.kernel.fleet import CAP_NAMES
from forecast.kernel.inputs import INPUT_NAMES
from forecast.pipeline.arrival_pool import POOL
from forecast.pipeline.joint_draws import DrawBlock
from forecast.pipeline.not_a_number import refuse_not_a_number
from forecast.pipeline.request import Inputs, Progress, Request
from forecast.pipeline.sample import EXTRA_NAMES, Sample, joined
from forecast.serving.placement import BOUND_NAMES
from forecast.timeline.answers import CURVE_LAST_YEAR, Answers, levels_of
from forecast.timeline.collect import summarise
from forecast.timeline.drivers import first_order
from forecast.timeline.monte_carlo_error import batches, quantile_errors
from forecast.timeline.summary import Summary, widened
from forecast.trends import log_slowing_growth

BILL_LIMIT_YEARS = (2026, 2035)
WHOLE_PATH_DRAWS = 30_000  # draws asked everything; errors stay under 0.005 in every scenario


@dataclass(frozen=True)
class Simulated:
    """What came of all draws.

    Parameters
    ----------
    summary : Summary
        Counts over all draws.
    sample : Sample
        The first draws, kept whole.
    """

    summary: Summary
    sample: Sample


def simulate(
    request: Request,
    draw_block: DrawBlock,
    n_rows: int,
    beliefs: Any,
    progress: Progress | None = None,
) -> Simulated:
    """Run all draws, in blocks of one draw a posterior row.

    The first `WHOLE_PATH_DRAWS` are walked from the start and asked everything. The rest are asked
    only what needs an arrival, and walked from there until all of it is found: no test alone,
    nothing by year, no window that closes again.
    """
    cases = questions.case_array(questions.all_cases())
    after_arrival = np.flatnonzero(cases["arrival"])
    start_year = request.start_year()
    ahead = questions.binding_years(int(start_year))
    kept: dict[int, Sample] = {}

    def summarised(rows: np.ndarray, found: dict[str, np.ndarray], whole: bool) -> Summary:
        refuse_not_a_number(rows, found["first"], beliefs)
        return summarise(
            **found,
            human_level_date=rows[POOL],
            years_asked=questions.YEARS,
            n_rows=n_rows,
            origin=int(start_year),
            walked_whole=whole,
        )

    def run(block: int) -> Summary:
        draws, n_draws = draw_block(block), min(n_rows, request.draws - block * n_rows)
        rows = record(draws, n_draws)
        if block * n_rows < WHOLE_PATH_DRAWS:
            found = first_dates(rows, cases, start_year, ahead)
            extra = {name: draws[name][:n_draws] for name in EXTRA_NAMES}
            kept[block] = Sample(rows, extra, found["first"], start_year, n_rows)
            return summarised(rows, found, whole=True)
        found = first_dates(rows, cases[after_arrival], start_year, ahead, from_arrival=True)
        return widened(summarised(rows, found, whole=False), after_arrival, len(cases))

    tell = (lambda done, total: progress("forecast", done, total)) if progress else None
    summary = engine.run_blocks(run, -(-request.draws // n_rows), progress=tell)
    return Simulated(summary, joined([kept[block] for block in sorted(kept)]))


def first_order_effects(simulated: Simulated) -> list[dict[str, Any]]:
    """First-order effects of every input on the headline date, never standing at the horizon."""
    sample = simulated.sample
    clipped = np.minimum(sample.dates, HORIZON_YEAR)
    batch = batches(len(clipped), sample.n_rows)
    return first_order(clipped, {name: sample[name] for name in INPUT_NAMES}, batch)


def answer(
    request: Request, inputs: Inputs, posterior: Any, simulated: Simulated
) -> dict[str, Any]:
    """The answers by question id."""
    found = Answers(
        simulated.summary,
        questions.all_cases(),
        float(inputs.beliefs["population"].median),
        questions,
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
        "Q9": found.q9(),
        "Q9b": found.q9b({"copy": BOUND_NAMES, "supply": CAP_NAMES}),
        "date_cdf": found.date_cdf(),
        "gap_cdf": found.gap_cdf(),
    }


def economy(draws: dict[str, np.ndarray]) -> dict[str, list[dict[str, Any]]]:
    """Wage, population and what the bill allows: beside which costs and copies are read."""
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

    def bill_limit(n: float, year: int) -> dict[str, Any]:
        growth = draws["gross_world_product_growth_per_year"] ** (year - START_YEAR)
        money = questions.PHI * draws["gross_world_product_usd"] * growth
        per_copy = n * HOURS_PER_YEAR
        (error,) = quantile_errors(money, [0.5], batches(len(money), len(money)))
        return {
            "n": n,
            "year": year,
            "usd_per_copy_hour": float(np.median(money)) / per_copy,
            "mcse": None if error is None else error / per_copy,
        }

    return {
        "bill_limit": [bill_limit(n, y) for n in questions.N_COPIES for y in BILL_LIMIT_YEARS],
        "wage": [row(year, wage(year)) for year in years],
        "population": [row(year, people(year)) for year in years],
    }
