"""The whole forecast on one screen: the calls, in order, each result named."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from forecast.constants import EARLIEST_START_YEAR, PRICE_YEAR, START_YEAR
from forecast.errors import GateRefused, InputError, UsageError
from forecast.inputs import questions

Progress = Callable[[str, int, int], None]
DEFAULT_DRAWS = 200_000
SENSITIVITY_DRAWS = 50_000  # draws kept whole for first-order effects
POOL = "human_level_date"


@dataclass(frozen=True)
class Request:
    """What is asked of a run.

    Parameters
    ----------
    as_of : date
        Cards and rows published later are not seen; the first date that can come out.
    scenario : str or None
        Named set of overrides in `priors/scenarios/`.
    sets : tuple of str
        "NAME=VALUE" or "NAME=~family(...)", applied after the scenario.
    draws : int
        Forward draws.
    seed : int
    priors_dir : Path
        Folder of cards, evidence, scenarios and the shipped posterior.
    """

    as_of: datetime.date
    scenario: str | None
    sets: tuple[str, ...]
    draws: int
    seed: int
    priors_dir: Path

    def start_year(self) -> float:
        """The date of the request as a decimal year."""
        first = datetime.date(self.as_of.year, 1, 1)
        days = (datetime.date(self.as_of.year + 1, 1, 1) - first).days
        return self.as_of.year + (self.as_of - first).days / days


@dataclass(frozen=True)
class Inputs:
    """Beliefs and observations as of a date: validated, nothing sampled yet.

    Parameters
    ----------
    cards, tables : dict
        All cards, and the tables with what was published by the date.
    base : Beliefs
        Cards as of the date: the priors of the fit.
    beliefs : Beliefs
        The same after the scenario and `--set`.
    """

    cards: dict[str, Any]
    tables: dict[str, Any]
    base: Any
    beliefs: Any


@dataclass(frozen=True)
class Forecast:
    """A finished run.

    Parameters
    ----------
    request : Request
    document : dict
        The answers and where they came from, in the shape of `forecast.run/1`.
    """

    request: Request
    document: dict[str, Any] = field(repr=False)


def run_forecast(request: Request, progress: Progress | None = None) -> Forecast:
    """From beliefs and observations to the answers.

    Parameters
    ----------
    request : Request
    progress : callable, optional
        Told (stage, done, total).

    Returns
    -------
    Forecast

    Raises
    ------
    InputError
        When a card, a table or a setting cannot be used.
    GateRefused
        When a posterior that had to be fitted fails its checks.
    """
    from forecast.posterior.obtain import posterior_for

    check_request(request)
    inputs = load_inputs(request)
    posterior, provenance = posterior_for(
        inputs.base, inputs.tables, request.seed, request.priors_dir, progress
    )
    draw_block = block_drawer(request, inputs, posterior)
    summary, draws_per_row = simulate(request, draw_block, posterior, progress)
    effects = first_order_effects(request, draw_block)
    answers = answer(request, inputs, posterior, summary, draws_per_row, effects)
    return Forecast(request, document(request, inputs, provenance, answers))


def fit_posterior(
    request: Request, blocks: tuple[str, ...] | None = None, progress: Progress | None = None
) -> dict[str, Any]:
    """Fit blocks afresh and report their diagnostics; see `posterior.obtain.fit_report`."""
    from forecast.posterior.obtain import fit_report

    inputs = load_inputs(request)
    return fit_report(
        inputs.base, inputs.tables, request.seed, request.priors_dir, blocks, progress
    )


def check_request(request: Request) -> None:
    """Refuse what cannot be run.

    Raises
    ------
    UsageError
        For fewer than one draw.
    InputError
        For a date the kernel cannot start from.
    """
    if request.draws < 1:
        raise UsageError(f"--draws must be at least 1; found {request.draws}")
    if not EARLIEST_START_YEAR <= request.start_year() < 2100:
        raise InputError(
            "a run cannot start at this date",
            field="--as-of",
            found=request.as_of.isoformat(),
            accepted=f"a date from {EARLIEST_START_YEAR}-01-01 to 2099-12-31",
        )


def load_inputs(request: Request) -> Inputs:
    """Read cards and tables as of the request's date, and apply scenario and `--set`."""
    from forecast.inputs.cards import load_cards
    from forecast.inputs.evidence import load_evidence
    from forecast.inputs.scenarios import beliefs

    cards = load_cards(request.priors_dir)
    return Inputs(
        cards=cards,
        tables=load_evidence(request.priors_dir, request.as_of),
        base=beliefs(cards, request.as_of),
        beliefs=beliefs(
            cards, request.as_of, request.scenario, request.sets, priors_dir=request.priors_dir
        ),
    )


