"""What the posterior says of the rows of a user's table, and how what was observed sits in it."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from forecast.errors import UsageError
from forecast.inputs.user_table import Rules, UserRow, read_user_table
from forecast.pipeline.request import Inputs, Progress, Request
from forecast.pipeline.run import load_inputs
from forecast.posterior.blocks import blocks_named
from forecast.posterior.draws import interleaved, scores
from forecast.posterior.joint import Posterior
from forecast.posterior.predicting import Context, Draws, Outcome, Predicted
from forecast.posterior.predictive import PREDICTIVES
from forecast.quantities import did_you_mean
from forecast.seeds import stream

SCHEMA = "forecast.predict/1"
STAGE = "predict"
LEVELS = {"q05": 0.05, "q10": 0.1, "q50": 0.5, "q90": 0.9, "q95": 0.95}
COVERAGES = {"coverage50": 0.5, "coverage80": 0.8, "coverage90": 0.9}
DRAWS = 4000  # of each row: the 5 % quantile is off by 0.03 standard deviations
ROWS_AT_ONCE = 1000  # keeps memory flat


@dataclass(frozen=True)
class Question:
    """A table to be predicted: of which data set, and where it is."""

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
    inputs = load_inputs(request)
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
        for line in _lines(number, row, outcome, module)
    ]
    return {
        "schema": SCHEMA,
        "dataset": question.dataset,
        "as_of": request.as_of.isoformat(),
        "scenario": request.scenario,
        "seed": request.seed,
        "rows": told,
        **summary(told),
        "by_quantity": _by_quantity(told),
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


def summary(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """How the observed values sit in their predictives.

    Parameters
    ----------
    rows : list of dict
        Rows of the output.

    Returns
    -------
    dict
        coverage50, coverage80, coverage90, median_abs_log_ratio, n_scored; None where no row has
        both a prediction and an observation.
    """
    seen = [row for row in rows if row["pit"] is not None]
    pits = np.array([row["pit"] for row in seen])
    ratios = [
        abs(np.log(row["q50"] / row["observed"]))
        for row in seen
        if row["q50"] > 0.0 and row["observed"] > 0.0
    ]
    return {
        **{
            name: float(np.mean(np.abs(pits - 0.5) <= share / 2)) if seen else None
            for name, share in COVERAGES.items()
        },
        "median_abs_log_ratio": float(np.median(ratios)) if ratios else None,
        "n_scored": len(seen),
    }


def _rules(module: Any) -> Rules:
    return Rules(columns=module.NEEDED, cells=module.NEEDED, positive=tuple(module.TARGETS))


def _posterior(
    module: Any, request: Request, inputs: Inputs, progress: Progress | None
) -> tuple[Posterior, list[dict[str, Any]]]:
    from forecast.posterior.obtain import posterior_for

    names = (module.BLOCK,) if isinstance(module.BLOCK, str) else module.BLOCK
    return posterior_for(
        inputs.base,
        inputs.tables,
        request.seed,
        request.priors_dir,
        progress,
        blocks=blocks_named(names),
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


def _lines(number: int, row: UserRow, outcome: Outcome, module: Any) -> list[dict[str, Any]]:
    """Lines of the output for one row: one a quantity."""
    start: dict[str, Any] = {"row": number, "name": row.name}
    extra = {"extra": row.extra} if row.extra else {}
    if isinstance(outcome, str):
        return [start | each | extra for each in _refused(row, outcome, module)]
    several = outcome if isinstance(outcome, tuple) else (outcome,)
    return [start | _line(each) | extra for each in several]


def _refused(row: UserRow, reason: str, module: Any) -> Iterator[dict[str, Any]]:
    for column, unit in module.TARGETS.items():
        is_named = column == "value"  # then the row itself says what it is of
        yield {
            "quantity": row.cells.get("quantity") if is_named else column,
            "unit": row.cells.get("unit") if is_named else unit,
            "observed": row.cells.get(column),
            **dict.fromkeys(LEVELS),
            "pit": None,
            "surprise": None,
            "reason": reason,
        }


def _line(predicted: Predicted) -> dict[str, Any]:
    quantiles = np.quantile(predicted.draws, list(LEVELS.values())).tolist()
    pit = None if predicted.observed is None else share_below(predicted)
    return {
        "quantity": predicted.quantity,
        "unit": predicted.unit,
        "observed": predicted.observed,
        **dict(zip(LEVELS, quantiles, strict=True)),
        "pit": pit,
        "surprise": None if pit is None else standard_score(pit, len(predicted.draws)),
        "reason": None,
    }


def share_below(predicted: Predicted) -> float:
    """Probability integral transform: share of draws below what was observed, ties half."""
    below = np.mean(predicted.draws < predicted.observed)
    return float(below + np.mean(predicted.draws == predicted.observed) / 2)


def standard_score(pit: float, n_draws: int) -> float:
    """The standard normal score of a chance; one beyond all draws counts as half a draw's.

    Examples
    --------
    >>> round(standard_score(0.975, 4000), 2)
    1.96
    """
    least = 0.5 / n_draws
    return statistics.NormalDist().inv_cdf(min(max(pit, least), 1.0 - least))


def _by_quantity(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    names = dict.fromkeys(row["quantity"] for row in rows)
    return [
        {"quantity": name, **summary([row for row in rows if row["quantity"] == name])}
        for name in names
    ]
