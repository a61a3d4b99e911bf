"""Answers to the statements, from the draws of the posterior that the publication rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np

from forecast.inputs.table import Row
from forecast.pipeline.backtest.target import Oracle, Target, by_quantity
from forecast.pipeline.backtest.targets import TARGETS
from forecast.pipeline.backtest.targets.chips import next_per_usd
from forecast.pipeline.backtest.targets.contexts import (
    developer,
    drawn,
    effects_of,
    longest_items,
)
from forecast.pipeline.near_term.asked import COMBINE, Asked, thresholds
from forecast.pipeline.near_term.statements import MAKE, asked_on
from forecast.pipeline.predict import predictive_draws
from forecast.pipeline.request import Forecast, Inputs, Request
from forecast.posterior.blocks import Block, blocks_named
from forecast.posterior.encoding import StoredBlock
from forecast.posterior.joint import join
from forecast.posterior.obtain import obtain
from forecast.posterior.predicting import Context
from forecast.posterior.predictive import PREDICTIVES
from forecast.seeds import stream
from forecast.track_record.near_term import SCHEMA, answered

STAGE = "near term"


def near_term_predictions(forecast: Forecast) -> dict[str, Any]:
    """Dated, resolvable statements that follow from the posterior of a run.

    Parameters
    ----------
    forecast : Forecast
        A finished run.

    Returns
    -------
    dict
        `forecast.predictions/1`: schema, as_of, seed, predictions.
    """
    return predictions_of(forecast.request, forecast.inputs, forecast.blocks)


def predictions_of(
    request: Request, inputs: Inputs, blocks: Mapping[str, StoredBlock]
) -> dict[str, Any]:
    """The statements of a request, answered.

    Parameters
    ----------
    request : Request
        Its date decides what is asked, its seed the noise.
    inputs : Inputs
    blocks : mapping of str to StoredBlock
        Of the posterior, those that were read already.

    Returns
    -------
    dict
        `forecast.predictions/1`.
    """
    oracle = oracle_today(request, inputs, blocks)
    found = []
    for target, asked in asked_on(request.as_of, inputs.tables):
        draws = answer(target, asked, inputs.tables, oracle)
        if draws is not None:
            statements = [asked.statement, *thresholds(asked, draws)]
            found += [answered(each, draws) for each in statements]
    return {
        "schema": SCHEMA,
        "as_of": request.as_of.isoformat(),
        "seed": request.seed,
        "predictions": found,
    }


def oracle_today(request: Request, inputs: Inputs, blocks: Mapping[str, StoredBlock]) -> Oracle:
    """Our forecast as of the request, ready to be asked."""
    missing = tuple(each for each in blocks_needed() if each.name not in blocks)
    found = obtain(inputs.base, inputs.tables, request.seed, request.priors_dir, blocks=missing)
    posterior = join([*blocks.values(), *(block for block, _ in found.values())])
    draws = predictive_draws(posterior, inputs, request.seed)
    context = Context(
        inputs.tables, inputs.base, request.priors_dir, request.as_of, posterior.labels
    )
    rng = stream(request.seed, STAGE)

    def predict(dataset: str, rows: Sequence[Row]) -> list[dict[str, np.ndarray] | None]:
        if dataset not in PREDICTIVES:
            return [None] * len(rows)
        module: Any = import_module(f"forecast.posterior.predictive.{dataset}")
        empty = dict.fromkeys(inputs.tables[dataset].card.column_names)
        whole = [empty | row for row in rows]
        return [by_quantity(each) for each in module.predict(whole, draws, context, rng)]

    return Oracle(draws, predict, rng, inputs.tables)


def blocks_needed() -> tuple[Block, ...]:
    """Blocks whose draws the answers use."""
    found = set()
    for target in TARGETS:
        if target.name in MAKE:
            found.add(target.block)
            if target.dataset in PREDICTIVES:
                own: Any = import_module(f"forecast.posterior.predictive.{target.dataset}")
                found |= {own.BLOCK} if isinstance(own.BLOCK, str) else set(own.BLOCK)
    return blocks_named(tuple(sorted(found)))


def answer(target: Target, asked: Asked, tables: Any, oracle: Oracle) -> np.ndarray | None:
    """Draws of the value of a statement; None where we decline."""
    rule, items = asked.statement.rule, list(asked.items)
    if target.block == "context":
        return _context(target, asked, oracle)
    if target.name == "flop_per_usd":
        return np.exp(next_per_usd(items, oracle)[0])
    draws = target.ours(items, tables, oracle)
    known = [each for each in draws if each is not None]
    if len(known) < len(items):
        return None
    return rule.scale * np.exp(COMBINE[rule.take](np.array(known)))


def _context(target: Target, asked: Asked, oracle: Oracle) -> np.ndarray:
    """Median of the windows of a half-year, or the longest so far."""
    rows = [(item.row, item.year) for item in asked.items]
    effects = effects_of({developer(row) for row, _ in rows}, oracle)
    logs = drawn(rows, effects, oracle)
    if target.name == "context_median":
        return np.exp(np.median(logs, axis=0))
    record = max(item.log_value for item in longest_items(oracle.tables))
    return np.exp(np.maximum(logs.max(axis=0), record))
