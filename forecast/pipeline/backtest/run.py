"""The backtest from origins to a document: refit, ask, score."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from forecast.errors import UsageError
from forecast.inputs.rivals import Rival, load_rivals
from forecast.inputs.table import Row
from forecast.pipeline.backtest.origins import Origin, blinded, load_all, origin_of
from forecast.pipeline.backtest.refits import Key, Progress, Refit, can_be_fitted, refit_all
from forecast.pipeline.backtest.target import Item, Oracle, Tables, Target, by_quantity, question_of
from forecast.pipeline.backtest.targets import TARGETS
from forecast.posterior.blocks import Block, blocks_named
from forecast.posterior.predictive import PREDICTIVES
from forecast.quantities import did_you_mean
from forecast.seeds import stream
from forecast.track_record.backtest import (
    OURS,
    Question,
    Scored,
    naive_answers,
    score,
)

STAGE = "backtest"
NO_ROWS = "none of the rows known by then enters the fit"


@dataclass(frozen=True)
class BacktestRequest:
    """What is asked of a backtest.

    Parameters
    ----------
    origins : tuple of date
        Days of the forecasts.
    targets : tuple of str or None
        Names; None for all.
    vintage : str or None
        For all tables; None for what suits each.
    seed : int
    priors_dir : Path
    """

    origins: tuple[datetime.date, ...]
    targets: tuple[str, ...] | None
    vintage: str | None
    seed: int
    priors_dir: Path


@dataclass(frozen=True)
class Sitting:
    """One target at one origin, with everything needed to answer it."""

    target: Target
    origin: Origin
    question: Question
    items: list[Item]

    @property
    def key(self) -> Key:
        """Which refit answers it."""
        return self.origin.day, self.target.block, self.target.blind


def targets_named(names: tuple[str, ...] | None) -> tuple[Target, ...]:
    """Targets by name, all for None.

    Raises
    ------
    UsageError
        When a name is not that of a target.
    """
    known = [target.name for target in TARGETS]
    for name in names or ():
        if name not in known:
            hint = did_you_mean(name, known)
            told = f"no target {name!r}; targets: {', '.join(known)}"
            raise UsageError(told + (f"; {hint}" if hint else ""))
    return tuple(target for target in TARGETS if names is None or target.name in names)


def run_backtest(request: BacktestRequest, progress: Progress | None = None) -> dict[str, Any]:
    """Forecast as of each origin, and score what came.

    Parameters
    ----------
    request : BacktestRequest
    progress : callable, optional
        Told (stage, done, total) while blocks are refitted.

    Returns
    -------
    dict
        `forecast.backtest/1`.

    Raises
    ------
    UsageError
        When a target is unknown.
    OutputError
        When a row that was not known at an origin would have been fitted.
    """
    from forecast.pipeline.backtest.document import document_of

    cards, tables = load_all(request.priors_dir)
    origins = [origin_of(day, cards, tables, request.vintage) for day in request.origins]
    sittings = list(sittings_of(targets_named(request.targets), origins, tables))
    rivals = load_rivals(request.priors_dir)
    refits = refit_all(jobs_of(sittings), request.seed, progress)
    scored, notes = [], []
    for sitting in sittings:
        answers, told = answer(sitting, refits, rivals, tables, request)
        scored += answers
        notes += told
    return document_of(request, sittings, refits, rivals, scored, notes)


def sittings_of(targets: Sequence[Target], origins: Sequence[Origin], tables: Tables) -> Any:
    """Every target at every origin where something was known and something came."""
    for target in targets:
        for origin in origins:
            found = question_of(target, origin, tables)
            if found is not None:
                yield Sitting(target, origin, *found)


def jobs_of(sittings: Sequence[Sitting]) -> dict[Key, tuple[Origin, Block]]:
    """Blocks to refit, each once an origin, where all their likelihoods have rows."""
    found = {}
    for each in sittings:
        block = blocks_named((each.target.block,))[0]
        origin = blinded(each.origin, each.target.dataset, each.target.blind)
        if each.key not in found and can_be_fitted(block, origin):
            found[each.key] = (origin, block)
    return found


def answer(
    sitting: Sitting,
    refits: Mapping[Key, Refit | str],
    rivals: Sequence[Rival],
    tables: Tables,
    request: BacktestRequest,
) -> tuple[list[Scored], list[str]]:
    """Everybody's answers to one question, scored on the cases that we answer.

    Returns
    -------
    tuple of list of Scored and list of str
        Scores, and what a reader must know.
    """
    target = sitting.target
    origin = blinded(sitting.origin, target.dataset, target.blind)
    place = f"{target.name} as of {origin.day}"
    fitted = refits.get(sitting.key)
    if not isinstance(fitted, Refit):
        told = f"{place}: not fitted ({fitted or NO_ROWS}); baselines only"
        return naive(sitting.question, rivals, target), [told]
    draws = target.ours(sitting.items, tables, oracle_of(origin, fitted, tables, request))
    mask = np.array([each is not None for each in draws])
    notes = [f"{place}: {(~mask).sum()} cases declined"] if not mask.all() else []
    if not mask.any():
        return [], notes
    question = Question(
        *(target.name, origin.day, sitting.question.vintage, sitting.question.history),
        sitting.question.cases.where(mask),
    )
    answered = np.array([each for each in draws if each is not None])
    beyond = int((~np.isfinite(answered)).sum())
    if beyond:
        notes.append(
            f"{place}: {beyond} draws beyond what a float holds are set to the last finite"
        )
    ours = score(question, OURS, within_floats(answered))
    return [ours, *naive(question, rivals, target)], notes


def within_floats(draws: np.ndarray) -> np.ndarray:
    """Draws with infinite ones put at the outermost finite one of their case.

    Examples
    --------
    >>> within_floats(np.array([[1.0, np.inf, -2.0, -np.inf]])).tolist()
    [[1.0, 1.0, -2.0, -2.0]]
    """
    inside = np.isfinite(draws)
    low = np.where(inside, draws, np.inf).min(axis=1, keepdims=True)
    high = np.where(inside, draws, -np.inf).max(axis=1, keepdims=True)
    return np.clip(draws, low, high)


def naive(question: Question, rivals: Sequence[Rival], target: Target) -> list[Scored]:
    """Scores of baselines, and of rivals that were out by then."""
    out = [
        rival
        for rival in rivals
        if target.name in rival.targets and rival.published_on <= question.origin
    ]
    answers = naive_answers(question, out)
    return [score(question, name, each) for name, each in answers.items() if each is not None]


def oracle_of(origin: Origin, fitted: Refit, tables: Tables, request: BacktestRequest) -> Oracle:
    """Our forecast as of an origin.

    Chips are described by the full table: whoever quotes a price names the chip, and every
    forecaster is given its specifications.
    """
    from forecast.posterior.predicting import Context

    described = dict(origin.tables) | {"accelerators": tables["accelerators"]}
    context = Context(described, origin.beliefs, request.priors_dir, origin.day, fitted.labels)
    rng = stream(request.seed, STAGE, origin.day.isoformat())

    def predict(dataset: str, rows: Sequence[Row]) -> list[dict[str, np.ndarray] | None]:
        if dataset not in PREDICTIVES:
            return [None] * len(rows)
        module: Any = import_module(f"forecast.posterior.predictive.{dataset}")
        return [by_quantity(each) for each in module.predict(rows, fitted.draws, context, rng)]

    return Oracle(fitted.draws, predict, rng, origin.tables)
