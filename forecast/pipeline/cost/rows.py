"""Rows of any measured configuration, in the units of the serving formulas, or why not.

The likelihood reads the regimes it was fitted to; a user's table may hold others. Whatever was
measured, the row is first taken as one request on the placement by the code the likelihood uses
(`serving_rows.prepare`), and what the number counts is then said in the same fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from forecast.errors import InputError
from forecast.pipeline.cost.filling import fill, missing_fields
from forecast.pipeline.cost.lengths import LATENT, NOTE, Latent
from forecast.pipeline.cost.quantities import (
    FIRST_TOKEN,
    QUEUE,
    READING,
    REQUEST,
    STEP,
    Quantity,
    quantity_of,
)
from forecast.pipeline.cost.request import one_request
from forecast.pipeline.cost.studies import operating_point
from forecast.posterior.likelihoods.serving_regimes import REQUESTS_OF_RUN, UNBOUNDED_REQUESTS
from forecast.posterior.likelihoods.serving_requests import (
    attended_share,
    decode_flop,
    reading_flop,
)
from forecast.posterior.likelihoods.serving_rows import Rows

SERVED = ("online", "production")  # in the name of a regime: requests of users
TOKENS_READ = {QUEUE: None, STEP: 0.0, READING: 1.0}  # by a row of latent lengths; see `Latent`


@dataclass(frozen=True)
class Case:
    """One row that can be evaluated: value = factor * seconds ** power.

    Parameters
    ----------
    rows : Rows
        The row alone, in the units of the formulas.
    factor, power : float
        What turns its predicted seconds into the quantity of the row.
    is_batch_known : bool
        Whether the streams asked for are stated; else they are latent, as in the likelihood.
    accepted_tokens : float
        Tokens that a step yields for a stream; NaN where drafts are used and nobody tells.
    draft_tokens : float
        Tokens drafted for a stream in each step; NaN where not stated, zero without drafts.
    latent : Latent or None
        What depends on lengths that the row does not state.
    notes : tuple of str
        What was filled in.
    """

    rows: Rows
    factor: float
    power: float
    is_batch_known: bool
    accepted_tokens: float
    draft_tokens: float
    latent: Latent | None
    notes: tuple[str, ...]


def case_of(
    row: Mapping[str, Any],
    siblings: Mapping[tuple, float],
    contexts: Mapping[tuple, float],
    chip: Mapping[str, Any],
    models: Mapping[str, Mapping[str, Any]],
) -> Case:
    """A row of a serving table as the formulas take it.

    Parameters
    ----------
    row : mapping
        Columns of `serving` to values.
    siblings : mapping of tuple to float
        Batch by operating point, see `studies.batches_of_pairs`.
    contexts : mapping of tuple to float
        Context by study and model, see `studies.contexts_of_studies`.
    chip : mapping
        Its row of `accelerators`.
    models : mapping of str to mapping
        Known architectures by folded name.

    Returns
    -------
    Case

    Raises
    ------
    InputError
        When something is missing that no other column gives.
    """
    quantity = quantity_of(row)
    filled, notes = fill(row, models)
    if filled["context_tokens"] is None and filled["input_tokens"] is None:
        filled["context_tokens"] = contexts.get((row.get("study"), row.get("model")))
    missing = missing_fields(filled, quantity)
    is_latent = bool(missing) and _carries_traffic(row, quantity)
    if is_latent:
        missing = [name for name in missing if name not in LATENT]
    if missing:
        raise InputError(f"not in the row: {', '.join(missing)}")
    rows, chip_notes = one_request(filled, chip)
    batch, batch_note = _batch(filled, siblings)
    measured = _as_measured(filled, rows, quantity, batch)
    latent = None
    if is_latent:
        shape = (float(rows.n_layers[0]), float(rows.d_model[0]))
        latent = Latent(filled, *shape, tokens_read=TOKENS_READ[quantity.counts])
    return Case(
        measured,
        quantity.factor(filled, batch),
        quantity.power,
        not np.isnan(batch),
        _of_drafts(filled, "accepted_tokens", 1.0),
        _of_drafts(filled, "draft_tokens", 0.0),
        latent,
        tuple(filter(None, (*notes, *chip_notes, batch_note, NOTE if is_latent else ""))),
    )


def stacked(cases: list[Case]) -> Rows:
    """Rows of several cases one below the other."""
    names = Rows.__dataclass_fields__
    return Rows(**{name: np.concatenate([getattr(c.rows, name) for c in cases]) for name in names})


def _carries_traffic(row: Mapping[str, Any], quantity: Quantity) -> bool:
    """Whether lengths not stated are those of traffic; a benchmark chooses its own."""
    is_served = any(each in str(row.get("regime")) for each in SERVED)
    return is_served and quantity.counts in TOKENS_READ and not quantity.of_lengths


def _of_drafts(row: Mapping[str, Any], column: str, without: float) -> float:
    """A column about drafts: NaN where they are used and it is empty."""
    return float(row[column] or np.nan) if row["speculative_decoding"] else without


def _batch(row: Mapping[str, Any], siblings: Mapping[tuple, float]) -> tuple[float, str]:
    """Streams asked for, NaN where nothing says how many, and a note where it is not the row's."""
    if row["batch"] is not None:
        return float(row["batch"]), ""
    if operating_point(row) in siblings:
        return siblings[operating_point(row)], "batch from both readings of the operating point"
    if row["concurrency"] is not None:
        return float(row["concurrency"]), "batch taken as the concurrency"
    if row["regime"] == "single_stream":
        return 1.0, ""
    return np.nan, "batch not stated: bounded by memory"


