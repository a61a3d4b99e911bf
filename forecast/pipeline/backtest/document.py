"""The document of a backtest: scores, skill, calibration, and what a reader must know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from forecast.inputs.table import decimal_year
from forecast.pipeline.backtest.refits import MIXED, Key, Refit
from forecast.track_record.backtest import (
    BASELINES,
    OURS,
    Scored,
    coverage_over_targets,
    score_rows,
    skill,
    summary_rows,
)
from forecast.track_record.calibration import coverage, pit_histogram
from forecast.track_record.scores import LEVELS

SCHEMA = "forecast.backtest/1"
HINDSIGHT = (
    "cards begin in 2026: at every origin the beliefs are wide ones written later (hindsight), or "
    "the first entry where a card has none; so are the priors of noise, the shapes of trends and "
    "their weights, which are the cards' and no scores of later rows"
)
UNITS = "logs are natural; money is in USD of 2025 by the full price index, a change of unit only"
NOT_INDEPENDENT = "cases of one origin, chip or designer are not independent: bands are too narrow"


def document_of(
    request: Any,
    sittings: Sequence[Any],
    refits: Mapping[Key, Refit | str],
    rivals: Sequence[Any],
    scored: Sequence[Scored],
    notes: Sequence[str],
) -> dict[str, Any]:
    """The output of `forecast backtest`.

    Parameters
    ----------
    request : BacktestRequest
    sittings : list of Sitting
        Every question.
    refits : mapping of Key to Refit or str
    rivals : list of Rival
    scored : list of Scored
        Every answer.
    notes : list of str
        From the questions.

    Returns
    -------
    dict
        `forecast.backtest/1`.
    """
    late = {
        (each.target.name, each.origin.day.isoformat()): bool(hindsight_of(each))
        for each in sittings
    }
    rows = [
        row | {"hindsight": row["model"] == OURS and late[row["target"], row["origin"]]}
        for row in score_rows(scored, decimal_year)
    ]
    summary = summary_rows(rows)
    leaks = {each.target.name for each in sittings if each.target.leaks}
    clean = [row for row in summary if row["target"] not in leaks]
    fitted = [(key, each) for key, each in sorted(refits.items()) if isinstance(each, Refit)]
    return {
        "schema": SCHEMA,
        "origins": [day.isoformat() for day in request.origins],
        "seed": request.seed,
        "scores": rows,
        "summary": summary,
        "skill": {name: skill(clean, name) for name in BASELINES},
        "skill_with_leaks": {name: skill(summary, name) for name in BASELINES},
        "coverage_over_targets": coverage_over_targets(clean),
        "calibration": calibration_of(scored),
        "targets": _targets(sittings),
        "rivals": [_rival(each) for each in rivals],
        "refits": [_refit(*each) for each in fitted],
        "notes": [HINDSIGHT, UNITS, NOT_INDEPENDENT, *_unmixed(fitted), *notes],
    }


def hindsight_of(sitting: Any) -> list[str]:
    """Quantities of a question's block whose belief at the origin was written later."""
    from forecast.posterior.blocks import blocks_named
    from forecast.posterior.density import terms_of

    block = blocks_named((sitting.target.block,))[0]
    spoken_of = [*terms_of(block), *([block.trend.name] if block.trend else [])]
    return [name for name in spoken_of if name in sitting.origin.hindsight]


def calibration_of(scored: Sequence[Scored]) -> list[dict[str, Any]]:
    """PIT histogram and coverage of our forecasts, over all targets and by target."""
    ours = [each for each in scored if each.model == OURS]
    names = dict.fromkeys(each.question.target for each in ours)
    groups = {"all": ours} | {
        name: [each for each in ours if each.question.target == name] for name in names
    }
    return [{"target": name, **_calibration(group)} for name, group in groups.items() if group]


def _calibration(group: Sequence[Scored]) -> dict[str, Any]:
    def joined(name: str) -> np.ndarray:
        return np.concatenate([each.values[name] for each in group])

    return {
        "pit": pit_histogram(joined("pit")),
        "coverage": [coverage(joined(f"coverage{p * 100:.0f}") > 0, p) for p in LEVELS],
    }


def _targets(sittings: Sequence[Any]) -> list[dict[str, Any]]:
    by_name = {each.target.name: each for each in sittings}
    return [
        {
            "target": name,
            "meaning": each.target.meaning,
            "dataset": each.target.dataset,
            "vintage": each.question.vintage,
            "leaks": each.target.leaks,
            "notes": list(each.target.notes),
        }
        for name, each in by_name.items()
    ]


def _rival(rival: Any) -> dict[str, Any]:
    return {
        "name": rival.name,
        "targets": list(rival.targets),
        "growth_factor_per_year": round(float(np.exp(rival.log_per_year)), 6),
        "published_on": rival.published_on.isoformat(),
        "source": rival.source,
        "read": rival.read,
    }


def _refit(key: Key, refit: Refit) -> dict[str, Any]:
    day, block, blind = key
    return {
        "origin": day.isoformat(),
        "block": block,
        "without": list(blind),
        "max_rhat": refit.max_rhat,
        "divergences": refit.divergences,
    }


def _unmixed(fitted: Sequence[tuple[Key, Refit]]) -> list[str]:
    return [
        f"{block} as of {day}: R-hat {refit.max_rhat:.2f}, {refit.divergences} divergences"
        for (day, block, _), refit in fitted
        if refit.max_rhat > MIXED or refit.divergences
    ]
