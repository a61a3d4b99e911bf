"""What one stream keeps in memory, how many fit, and how many are decoded together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from forecast.constants import BITS_PER_BYTE
from forecast.posterior.likelihoods.serving_rows import Rows
from forecast.serving.architecture import kv_bytes_per_token
from forecast.serving.step_time import soft_maximum, weights_read

BOUND_SHARPNESS = 16.0  # of the bounds on a batch: within 4.4 % of the true minimum
LEAST_FREE_SHARE = 0.01  # of memory: a batch stays positive where too much is reserved


def cache_bytes_per_token(rows: Rows, unrecorded_kv_bits: Any) -> Any:
    """Cache of one token of context, byte/token; of the latent format where none is recorded."""
    unrecorded = np.isnan(rows.kv_bits)
    kv_bits = np.where(unrecorded, 0.0, rows.kv_bits) + unrecorded * unrecorded_kv_bits
    return kv_bytes_per_token(
        n_layers=rows.n_layers, d_model=rows.d_model, kv_ratio=rows.kv_ratio, kv_bits=kv_bits
    )


def streams_that_fit(rows: Rows, reserved_memory_share: Any, held_bytes: Any) -> Any:
    """Streams whose cache fits beside the weights, count; smoothly kept above zero."""
    weight_bytes = rows.weight_bits / BITS_PER_BYTE * rows.n_stored_parameters
    least = LEAST_FREE_SHARE * rows.memory_bytes
    free = rows.memory_bytes * (1.0 - reserved_memory_share) - weight_bytes
    return least * np.log1p(np.exp(free / least)) / held_bytes


def batch_and_waves(rows: Rows, fitting: Any, batch_share: Any) -> tuple[Any, Any]:
    """Streams decoded together, and how often over, for recorded and unrecorded batches.

    A server refills places as they become free, so waves are not rounded to whole ones.
    """
    recorded = ~np.isnan(rows.batch)
    asked = np.where(recorded, rows.batch, 1.0)
    waves = soft_maximum(asked / fitting, 1.0, BOUND_SHARPNESS)
    most = 1.0 / soft_maximum(1.0 / fitting, 1.0 / rows.requests, BOUND_SHARPNESS)
    batch = recorded * asked / waves + ~recorded * batch_share * most
    return batch, recorded * waves + ~recorded


def weights_read_of(rows: Rows, batch: Any) -> Any:
    """Weights that one step of a batch reads, parameter; array (row,)."""
    return weights_read(
        n_stored_parameters=rows.n_stored_parameters,
        shared_weight_share=rows.shared_weight_share,
        experts_used_share=rows.experts_used_share,
        batch=batch,
    )


def latent_batch_share(rows: Rows, noise: Mapping[str, Any]) -> dict[str, Any]:
    """Share of the streams in flight at most that is in flight on average, by row."""
    import pymc as pm
    import pytensor.tensor as pt

    setups, setup = np.unique(rows.setup, return_inverse=True)
    score = pm.Normal("serving_batch_score", 0.0, 1.0, shape=len(setups))
    typical = noise["typical_batch_share"]
    log_odds = pt.log(typical / (1.0 - typical)) + noise["batch_share_scatter"] * score
    return {"batch_share": pm.math.sigmoid(log_odds)[setup]}