def _as_measured(row: Mapping[str, Any], rows: Rows, quantity: Quantity, batch: float) -> Rows:
    """The request as the regime counts it: a whole batch, a token of a full queue, one step."""
    reading = _reading(row, rows, quantity)
    lengths = (row["input_tokens"], row["output_tokens"])
    requests = REQUESTS_OF_RUN.get(lengths, UNBOUNDED_REQUESTS) if np.isnan(batch) else batch
    # A queue keeps in flight what fits of the batch asked for, so it has no waves.
    changed: dict[str, Any] = {
        "batch": np.nan if quantity.is_shared else batch,
        "requests": requests,
        "per_stream": 1.0 if quantity.is_shared else 0.0,
        "staggered_tokens": (row["output_tokens"] or 0.0) if quantity.counts == QUEUE else 0.0,
    }
    fresh = (1.0 - (row["cached_share"] or 0.0)) * _tokens_read(row, quantity)
    read = {"prefill_flop": reading, "prefill_tokens": fresh}
    changed |= {
        REQUEST: {"steps": row["output_tokens"], **_times(batch, read)},
        FIRST_TOKEN: {"steps": 1.0, **_times(batch, read)},
        QUEUE: {"steps": 1.0, **_times(1.0 / (row["output_tokens"] or np.nan), read)},
        STEP: {"steps": 1.0, **_times(0.0, read)},
        READING: {"steps": 0.0, **read, "batch": 1.0, "requests": 1.0},
    }[quantity.counts]
    changed |= _of_context(row, rows)
    return replace(rows, **{name: np.array([float(each)]) for name, each in changed.items()})


def _times(factor: float, amounts: Mapping[str, float]) -> dict[str, float]:
    return {name: factor * each for name, each in amounts.items()}


def _tokens_read(row: Mapping[str, Any], quantity: Quantity) -> float:
    """Tokens of input that the reading is of, cached ones counted: all of a request, or one."""
    return 1.0 if quantity.counts == READING else _input_length(row)


def _input_length(row: Mapping[str, Any]) -> float:
    length = row["context_tokens"] if row["input_tokens"] is None else row["input_tokens"]
    return length or 0.0


def _reading(row: Mapping[str, Any], rows: Rows, quantity: Quantity) -> float:
    """Arithmetic of reading one request's input, or one token of it, FLOP."""
    model = {"n_layers": float(rows.n_layers[0]), "d_model": float(rows.d_model[0])}
    cached = row["cached_share"] or 0.0
    return reading_flop(row, model, _input_length(row), cached, _tokens_read(row, quantity))


def _of_context(row: Mapping[str, Any], rows: Rows) -> dict[str, float]:
    """Fields that a stated context changes: what a step attends to, and what is held."""
    context = row["context_tokens"]
    if context is None:
        return {}
    held = float(rows.held_tokens[0]) if row["input_tokens"] is not None else context
    return {
        "read_tokens": attended_share(row) * context,
        "held_tokens": max(held, context),
        "decode_flop": decode_flop(dict(row), {"n_layers": float(rows.n_layers[0])}, context),
    }
