"""Measured serving speeds turned into what the step-time formulas take, one array a quantity.

Every measured value becomes a time: seconds a request batch (latency), or seconds a token
(throughput turned over), or seconds a decode step (speed of one stream turned over). What a time
consists of is stated in five arrays (`steps`, `per_stream`, `batch`, `decode_flop`,
`prefill_flop`), so that one graph predicts all rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from forecast.errors import InputError
from forecast.inputs.table import decimal_year
from forecast.posterior.likelihoods.serving_placement import arithmetic_bits, placement
from forecast.posterior.likelihoods.serving_regimes import REGIMES
from forecast.serving.architecture import kv_bytes_per_token

TODAYS_SOFTWARE = 2025.0  # year; from then on servers count as today's
BITS_OF_STATED_CACHE = 16.0  # bit; format in which the table states the size of the cache


@dataclass(frozen=True)
class Rows:
    """Rows in the units of the formulas; each field is an array over rows.

    Parameters
    ----------
    row_id, study, setup : str
        Which row, the study it belongs to, and the study, model, chip and regime together.
    seconds : s
        The measured value as a time.
    steps : 1
        Decode steps in that time.
    per_stream : 1
        1 where the time is shared among the streams of the batch (seconds a token), else 0.
    batch : 1
        Streams decoded together; NaN where not recorded.
    requests : 1
        Requests in the whole run: no more can be in a batch.
    decode_flop : FLOP/token
        Arithmetic of one token of one stream.
    prefill_flop, prefill_tokens : FLOP, token
        Arithmetic of the reading that the time contains, and tokens that are not found in a cache.
    n_chips, n_layers, d_model, kv_ratio : 1
        Layout and shape.
    n_stored_parameters : parameter
        All weights.
    shared_weight_share, experts_used_share : 1
        As in `step_time.weights_read`.
    experts_per_token, is_spread : 1
        As in `exchange.exchanged_bytes`.
    weight_bits, arithmetic_bits, kv_bits : bit
        Formats; `kv_bits` is NaN where not recorded.
    checked_tokens : token
        Of each stream that a step computes: one, and what drafts add.
    read_tokens, held_tokens : token
        Cache of one stream that a step reads on average, and at its full length.
    staggered_tokens : token
        Tokens written by streams that are at different points of their writing, so that not all
        hold their full length at once; zero where all write together.
    flop_per_s, bandwidth_bytes_per_s, memory_bytes : FLOP/s, byte/s, byte
        Peaks of all chips together, at the precision served.
    link_bytes_per_s : byte/s
        What one chip can send to the others.
    is_amd : 1
        1 for accelerators of AMD, else 0.
    years_old : year
        By how much the software is older than today's, see `TODAYS_SOFTWARE`.
    """

    row_id: np.ndarray
    study: np.ndarray
    setup: np.ndarray
    seconds: np.ndarray
    steps: np.ndarray
    per_stream: np.ndarray
    batch: np.ndarray
    requests: np.ndarray
    decode_flop: np.ndarray
    prefill_flop: np.ndarray
    prefill_tokens: np.ndarray
    n_chips: np.ndarray
    n_layers: np.ndarray
    d_model: np.ndarray
    kv_ratio: np.ndarray
    n_stored_parameters: np.ndarray
    shared_weight_share: np.ndarray
    experts_used_share: np.ndarray
    experts_per_token: np.ndarray
    is_spread: np.ndarray
    weight_bits: np.ndarray
    arithmetic_bits: np.ndarray
    kv_bits: np.ndarray
    checked_tokens: np.ndarray
    read_tokens: np.ndarray
    held_tokens: np.ndarray
    staggered_tokens: np.ndarray
    flop_per_s: np.ndarray
    bandwidth_bytes_per_s: np.ndarray
    memory_bytes: np.ndarray
    link_bytes_per_s: np.ndarray
    is_amd: np.ndarray
    years_old: np.ndarray

    @property
    def is_dense(self) -> np.ndarray:
        """1 for models that use all of their weights for each token, else 0; array (row,)."""
        return (self.experts_used_share == 1.0) * 1.0


def prepare(table: Any, measured: Any, links: Any, resolve: Callable[[str], Any]) -> Rows:
    """Rows that `serving.select` chose, in the units of the formulas.

    Parameters
    ----------
    table : Table
        Chosen rows of `serving`.
    measured : Table
        All rows of `serving`.
    links : Table
        Link speeds of accelerators.
    resolve : callable of str to Row or None
        Name of a chip to its row of `accelerators`.

    Returns
    -------
    Rows

    Raises
    ------
    InputError
        When a chip, its peak at the precision served, or its link is not known.
    """
    sent = {row["accelerator"]: row["bytes_per_s_both_ways"] / 2.0 for row in links.rows}
    prepared = [_row(row, resolve(row["accelerator"]), sent, measured.rows) for row in table.rows]
    columns = {
        field.name: np.array([row[field.name] for row in prepared]) for field in fields(Rows)
    }
    return Rows(**columns)


def _row(row: Any, chip: Any, sent: dict[str, float], rows: Any) -> dict[str, Any]:
    """One row: what every regime shares, then what is its own."""
    if chip is None:
        raise InputError(
            f"{row['row_id']}: no such accelerator", field="accelerator", found=row["accelerator"]
        )
    model = _model(row)
    return model | placement(row, chip, sent) | REGIMES[row["regime"]](row, model, rows)


def _model(row: Any) -> dict[str, Any]:
    """Weights and cache, as the formulas of `serving.architecture` describe them."""
    used = row["experts_per_token"] / row["n_experts"] if row["n_experts"] else 1.0
    active = row["n_active_parameters"] / row["n_total_parameters"]
    n_layers, d_model = float(row["n_layers"]), float(row["d_model"])
    multi_head = kv_bytes_per_token(n_layers, d_model, 1.0, BITS_OF_STATED_CACHE)
    return {
        "row_id": row["row_id"],
        "study": row["study"],
        "setup": " | ".join(row[key] for key in ("study", "model", "accelerator", "regime")),
        "n_layers": n_layers,
        "d_model": d_model,
        "kv_ratio": row["kv_cache_bytes_per_token_16bit"] / multi_head,
        "n_stored_parameters": row["n_total_parameters"],
        # Active weights are the shared ones and the used part of the experts.
        "shared_weight_share": (active - used) / (1.0 - used) if used < 1.0 else 1.0,
        "experts_used_share": used,
        "checked_tokens": 1.0,
        "weight_bits": float(row["weight_bits"]),
        "arithmetic_bits": arithmetic_bits(row),
        "years_old": max(0.0, TODAYS_SOFTWARE - decimal_year(row["published_on"])),
        "kv_bits": np.nan if row["kv_bits"] is None else float(row["kv_bits"]),
    }
