"""What the time of a measured row consists of, one function for each way of measuring.

Each returns the fields of `serving_rows.Rows` that depend on how the number was taken: the value
as seconds, the decode steps and the reading in it, the batch, and the cache held and read.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from forecast.errors import InputError
from forecast.posterior.likelihoods.serving_requests import held, reading_flop, request

NOTHING_CACHED = 0.0
UNBOUNDED_REQUESTS = 1e9  # of a run whose length nobody states: memory alone bounds its batch
TIMES = ("end_to_end_latency_s", "time_to_first_token_s")
PER_CHIP, PER_USER = "output_tokens_per_s_per_accelerator", "output_tokens_per_s_per_user"
# Requests in a run by (input, output) tokens, as the source states them: NVIDIA TensorRT-LLM,
# performance overview (v1.0), "Preparing a dataset". With all of them in flight nothing waits.
REQUESTS_OF_RUN = {
    (128.0, 2048.0): 3000.0,
    (1000.0, 1000.0): 3000.0,
    (1000.0, 2000.0): 1500.0,
    (2048.0, 2048.0): 1500.0,
    (5000.0, 500.0): 1500.0,
    (20000.0, 2000.0): 1000.0,
    # Version 1.2 of the same document.
    (1024.0, 1024.0): 3000.0,
    (8192.0, 1024.0): 1500.0,
    (1024.0, 8192.0): 1500.0,
    (32768.0, 1024.0): 1000.0,
    (1024.0, 32768.0): 1000.0,
}


def closed_batch(row: Any, model: dict[str, Any], rows: Any) -> dict[str, Any]:
    """Time of one batch: all input is read, then all streams write together.

    Parameters
    ----------
    row : Row
        Measured row.
    model : dict
        Its model, as fields of `Rows`.
    rows : sequence of Row
        The whole table, for what another row of the same study says.

    Returns
    -------
    dict
        Fields of `Rows`.
    """
    del rows
    reading = reading_flop(row, model, row["input_tokens"], NOTHING_CACHED, row["input_tokens"])
    return request(row, model) | {
        "seconds": _batch_seconds(row),
        "steps": float(row["output_tokens"]),
        "per_stream": 0.0,
        "batch": float(row["batch"]),
        "requests": float(row["batch"]),
        "prefill_flop": row["batch"] * reading,
        "prefill_tokens": row["batch"] * row["input_tokens"],
    }


def offline_max_throughput(row: Any, model: dict[str, Any], rows: Any) -> dict[str, Any]:
    """Time a written token of a full queue, its reading included.

    Parameters
    ----------
    row, model, rows
        As in `closed_batch`.

    Returns
    -------
    dict
        Fields of `Rows`.

    Notes
    -----
    A stated batch is what the queue may hold; how much of it is in flight is latent, as without.
    """
    del rows
    per_written = row["input_tokens"] / row["output_tokens"]
    return request(row, model) | {
        "seconds": 1.0 / row["value"],
        "steps": 1.0,
        "per_stream": 1.0,
        "batch": np.nan,
        "requests": _requests_of_run(row) if row["batch"] is None else float(row["batch"]),
        "staggered_tokens": row["output_tokens"],
        "prefill_flop": reading_flop(row, model, row["input_tokens"], NOTHING_CACHED, per_written),
        "prefill_tokens": per_written,
    }


def decode(row: Any, model: dict[str, Any], rows: Any) -> dict[str, Any]:
    """Time of a decode step; of a token where nothing says the batch.

    Parameters
    ----------
    row, model, rows
        As in `closed_batch`.

    Returns
    -------
    dict
        Fields of `Rows`.

    Notes
    -----
    Speed a chip over speed a stream is the batch a chip.
    """
    context, batch = row["context_tokens"], _decode_batch(row, rows)
    of_all = row["value"] * row["n_accelerators"]
    per_stream = 1.0 / row["value"] if row["quantity"] == PER_USER else batch / of_all
    return held(row, model, context) | {
        "seconds": 1.0 / of_all if np.isnan(batch) else per_stream,
        "steps": 1.0,
        "per_stream": float(np.isnan(batch)),
        "batch": batch,
        "requests": UNBOUNDED_REQUESTS if np.isnan(batch) else batch,
        "prefill_flop": 0.0,
        "prefill_tokens": 0.0,
    }


def prefill(row: Any, model: dict[str, Any], rows: Any) -> dict[str, Any]:
    """Time an input token, cache hits counted.

    Parameters
    ----------
    row, model, rows
        As in `closed_batch`.

    Returns
    -------
    dict
        Fields of `Rows`.

    Notes
    -----
    Inputs whose length is not stated are as long as the context of the study's decode rows.
    """
    context = row["input_tokens"] or _same_study(row, rows, PER_USER)["context_tokens"]
    return held(row, model, context) | {
        "seconds": 1.0 / (row["value"] * row["n_accelerators"]),
        "steps": 0.0,
        "per_stream": 0.0,
        "batch": 1.0,
        "requests": 1.0,
        "prefill_flop": reading_flop(row, model, context, row["cached_share"], 1.0),
        "prefill_tokens": 1.0 - row["cached_share"],
    }


REGIMES = {
    "closed_batch": closed_batch,
    "offline_max_throughput": offline_max_throughput,
    "production_decode": decode,
    "benchmark_decode": decode,
    "production_prefill": prefill,
    "benchmark_prefill": prefill,
}


def _batch_seconds(row: Any) -> float:
    """Time of a whole batch, from it or from the speed at which it was written."""
    if row["quantity"] in TIMES:
        return row["value"]
    sharing = row["n_accelerators"] if row["quantity"] == PER_CHIP else 1.0
    return row["batch"] * row["output_tokens"] / (row["value"] * sharing)


def _decode_batch(row: Any, rows: Any) -> float:
    """Streams decoded together: stated, from both readings of the point, or not known (NaN)."""
    if row["batch"] is not None:
        return float(row["batch"])
    if row["quantity"] != PER_USER:
        return np.nan
    per_chip = _same_study(row, rows, PER_CHIP)["value"]
    return row["n_accelerators"] * per_chip / row["value"]


def _requests_of_run(row: Any) -> float:
    lengths = (row["input_tokens"], row["output_tokens"])
    if lengths not in REQUESTS_OF_RUN:
        raise InputError(
            f"{row['row_id']}: the requests of such a run are not known",
            field="input_tokens, output_tokens",
            found=lengths,
            accepted=", ".join(f"{read:g}/{written:g}" for read, written in REQUESTS_OF_RUN),
        )
    return REQUESTS_OF_RUN[lengths]


def _same_study(row: Any, rows: Any, quantity: str) -> Any:
    """The other reading of the operating point of a production row."""
    for other in rows:
        if (other["study"], other["quantity"]) == (row["study"], quantity):
            return other
    raise InputError(
        f"{row['row_id']} needs the {quantity} of its study", field="quantity", found=None
    )
