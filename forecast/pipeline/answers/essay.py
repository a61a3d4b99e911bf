"""Q20: the claims of the 2021 essay, recomputed with our formulas and with today's inputs.

A claim is a row of the table `essay_2021`, which says what the essay states and between which
values ours must lie for the claim to hold. "Then" is our value for the accelerators of its day,
"now" the same question asked of today's, where it changes with the date.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from forecast.pipeline.answers.comparison import Told, errors
from forecast.pipeline.answers.essay_world import BITS, TABLE, World, world
from forecast.pipeline.sample import Sample
from forecast.serving import architecture, fits, offload, tokens
from forecast.supply import training

LARGE, SMALL, CONSUMER = (
    "NVIDIA A100 SXM4 80 GB",
    "NVIDIA Tesla V100 SXM2 32 GB",
    "NVIDIA GeForce RTX 3090",
)
HALF_THE_BITS = 8.0  # bit
COPIES = 1e6
TOKENS_OF_A_PRICE = 1e6  # list prices are for a million tokens
QUANTILES = {"q10": 0.1, "q50": 0.5, "q90": 0.9}

Value = float | np.ndarray


def answer(sample: Sample, inputs: Any) -> list[dict[str, Any]]:
    """One row a claim.

    Parameters
    ----------
    sample : Sample
    inputs : Inputs

    Returns
    -------
    list of dict
        Keys claim, statement, expected, computed (median over draws), unit, holds, note; and
        q10, q90 where draws speak, now where the answer changes with the date.
    """
    if TABLE not in inputs.tables:
        return []
    told, then = inputs.tables[TABLE].rows, world(sample, inputs)
    rows = {row["claim"]: row for row in told}
    found = {name: claim(then) for name, claim in CLAIMS.items() if name in rows}
    return [
        _row(rows[name], value, _now(name, then, sample.start_year), sample.n_rows)
        for name, value in found.items()
        if np.size(value)  # a run whose models are all dense says nothing of sparse ones
    ]


def _row(told: Any, found: Value, now: Value | None, n_rows: int) -> dict[str, Any]:
    computed = _quantile(found, 0.5)
    holds = computed is not None and told["low"] <= computed <= told["high"]
    row = {
        "claim": told["claim"],
        "statement": told["statement"],
        "expected": told["value"],
        "computed": computed,
        "unit": told["unit"],
        "holds": bool(holds),
        "note": told["note"] or "",
    }
    told_errors: Told = {}
    if isinstance(found, np.ndarray):
        row |= {key: _quantile(found, level) for key, level in QUANTILES.items()}
        told_errors |= errors(found, n_rows)
        told_errors["computed"] = told_errors["q50"]
    if now is not None:
        row["now"] = {key: _quantile(now, level) for key, level in QUANTILES.items()}
        told_errors |= errors(np.atleast_1d(now), n_rows, before="now_")
    return row | {"errors": told_errors}


def _quantile(values: Value, level: float) -> float | None:
    """A quantile over draws; None where it lies among draws in which nothing serves it."""
    found = np.nan_to_num(np.atleast_1d(values), nan=np.inf, posinf=np.inf)
    value = float(np.quantile(found, level, method="inverted_cdf"))
    return value if np.isfinite(value) else None


def _now(name: str, then: World, year: float) -> Value | None:
    if name == "cost_of_750_words":
        return then.usd_for_the_words(year)
    if name == "price_at_1000_times":
        return then.usd_for_the_words(year, size_at_human_level=_larger(then))
    if name == "accelerators_of_80_gb":
        memory = then.states(year)["chip_memory_bytes"]
        return np.ceil(fits.accelerators_to_hold(_weights(then), memory, 0.0))
    if name == "cluster":
        return _cluster(then, year)
    return None


def _larger(then: World) -> float:
    return then.given["times_larger"] * then.given["gpt_3_parameters"]


def _weights(then: World) -> float:
    return fits.weight_bytes(then.given["gpt_3_parameters"], BITS)


def _accelerators(then: World, name: str) -> float:
    memory = then.chips[name]["memory_bytes"]
    return float(np.ceil(fits.accelerators_to_hold(_weights(then), memory, 0.0)))


def _price_of_the_words(then: World) -> float:
    """List price of the tokens that 750 words are."""
    return then.given["gpt_3_list_price"] / TOKENS_OF_A_PRICE * then.given["tokens_of_750_words"]


def _price_at_1000_times(then: World) -> float:
    """The price grows with the arithmetic of a token."""
    flop = [_flop(n, then) for n in (then.given["gpt_3_parameters"], _larger(then))]
    return _price_of_the_words(then) * flop[1] / flop[0]


def _flop(n_active_parameters: float, then: World) -> float:
    n_layers = architecture.layers(n_active_parameters=n_active_parameters)
    return tokens.decode_flop_per_token(
        n_active_parameters=n_active_parameters,
        n_layers=n_layers,
        d_model=architecture.width(n_layers=n_layers),
        context_tokens=then.given["gpt_3_context"],
        attended_share=1.0,
    )


def _machines(then: World) -> float:
    memory = then.given["accelerators_of_a_machine"] * then.chips[LARGE]["memory_bytes"]
    weights = fits.weight_bytes(_larger(then), BITS)
    return float(np.ceil(fits.accelerators_to_hold(weights, memory, 0.0)))


def _ratio(then: World, **changed: float) -> np.ndarray:
    """Cost with some inputs changed over cost without."""
    with np.errstate(invalid="ignore"):  # where not even the plain model is served
        return then.usd_per_copy_hour(**changed) / then.usd_per_copy_hour()


def _offloading(then: World) -> float:
    """Reading all weights from host memory, over reading them from the accelerators' own."""
    own = _weights(then) / (
        _accelerators(then, LARGE) * then.chips[LARGE]["memory_bandwidth_bytes_per_s"]
    )
    return offload.offloaded_step_seconds(own, _weights(then), then.given["host_link"]) / own


