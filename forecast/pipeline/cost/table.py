"""Predictions for a table of measured configurations, and how far off they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from forecast.errors import InputError
from forecast.inputs.aliases import load_aliases
from forecast.inputs.user_table import Rules, UserRow, read_user_table
from forecast.pipeline.cost.chip import chip_of, linked
from forecast.pipeline.cost.draws import Learned, learned
from forecast.pipeline.cost.filling import known_models
from forecast.pipeline.cost.fit import refuse_misfit
from forecast.pipeline.cost.inputs import CostInputs
from forecast.pipeline.cost.predict import baseline_values, predicted_values
from forecast.pipeline.cost.rows import Case, case_of
from forecast.pipeline.cost.studies import batches_of_pairs, contexts_of_studies
from forecast.serving.baselines import BASELINES

SCHEMA = "forecast.cost/1"
TABLE_DRAWS = 2000  # of the posterior; quantiles move by a few thousandths with all 10,000
LEVELS = (0.1, 0.5, 0.9)
RULES = Rules(
    columns=("model", "accelerator", "regime", "quantity"),
    positive=(
        "n_total_parameters", "n_active_parameters", "n_layers", "d_model", "n_heads",
        "n_kv_heads", "head_dim", "kv_cache_bytes_per_token_16bit", "weight_bits", "kv_bits",
        "n_accelerators", "batch", "concurrency", "value",
    ),
    not_negative=("input_tokens", "output_tokens", "context_tokens"),
    shares=("cached_share",),
)  # fmt: skip


def cost_table(path: Path, inputs: CostInputs, *, baselines: bool = False) -> dict[str, Any]:
    """Prediction, interval, observation and ratio of every row of a file.

    Parameters
    ----------
    path : Path
        Rows in the columns of the serving evidence.
    inputs : CostInputs
        Cards, evidence and where the posterior lies.
    baselines : bool
        Whether to predict the same rows by rules of thumb.

    Returns
    -------
    dict
        `forecast.cost/1`.
    """
    rows = read_user_table(path, inputs.tables["serving"].card, RULES)
    draws = learned(inputs.beliefs, inputs.tables, inputs.priors_dir, TABLE_DRAWS)
    told = evaluated(rows, inputs, draws, baselines=baselines)
    names = tuple(BASELINES) if baselines else ()
    return {
        "schema": SCHEMA,
        "rows": told,
        **scores(told),
        "by_study": _by_study(told, names),
        "baselines": {name: scores(told, name) for name in names},
        "posterior": draws.source,
    }


def evaluated(
    rows: list[UserRow], inputs: CostInputs, draws: Learned, *, baselines: bool
) -> list[dict[str, Any]]:
    """Predictions of rows, or why there is none.

    Parameters
    ----------
    rows : list of UserRow
        Rows that belong together: one may say what another leaves out.
    inputs : CostInputs
    draws : Learned
        What to predict them with.
    baselines : bool
        Whether to predict them by rules of thumb as well.

    Returns
    -------
    list of dict
        In the order of the rows.
    """
    cases = _cases(rows, inputs, draws)
    told = _predicted(rows, cases, draws)
    if baselines:
        _add_baselines(told, cases, draws)
    return told


def scores(rows: list[dict[str, Any]], baseline: str | None = None) -> dict[str, Any]:
    """How far predictions are from observations.

    Parameters
    ----------
    rows : list of dict
        Rows of the output.
    baseline : str, optional
        Score this rule of thumb, which has no interval, instead of the model.

    Returns
    -------
    dict
        median_abs_log_ratio, coverage80, median_log_width and n_scored; None where no row has
        both a prediction and an observation.
    """
    seen = [row for row in rows if row["q50"] is not None and row["observed"] is not None]
    if not seen:
        return {"median_abs_log_ratio": None, "coverage80": None, "median_log_width": None} | {
            "n_scored": 0
        }
    observed = np.array([row["observed"] for row in seen])
    low, middle, high = (np.array([row[key] for row in seen]) for key in ("q10", "q50", "q90"))
    if baseline is not None:
        said = np.array([row["baselines"][baseline] for row in seen])
        distance = float(np.median(np.abs(np.log(said / observed))))
        return {"median_abs_log_ratio": distance, "n_scored": len(seen)}
    return {
        "median_abs_log_ratio": float(np.median(np.abs(np.log(middle / observed)))),
        "coverage80": float(np.mean((low <= observed) & (observed <= high))),
        "median_log_width": float(np.median(np.log(high / low))),
        "n_scored": len(seen),
    }


def _cases(rows: list[UserRow], inputs: CostInputs, draws: Learned) -> list[Case | str]:
    """What can be evaluated, and the reason where it cannot."""
    cases = cases_of([row.cells for row in rows], inputs, draws)
    return [row.reason or case for row, case in zip(rows, cases, strict=True)]


def cases_of(
    rows: Sequence[Mapping[str, Any]], inputs: CostInputs, draws: Learned
) -> list[Case | str]:
    """Measured configurations as the formulas take them, and the reason where one cannot be.

    Parameters
    ----------
    rows : list of mapping
        Columns of `serving` to values.
    inputs : CostInputs
    draws : Learned

    Returns
    -------
    list of Case or str
    """
    aliases = load_aliases(inputs.priors_dir, inputs.tables["accelerators"])
    models = known_models(inputs.tables["model_sizes"])
    siblings, contexts = batches_of_pairs(tuple(rows)), contexts_of_studies(tuple(rows))
    usual = inputs.usual_link_share
    reserved = float(np.median(draws.terms["reserved_memory_share"]))

    def case(row: Mapping[str, Any]) -> Case | str:
        try:
            chip = linked(chip_of(aliases, row["accelerator"]), inputs.links, usual)
            found = case_of(row, siblings, contexts, chip, models)
            if found.rows.steps[0]:  # reading streams weights from the host behind the arithmetic
                refuse_misfit(found.rows, reserved)
        except InputError as error:
            return str(error)
        return found

    return [case(row) for row in rows]


def _predicted(
    rows: list[UserRow], cases: list[Case | str], draws: Learned
) -> list[dict[str, Any]]:
    good = [case for case in cases if isinstance(case, Case)]
    quantiles = np.empty((len(LEVELS), 0))
    if good:
        quantiles = np.quantile(predicted_values(good, draws), LEVELS, axis=0)
    columns = iter(quantiles.T.tolist())
    return [_told(row, case, columns) for row, case in zip(rows, cases, strict=True)]


def _told(row: UserRow, case: Case | str, columns: Any) -> dict[str, Any]:
    is_case = isinstance(case, Case)
    q10, q50, q90 = next(columns) if is_case else (None, None, None)
    observed = row.cells.get("value")
    return {
        "id": row.name,
        "study": row.cells.get("study"),
        "quantity": row.cells.get("quantity"),
        "unit": row.cells.get("unit"),
        "observed": observed,
        "q10": q10,
        "q50": q50,
        "q90": q90,
        "ratio": q50 / observed if q50 is not None and observed else None,
        "reason": None if is_case else case,
        "notes": list(case.notes) if isinstance(case, Case) else [],
        **({"extra": row.extra} if row.extra else {}),
    }


def _add_baselines(told: list[dict[str, Any]], cases: list[Case | str], draws: Learned) -> None:
    """What each rule of thumb says, into the rows that can be evaluated."""
    good = [(row, case) for row, case in zip(told, cases, strict=True) if isinstance(case, Case)]
    for row, _ in good:
        row["baselines"] = {}
    for name, terms in BASELINES.items():
        values = baseline_values([case for _, case in good], terms, draws) if good else ()
        for (row, _), value in zip(good, values, strict=True):
            row["baselines"][name] = float(value)


def _by_study(told: list[dict[str, Any]], baselines: tuple[str, ...]) -> list[dict[str, Any]]:
    studies = dict.fromkeys(row["study"] for row in told)
    pick: Callable[[Any], list[dict[str, Any]]] = lambda s: [r for r in told if r["study"] == s]  # noqa: E731
    return [
        {
            "study": study,
            "n_rows": len(pick(study)),
            **scores(pick(study)),
            "baselines": {name: scores(pick(study), name) for name in baselines},
        }
        for study in studies
    ]
