"""The JSON object of a run: what was asked, what it rests on, the answers."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from forecast.constants import PRICE_YEAR
from forecast.kernel.inputs import INPUT_NAMES
from forecast.pipeline.joint_draws import POOL
from forecast.pipeline.request import Inputs, Request
from forecast.posterior.blocks import BLOCKS
from forecast.posterior.density import terms_of


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
        "posterior": {
            "blocks": [{k: v for k, v in b.items() if k != "source"} for b in provenance]
        },
        "judgement": judgement(inputs),
    }


def judgement(inputs: Inputs) -> list[dict[str, str]]:
    """Inputs of the kernel that no observations inform, with the grade of their card."""

    informed = {name for block in BLOCKS for name in terms_of(block)}
    return [
        {
            "name": name,
            "grade": inputs.beliefs.entries[name].grade,
            "meaning": inputs.cards[name].meaning,
        }
        for name in INPUT_NAMES
        if name in inputs.cards and name not in informed and name != POOL
    ]