def _cluster(then: World, year: float) -> np.ndarray:
    """Mean accelerators that so many streams of GPT-3 keep busy."""
    return COPIES * then.states(year)["chips_per_copy"]


def _break_even(then: World) -> float:
    """Tokens written until inference has taken the arithmetic of the training."""
    trained = then.given["gpt_3_training_tokens"]
    per_parameter = training.TRAINING_FLOP_PER_PARAMETER_TOKEN * trained
    return per_parameter * then.given["gpt_3_parameters"] / _flop_of_weights(then)


def _flop_of_weights(then: World) -> float:
    n = then.given["gpt_3_parameters"]
    return tokens.decode_flop_per_token(
        n_active_parameters=n, n_layers=0.0, d_model=0.0, context_tokens=0.0, attended_share=0.0
    )


def _distillation_keeps(then: World) -> float:
    """Share of what the large model gained that its student keeps, at the stated compression."""
    sparse = [row for row in then.students if row["study"] == "switch"]
    wanted = then.given["distillation_compression"]
    row = min(sparse, key=lambda row: abs(np.log(row["compression_total"] / wanted)))
    scratch = row["student_from_scratch_score"]
    return (row["student_distilled_score"] - scratch) / (row["teacher_score"] - scratch)


CLAIMS: dict[str, Callable[[World], Value]] = {
    "price_of_750_words": _price_of_the_words,
    "cost_of_750_words": lambda then: then.usd_for_the_words(),
    "price_at_1000_times": _price_at_1000_times,
    "weights_of_gpt_3": _weights,
    "accelerators_of_80_gb": lambda then: _accelerators(then, LARGE),
    "accelerators_of_32_gb": lambda then: _accelerators(then, SMALL),
    "machines_at_1000_times": _machines,
    "longer_context": lambda then: _ratio(
        then, context_tokens_in_use=then.given["longer_context_tokens"]
    ),
    "better_sampling": lambda then: _ratio(
        then, sampling_multiplier=then.given["streams_of_sampling"]
    ),
    "distillation_keeps": _distillation_keeps,
    "sparse_memory": lambda then: then.sparse_stored_ratio,
    "low_precision": lambda then: _ratio(then, weight_bits=HALF_THE_BITS),
    "offloading": _offloading,
    "consumer_gpu": lambda then: _weights(then) / then.chips[CONSUMER]["memory_bytes"],
    "phone": lambda then: _weights(then) / then.given["phone_memory"],
    "cluster": lambda then: _cluster(then, then.given["date"]),
    "inference_against_training": _break_even,
}