def block_drawer(
    request: Request, inputs: Inputs, posterior: Any
) -> Callable[[int], dict[str, np.ndarray]]:
    """A function from a block's number to its joint draws."""
    from forecast.inputs.pool import components
    from forecast.kernel.inputs import INPUT_NAMES
    from forecast.posterior.draws import draw_block, draw_dates_of, scores

    beliefs = inputs.beliefs
    n_rows = posterior.n_rows
    fitted = {
        name: rows
        for name, rows in posterior.scalars.items()
        if name not in beliefs.replaced_names
    }
    date_draws = draw_dates_of(
        posterior,
        components(inputs.tables["arrival_forecasts"]),
        beliefs[POOL] if POOL in beliefs.replaced_names else None,
        request.start_year(),
        request.seed,
    )
    names = tuple(name for name in INPUT_NAMES if name in beliefs)

    def draw(block: int) -> dict[str, np.ndarray]:
        draws = draw_block(
            block,
            n_rows,
            seed=request.seed,
            names=names,
            fitted=fitted,
            beliefs=beliefs,
            date_draws=date_draws,
        )
        draws["serving_error_score"] = scores(request.seed, "serving_error", block, n_rows)
        return draws

    return draw


def simulate(
    request: Request,
    draw_block: Callable[[int], dict[str, np.ndarray]],
    posterior: Any,
    progress: Progress | None,
) -> tuple[Any, np.ndarray]:
    """Run all draws; the summary, and how many draws each posterior row got."""
    from forecast import engine
    from forecast.kernel.block import run_block

    n_rows = posterior.n_rows
    cases = questions.case_array(questions.all_cases())
    n_blocks = -(-request.draws // n_rows)

    def run(block: int):
        n_draws = min(n_rows, request.draws - block * n_rows)
        return run_block(
            draw_block(block), n_draws, cases, request.start_year(), questions.YEARS
        )

    tell = (lambda done, total: progress("forecast", done, total)) if progress else None
    summary = engine.run_blocks(run, n_blocks, progress=tell)
    draws_per_row = np.full(n_rows, request.draws // n_rows)
    draws_per_row[: request.draws % n_rows] += 1
    return summary, draws_per_row


def first_order_effects(
    request: Request, draw_block: Callable[[int], dict[str, np.ndarray]]
) -> list[dict[str, Any]]:
    """First-order effects of every input on the headline date, never standing at the horizon."""
    from forecast.constants import HORIZON_YEAR
    from forecast.kernel.block import first_dates, record
    from forecast.kernel.inputs import INPUT_NAMES
    from forecast.timeline.drivers import first_order

    cases = questions.case_array((questions.HEADLINE,))
    wanted, blocks, dates = min(SENSITIVITY_DRAWS, request.draws), [], []
    while sum(map(len, blocks)) < wanted:
        draws = draw_block(len(blocks))
        n = min(len(draws[POOL]), wanted - sum(map(len, blocks)))
        blocks.append(record(draws, n))
        dates.append(first_dates(blocks[-1], cases, request.start_year())["first"][:, 0])
    rows = np.concatenate(blocks)
    clipped = np.minimum(np.concatenate(dates), HORIZON_YEAR)
    return first_order(clipped, {name: rows[name] for name in INPUT_NAMES})


def answer(
    request: Request,
    inputs: Inputs,
    posterior: Any,
    summary: Any,
    draws_per_row: np.ndarray,
    effects: list[dict[str, Any]],
) -> dict[str, Any]:
    """The answers by question id."""
    from forecast.kernel.walk import CAP_NAMES
    from forecast.serving.placement import BOUND_NAMES
    from forecast.timeline.answers import Answers

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
        "Q10": effects,
        "date_cdf": found.date_cdf(),
        "gap_cdf": found.gap_cdf(),
        "wage": [],
        "population": [],
    }


def document(
    request: Request, inputs: Inputs, provenance: list[dict[str, Any]], answers: dict[str, Any]
) -> dict[str, Any]:
    """The JSON object of a run: what was asked, what it rests on, the answers."""
    key = hashlib.sha256("".join(block["key"] for block in provenance).encode()).hexdigest()[:16]
    replaced = [
        {"name": item.name, "by": item.text, "origin": item.origin, "was": item.was_quantiles()}
        for item in inputs.beliefs.replaced
    ]
    told = {
        "as_of": request.as_of.isoformat(),
        "scenario": request.scenario,
        "seed": request.seed,
        "draws": request.draws,
        "posterior_key": key,
        "beliefs": inputs.beliefs.content_hash(),
    }
    run_id = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]
    return {
        "schema": "forecast.run/1",
        "run_id": run_id,
        **told,
        "price_year": PRICE_YEAR,
        "answers": answers,
        "replaced": replaced,
        "posterior": {"blocks": [{k: v for k, v in b.items() if k != "source"} for b in provenance]},
        "judgement": judgement(inputs),
    }


def judgement(inputs: Inputs) -> list[dict[str, str]]:
    """Inputs of the kernel that no observations inform, with the grade of their card."""
    from forecast.kernel.inputs import INPUT_NAMES
    from forecast.posterior.keys import fitted_names

    informed = fitted_names()
    return [
        {
            "name": name,
            "grade": inputs.beliefs.entries[name].grade,
            "meaning": inputs.cards[name].meaning,
        }
        for name in INPUT_NAMES
        if name in inputs.cards and name not in informed and name != POOL
    ]
