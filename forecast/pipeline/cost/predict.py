"""Times that the serving formulas give for prepared rows, by draw or for one set of shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from forecast.pipeline.cost.draws import ACCEPTED, Learned
from forecast.pipeline.cost.lengths import CARDS, with_lengths
from forecast.pipeline.cost.rows import Case, stacked
from forecast.posterior.likelihoods.serving import predicted_seconds
from forecast.serving.baselines import UNRECORDED

CHUNK = 200  # rows predicted at once: keeps memory flat


def predicted_values(cases: list[Case], learned: Learned) -> np.ndarray:
    """Predictive draws of the quantity of each row, its own unit.

    Parameters
    ----------
    cases : list of Case
    learned : Learned

    Returns
    -------
    array (draw, row)
        Of a study and setup not seen before: the residual scatter is in it.
    """
    parts = [cases[start : start + CHUNK] for start in range(0, len(cases), CHUNK)]
    return np.concatenate([_values(part, learned) for part in parts], axis=1)


def _values(cases: list[Case], learned: Learned) -> np.ndarray:
    columns = {name: values[:, None] for name, values in learned.terms.items()}
    noise = {name: values[:, None] for name, values in learned.noise.items()}
    is_dense = np.concatenate([case.rows.is_dense for case in cases])
    seconds = seconds_of(cases, columns, noise) * np.exp(learned.log_errors(is_dense))
    return _as_stated(cases, seconds)


def baseline_values(cases: list[Case], terms: Mapping[str, float], learned: Learned) -> np.ndarray:
    """What a rule of thumb says of each row, array (row,), in the row's unit.

    Lengths that a row does not state are the medians of the cards.
    """
    alone = {**terms, ACCEPTED: 1.0}
    lengths = {name: float(np.median(learned.noise[name])) for name in CARDS}
    seconds = seconds_of(cases, alone, {**UNRECORDED, **lengths})
    return np.ravel(_as_stated(cases, seconds))


def seconds_of(cases: list[Case], terms: Mapping[str, Any], noise: Mapping[str, Any]) -> np.ndarray:
    """Seconds of each row by the likelihood's formula, array (row,) or (draw, row)."""
    rows = with_lengths(stacked(cases), [case.latent for case in cases], noise)
    stated = np.array([case.accepted_tokens for case in cases])
    if (stated != 1.0).any():
        # A step checks every token drafted, or as many as it accepts where nobody says: more
        # arithmetic and exchange a stream, fewer steps.
        accepted = np.where(np.isnan(stated), terms[ACCEPTED], stated)
        drafted = np.array([case.draft_tokens for case in cases])
        checked = np.where(np.isnan(drafted), accepted, 1.0 + drafted)
        rows = replace(rows, checked_tokens=checked, steps=rows.steps / accepted)
    known = np.array([case.is_batch_known for case in cases])
    share = np.where(known, 1.0, noise["batch_share"])
    return predicted_seconds(rows, terms, {**noise, "batch_share": share})


def _as_stated(cases: list[Case], seconds: np.ndarray) -> np.ndarray:
    factor = np.array([case.factor for case in cases])
    power = np.array([case.power for case in cases])
    return factor * seconds**power
