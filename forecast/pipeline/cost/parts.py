"""A decode step and a request of one configuration, taken apart.

The parts are differences of the likelihood's own formula with one quantity switched off, so no
formula stands here a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from forecast.pipeline.cost.fit import held_bytes
from forecast.posterior.likelihoods.serving import predicted_seconds
from forecast.posterior.likelihoods.serving_in_flight import (
    batch_and_waves,
    cache_bytes_per_token,
    streams_that_fit,
)
from forecast.posterior.likelihoods.serving_rows import Rows
from forecast.serving.baselines import UNRECORDED
from forecast.serving.offload import offloaded_step_seconds

WHOLE_BATCH = UNRECORDED["batch_share"]  # of a stated batch
UNLIMITED = 1e12  # times a peak: its part of the roof vanishes
NO_NETWORK = {"hop_latency_seconds": 0.0, "link_share": UNLIMITED, "expert_link_share": UNLIMITED}
NOTHING_FIXED = {"layer_latency_seconds": 0.0, "fixed_step_seconds": 0.0}
ROOM = 1e3  # times what is held: memory that does not bound an offloaded model
STEEPEST = 500.0  # of an exponent: beyond it one part is all of the roof
FULL = 0.999  # of the streams asked for; below, the batch runs in waves


@dataclass(frozen=True)
class Step:
    """Times of a configuration, arrays (draw,); the residual error of the model is in them.

    Parameters
    ----------
    seconds, first_token_seconds, request_seconds : s
        A decode step; the reading of those first in flight; the whole batch, read and written.
    compute_share, bandwidth_share, network_share, idle_share, reading_share : 1
        Of the request's time: arithmetic of writing, weights and cache (streamed ones too),
        collectives, what a step always costs, and reading. They add up to 1.
    streams_that_fit, waves : 1
        Streams whose cache fits, and how often over the batch runs.
    streaming_share : 1
        The part of `bandwidth_share` that a slower tier takes.
    """

    seconds: np.ndarray
    first_token_seconds: np.ndarray
    request_seconds: np.ndarray
    compute_share: np.ndarray
    bandwidth_share: np.ndarray
    network_share: np.ndarray
    idle_share: np.ndarray
    reading_share: np.ndarray
    streams_that_fit: np.ndarray
    waves: np.ndarray
    streaming_share: np.ndarray

    def binding(self) -> dict[str, float]:
        """Share of draws in which each part is the largest; memory where the batch waits."""
        parts = {
            "compute": self.compute_share,
            "bandwidth": self.bandwidth_share - self.streaming_share,
            "offload": self.streaming_share,
            "network": self.network_share,
            "fixed": self.idle_share,
            "reading": self.reading_share,
        }
        largest = np.argmax(np.stack(list(parts.values())), axis=0)
        waits = self.waves > 1.0 / FULL
        told = {name: float(np.mean((largest == i) & ~waits)) for i, name in enumerate(parts)}
        return told | {"memory": float(np.mean(waits))}


def step_of(
    rows: Rows,
    terms: Mapping[str, np.ndarray],
    log_error: np.ndarray,
    link_bytes_per_s: np.ndarray | None,
) -> Step:
    """Times of one configuration.

    Parameters
    ----------
    rows : Rows
        One row, a closed batch.
    terms : mapping of array (draw,)
        Learned quantities.
    log_error : array (draw,)
        Log error of the model on a system not seen before.
    link_bytes_per_s : array (draw,) or None, byte/s
        What one accelerator gets from the slower tier; None without offloading.

    Returns
    -------
    Step
    """
    columns = {name: values[:, None] for name, values in terms.items()}
    kv_bytes = cache_bytes_per_token(rows, 0.0)
    fitting = streams_that_fit(rows, columns["reserved_memory_share"], kv_bytes * rows.held_tokens)
    ours = rows if link_bytes_per_s is None else _unbounded(rows)
    in_flight, waves = _in_flight(ours, columns)
    parts = _parts(ours, columns, waves)
    streaming = np.zeros(len(log_error))
    if link_bytes_per_s is not None:
        streamed = _streamed_bytes(rows, in_flight, terms["reserved_memory_share"])
        streaming = streamed / (link_bytes_per_s * rows.n_chips)
    alone = sum(parts[name] for name in ("compute", "bandwidth", "network", "fixed"))
    step = offloaded_step_seconds(alone, streaming, 1.0)
    n_steps = float(rows.steps[0]) * waves
    reading = parts["reading"] + streaming * waves
    request = n_steps * step + reading
    error = np.exp(log_error)
    return Step(
        seconds=step * error,
        first_token_seconds=(parts["reading"] / waves + streaming) * error,
        request_seconds=request * error,
        compute_share=n_steps * parts["compute"] / request,
        bandwidth_share=(n_steps * (parts["bandwidth"] + streaming) + streaming * waves) / request,
        network_share=n_steps * parts["network"] / request,
        idle_share=n_steps * parts["fixed"] / request,
        reading_share=parts["reading"] / request,
        streams_that_fit=np.squeeze(fitting, 1),
        waves=waves,
        streaming_share=(n_steps + waves) * streaming / request,
    )


def _parts(rows: Rows, columns: Mapping[str, Any], waves: np.ndarray) -> dict[str, np.ndarray]:
    """Seconds of one step by what takes them, and of the reading of the whole batch."""
    zero = np.array([0.0])
    one_step = replace(rows, steps=zero + 1.0, prefill_flop=zero, prefill_tokens=zero)

    def seconds(**changed: Any) -> np.ndarray:
        return _seconds(one_step, {**columns, **changed}) / waves

    whole = seconds()
    network = whole - seconds(**NO_NETWORK)
    fixed = whole - seconds(**NOTHING_FIXED)
    # At a sharpness of one the roof is the plain sum of its two parts.
    plain = {**NO_NETWORK, **NOTHING_FIXED, "roofline_sharpness": 1.0}
    compute = seconds(**plain, decode_bandwidth_share=UNLIMITED)
    traffic = seconds(**plain, decode_flop_share=UNLIMITED)
    # The overlap is shared out as each part moves the roof: by the powers in the soft maximum.
    steepness = np.squeeze(columns["roofline_sharpness"], 1) * np.log(traffic / compute)
    weight = 1.0 / (1.0 + np.exp(np.clip(steepness, -STEEPEST, STEEPEST)))
    roof = whole - network - fixed
    reading = _seconds(replace(rows, steps=np.array([0.0])), columns)
    return {
        "compute": weight * roof,
        "bandwidth": (1.0 - weight) * roof,
        "network": network,
        "fixed": fixed,
        "reading": reading,
    }


def _seconds(rows: Rows, columns: Mapping[str, Any]) -> np.ndarray:
    gain = columns.get("amd_flop_gain", 1.0)
    noise = {**UNRECORDED, "amd_flop_gain": gain}  # all else is stated here
    return np.squeeze(predicted_seconds(rows, columns, noise), 1)


def _in_flight(rows: Rows, columns: Mapping[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """Streams decoded together and waves of them, array (draw,) each."""
    kv_bytes = cache_bytes_per_token(rows, 0.0)
    fitting = streams_that_fit(rows, columns["reserved_memory_share"], kv_bytes * rows.held_tokens)
    batch, waves = batch_and_waves(rows, fitting, WHOLE_BATCH)
    return np.squeeze(batch, 1), np.squeeze(waves, 1)


def _unbounded(rows: Rows) -> Rows:
    """The row with memory for everything: what does not fit is streamed, it does not wait."""
    weights, cache = held_bytes(rows)
    return replace(rows, memory_bytes=ROOM * (rows.memory_bytes + weights + rows.batch * cache))


def _streamed_bytes(rows: Rows, in_flight: np.ndarray, reserved: np.ndarray) -> np.ndarray:
    """Weights and cache beyond the accelerators' memory, byte (draw,)."""
    weights, cache = held_bytes(rows)
    usable = float(rows.memory_bytes[0]) * (1.0 - reserved)
    return np.maximum(weights + in_flight * cache - usable, 0.0)
