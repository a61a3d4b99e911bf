"""What the posterior says of the rows of a user's table, and how what was observed sits in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from forecast.errors import InputError, UsageError
from forecast.inputs.cards import load_cards
from forecast.inputs.evidence import load_evidence
from forecast.inputs.user_table import Rules, UserRow, read_user_table
from forecast.pipeline.backtest.origins import origin_of
from forecast.pipeline.predicted_lines import by_quantity, lines_of, summary
from forecast.pipeline.request import Inputs, Progress, Request
from forecast.pipeline.run import load_inputs
from forecast.posterior.blocks import Block, blocks_named, module_name
from forecast.posterior.draws import interleaved, scores
from forecast.posterior.joint import Posterior
from forecast.posterior.predicting import Context, Draws, Outcome
from forecast.posterior.predictive import PREDICTIVES
from forecast.quantities import did_you_mean
from forecast.seeds import stream
from forecast.settings import today

SCHEMA = "forecast.predict/1"
STAGE = "predict"
DRAWS = 4000  # of each row: the 5 % quantile is off by 0.03 standard deviations
ROWS_AT_ONCE = 1000  # keeps memory flat


@dataclass(frozen=True)
class Question:
    """A table to be predicted.

    Parameters
    ----------
    dataset : str
        Whose columns it has.
    path : Path
    """

    dataset: str
    path: Path


def predict(
    question: Question, request: Request, progress: Progress | None = None
) -> dict[str, Any]:
    """Posterior predictive of every row of a table.

    Parameters
    ----------
    question : Question
    request : Request
        Its date decides what is known; what is not stored for it is fitted.
    progress : callable, optional
        Told (stage, done, total) while fitting.

    Returns
    -------
    dict
        `forecast.predict/1`.

    Raises
    ------
    UsageError
        When no predictive has this name.
    InputError
        When the file cannot be read as a table.
    """
    module = predictive_named(question.dataset)
    inputs = _inputs(request)
    if _is_past(request):
        _refuse_no_evidence(module, inputs, request)
    rows = read_user_table(question.path, inputs.tables[module.DATASET].card, _rules(module))
    posterior, provenance = _posterior(module, request, inputs, progress)
    context = Context(
        inputs.tables, inputs.base, request.priors_dir, request.as_of, posterior.labels
    )
    draws = predictive_draws(posterior, inputs, request.seed)
    rng = stream(request.seed, STAGE, question.dataset)
    outcomes = list(_outcomes(module, rows, draws, context, rng))
    told = [
        line
        for number, (row, outcome) in enumerate(zip(rows, outcomes, strict=True), start=1)
        for line in lines_of(number, row, outcome, module)
    ]
    return {
        "schema": SCHEMA,
        "dataset": question.dataset,
        "table": question.path.as_posix(),
        "as_of": request.as_of.isoformat(),
        "vintage": request.vintage,
        "scenario": request.scenario,
        "seed": request.seed,
        "rows": told,
        **summary(told),
        "by_quantity": by_quantity(told),
        "posterior": [{key: each[key] for key in ("block", "key")} for each in provenance],
    }


def predictive_named(dataset: str) -> Any:
    """The module that predicts rows of a data set.

    Raises
    ------
    UsageError
        When there is none.
    """
    if dataset not in PREDICTIVES:
        hint = did_you_mean(dataset, PREDICTIVES)
        raise UsageError(
            f"no fitted data set {dataset!r}; data sets: {', '.join(PREDICTIVES)}"
            + (f"; {hint}" if hint else "")
        )
    return import_module(f"forecast.posterior.predictive.{dataset}")


def predictive_draws(posterior: Posterior, inputs: Inputs, seed: int) -> dict[str, np.ndarray]:
    """Draws of everything stored, a joint draw a row, about `DRAWS` of them.

    Parameters
    ----------
    posterior : Posterior
    inputs : Inputs
        What a scenario replaced is drawn from its card instead.
    seed : int

    Returns
    -------
    dict of array (draw, ...)
        Where noise and effects are stored thinned, their draws are repeated: each is used with
        several draws of the noise of a new row.
    """
    full = {**posterior.scalars, **posterior.vectors}
    if posterior.thinned:
        n_thinned = len(next(iter(posterior.thinned.values())))
        starts = np.arange(posterior.n_rows).reshape(posterior.n_chains, -1)
        order = starts[:, :: posterior.thinning].ravel()
        again = np.tile(np.arange(n_thinned), -(-DRAWS // n_thinned))
        draws = {name: values[again] for name, values in posterior.thinned.items()}
        draws |= {name: values[order[again]] for name, values in full.items()}
    else:
        order = interleaved(posterior.n_rows, posterior.n_chains)[:DRAWS]
        draws = {name: values[order] for name, values in full.items()}
    n = len(next(iter(draws.values())))
    replaced = inputs.beliefs.replaced_names & draws.keys()
    return draws | {
        name: inputs.beliefs[name].quantile_of_score(scores(seed, name, 0, n)) for name in replaced
    }


def _inputs(request: Request) -> Inputs:
    """Cards and rows of the date; of a past one as a backtest sees them, hindsight kept out."""
    if request.scenario or not _is_past(request):
        return load_inputs(request)
    cards, tables = load_cards(request.priors_dir), load_evidence(request.priors_dir)
    origin = origin_of(request.as_of, cards, tables, request.vintage)
    return Inputs(cards, origin.tables, origin.beliefs, origin.beliefs)


def _is_past(request: Request) -> bool:
    return request.as_of < today()


def _refuse_no_evidence(module: Any, inputs: Inputs, request: Request) -> None:
    """Raise InputError where nothing that a likelihood reads was known on a past date."""
    names = [name for block in _blocks(module) for name in block.likelihoods]
    for likelihood in map(import_module, map(module_name, names)):
        table = inputs.tables[likelihood.DATASET]
        if not len(likelihood.select(table, inputs.tables)):
            raise InputError(
                f"no row of {likelihood.DATASET} to learn from was known on {request.as_of}",
                field="--as-of",
                fix="a later date; or --vintage observable, for what could be known by then",
            )


def _blocks(module: Any) -> tuple[Block, ...]:
    return blocks_named((module.BLOCK,) if isinstance(module.BLOCK, str) else module.BLOCK)


def _rules(module: Any) -> Rules:
    positive = getattr(module, "POSITIVE", tuple(module.TARGETS))
    return Rules(columns=module.NEEDED, cells=module.NEEDED, positive=positive)


def _posterior(
    module: Any, request: Request, inputs: Inputs, progress: Progress | None
) -> tuple[Posterior, list[dict[str, Any]]]:
    from forecast.posterior.obtain import posterior_for

    return posterior_for(
        inputs.base,
        inputs.tables,
        request.seed,
        request.priors_dir,
        progress,
        blocks=_blocks(module),
    )


def _outcomes(
    module: Any, rows: list[UserRow], draws: Draws, context: Context, rng: np.random.Generator
) -> Iterator[Outcome]:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        part = rows[start : start + ROWS_AT_ONCE]
        usable = [row.cells for row in part if row.reason is None]
        found = iter(module.predict(usable, draws, context, rng) if usable else ())
        for row in part:
            yield next(found) if row.reason is None else row.reason
