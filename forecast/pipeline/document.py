"""The JSON object of a run: what was asked, what it rests on, the answers."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import numpy as np

from forecast.constants import PRICE_YEAR
from forecast.inputs.compound import Pool
from forecast.kernel.inputs import INPUT_NAMES
from forecast.pipeline.arrival_pool import POOL
from forecast.pipeline.request import Inputs, Request
from forecast.posterior.keys import posterior_key

INFORMED_BELOW = 0.9  # sd of the posterior in prior scores: above, data have said next to nothing


def document(
    request: Request,
    inputs: Inputs,
    posterior: Any,
    provenance: list[dict[str, Any]],
    answers: dict[str, Any],
    effects: list[dict[str, Any]],
) -> dict[str, Any]:
    """The JSON object of a run: what was asked, what it rests on, the answers."""
    told = {
        "as_of": request.as_of.isoformat(),
        "scenario": request.scenario,
        "seed": request.seed,
        "draws": request.draws,
        "posterior_key": posterior_key({block["block"]: block["key"] for block in provenance}),
        "beliefs": inputs.beliefs.content_hash(),
    }
    run_id = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]
    drivers = graded(inputs, posterior, effects)
    return {
        "schema": "forecast.run/1",
        "run_id": run_id,
        **told,
        "vintage": request.vintage,
        "price_year": PRICE_YEAR,
        "answers": answers | {"Q10": drivers},
        "replaced": [replacement(item) for item in inputs.beliefs.replaced],
        "posterior": {
            "blocks": [{k: v for k, v in b.items() if k != "source"} for b in provenance]
        },
        "judgement": [
            {**row, "meaning": inputs.cards[row["name"]].meaning}
            for row in drivers
            if not row["informed"] and row["name"] in inputs.cards
        ],
    }


def replacement(item: Any) -> dict[str, Any]:
    """What a scenario or `--set` replaced, by what."""
    return {
        "name": item.name,
        "by": item.text,
        "origin": item.origin,
        "was": item.was_quantiles(),
    }


def graded(inputs: Inputs, posterior: Any, effects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """First-order effects with the grade of each card and whether observations inform it."""
    return [
        {
            **effect,
            "grade": inputs.beliefs.entries[effect["name"]].grade
            if effect["name"] in inputs.cards
            else "measured",
            "informed": is_informed(inputs, posterior, effect["name"]),
        }
        for effect in effects
        if effect["name"] in INPUT_NAMES
    ]


def is_informed(inputs: Inputs, posterior: Any, name: str) -> bool:
    """Whether observations moved or narrowed the belief about a quantity.

    Pooled opinions count for the human-level date, also where a scenario pools others. Any other
    quantity that was replaced is judgement.
    """
    if name == POOL:
        return isinstance(inputs.beliefs[name], Pool)
    if name in inputs.beliefs.replaced_names:
        return False
    if name not in inputs.cards:
        return True
    if name not in posterior.scalars:
        return False
    prior_scores = inputs.base[name].score_of(posterior.scalars[name])
    # A value on a bound of its card has an infinite score.
    return float(np.std(prior_scores[np.isfinite(prior_scores)])) < INFORMED_BELOW
