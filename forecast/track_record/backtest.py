"""Forecasts made as of past dates, beside what came: scores by target, origin and horizon.

This file is handed forecasts; it makes none. A question is one target at one origin; every model
answers it with draws for the same cases, or not at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.track_record.baselines import Points, drifting, horizon_bin, loglinear, stating
from forecast.track_record.scores import (
    LEVELS,
    covered,
    crps,
    log_score,
    pit,
    weighted_interval_score,
)

OURS, PERSISTENCE, LOGLINEAR = "forecast", "persistence", "loglinear"
BASELINES = (PERSISTENCE, LOGLINEAR)


@dataclass(frozen=True)
class Question:
    """One target at one origin.

    Parameters
    ----------
    target : str
        Name of the target.
    origin : date
        Day of the forecast.
    vintage : str
        "published", or "observable" for a retrospective table.
    history : Points
        What was known by the origin.
    cases : Points
        What came later: dates and series are given to every forecaster, values are not.
    """

    target: str
    origin: datetime.date
    vintage: str
    history: Points
    cases: Points


@dataclass(frozen=True)
class Scored:
    """Scores of one model's answer, one a case.

    Parameters
    ----------
    question : Question
    model : str
        "forecast", "persistence", "loglinear", or a rival's name.
    values : dict of str to array (case,)
        Keys crps, log_score, wis, pit, coverage50, coverage80, coverage90.
    """

    question: Question
    model: str
    values: dict[str, np.ndarray]


def naive_answers(question: Question, rivals: Iterable[Any]) -> dict[str, np.ndarray | None]:
    """What the baselines and the rivals say, by name: draws of the log, or None.

    Parameters
    ----------
    question : Question
    rivals : iterable of Rival
        Those that were out by the origin and speak about the target.

    Returns
    -------
    dict of str to array (case, draw) or None
    """
    history, cases = question.history, question.cases
    return {
        PERSISTENCE: drifting(history, cases, 0.0),
        LOGLINEAR: loglinear(history, cases),
        **{
            rival.name: stating(history, cases, rival.log_per_year)
            if rival.states_value
            else drifting(history, cases, rival.log_per_year)
            for rival in rivals
        },
    }


def score(question: Question, model: str, draws: np.ndarray) -> Scored:
    """Scores of one answer.

    Parameters
    ----------
    question : Question
    model : str
        Whose answer.
    draws : array (case, draw)
        Natural log of the target.

    Returns
    -------
    Scored
    """
    observed = question.cases.log_value
    values = {
        "crps": crps(draws, observed),
        "log_score": log_score(draws, observed),
        "wis": weighted_interval_score(draws, observed),
        "pit": pit(draws, observed),
        **{f"coverage{level * 100:.0f}": covered(draws, observed, level) for level in LEVELS},
    }
    return Scored(question, model, {name: np.asarray(each, float) for name, each in values.items()})


def score_rows(scored: Iterable[Scored], year_of: Any) -> list[dict[str, Any]]:
    """Mean scores by origin, target, horizon and model: the rows of the command's output.

    Parameters
    ----------
    scored : iterable of Scored
    year_of : callable
        Decimal year of a date.

    Returns
    -------
    list of dict
        Keys origin, target, horizon_years, model, n, crps, log_score, wis, coverage50,
        coverage80, coverage90, vintage.
    """
    rows = []
    for each in scored:
        question = each.question
        ahead = question.cases.year - year_of(question.origin)
        horizon = np.array([horizon_bin(years) for years in ahead])
        for years in sorted(set(horizon)):
            means = {
                name: float(value[horizon == years].mean())
                for name, value in each.values.items()
                if name != "pit"
            }
            rows.append(
                {
                    "origin": question.origin.isoformat(),
                    "target": question.target,
                    "horizon_years": int(years),
                    "model": each.model,
                    "n": int((horizon == years).sum()),
                    **means,
                    "vintage": question.vintage,
                }
            )
    return rows


def summary_rows(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Scores by target and model over all origins and horizons, with the skill over baselines.

    Parameters
    ----------
    rows : iterable of mapping
        From `score_rows`.

    Returns
    -------
    list of dict
        Keys target, model, n, origins, crps, wis, log_score, coverage50, coverage80, coverage90,
        our_crps (ours on the same cases), skill_of_ours (1 - our_crps / crps; None for ours and
        where we gave no answer). A rival enters late, so our score is taken on its cases.
    """
    rows = list(rows)
    names = dict.fromkeys((row["target"], row["model"]) for row in rows)
    return [_summary(target, model, rows) for target, model in names]


def _summary(target: str, model: str, rows: list[Any]) -> dict[str, Any]:
    own = [row for row in rows if (row["target"], row["model"]) == (target, model)]
    ours = {
        (row["origin"], row["horizon_years"]): row
        for row in rows
        if (row["target"], row["model"]) == (target, OURS)
    }
    shared = [row for row in own if (row["origin"], row["horizon_years"]) in ours]
    ours_there = [ours[row["origin"], row["horizon_years"]] for row in shared]
    found: dict[str, Any] = {
        "target": target,
        "model": model,
        "n": sum(row["n"] for row in own),
        "origins": sorted({row["origin"] for row in own}),
        **{name: _mean(own, name) for name in MEANS},
        "our_crps": None,
        "skill_of_ours": None,
    }
    if model != OURS and shared:
        found["our_crps"] = _mean(ours_there, "crps")
        found["skill_of_ours"] = 1.0 - found["our_crps"] / _mean(shared, "crps")
    return found


MEANS = ("crps", "wis", "log_score", "coverage50", "coverage80", "coverage90")


def _mean(rows: list[Any], name: str) -> float:
    n = np.array([row["n"] for row in rows])
    return float(np.array([row[name] for row in rows]) @ n / n.sum())


def skill(summary: Iterable[Mapping[str, Any]], model: str) -> float | None:
    """Skill of our forecast over a baseline, averaged over targets, each with equal weight, 1.

    Parameters
    ----------
    summary : iterable of mapping
        From `summary_rows`.
    model : str
        The baseline.

    Returns
    -------
    float or None
        Above zero where ours is closer; None where no target has both.
    """
    found = [
        row["skill_of_ours"]
        for row in summary
        if row["model"] == model and row["skill_of_ours"] is not None
    ]
    return float(np.mean(found)) if found else None


def coverage_over_targets(summary: Iterable[Mapping[str, Any]]) -> dict[str, float | None]:
    """Share of cases inside our intervals, averaged over targets, each with equal weight, 1.

    Parameters
    ----------
    summary : iterable of mapping
        From `summary_rows`.

    Returns
    -------
    dict of str to float or None
        Keys coverage50, coverage80, coverage90.
    """
    ours = [row for row in summary if row["model"] == OURS]
    names = [f"coverage{level * 100:.0f}" for level in LEVELS]
    return {name: float(np.mean([row[name] for row in ours])) if ours else None for name in names}
