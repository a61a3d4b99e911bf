"""Measured speeds of serving: achieved shares of the peaks, latency, and the error that remains.

64 rows of three studies: end-to-end latency of closed batches of two Llama models on 1 and 4 H100
(jakee417), output of a full queue for four models on H100, H200 and B200 (NVIDIA TensorRT-LLM
1.0), and production of DeepSeek-V3/R1 on H800. Each value becomes a time and is predicted by the
formulas that the kernel calls.

The log error of a row is the sum of three normal parts: one of its study, one of its setup
(study, model, chip) and its own; squares of their sds add up to `serving_log_scatter` squared,
which is therefore the sd of the log error of a forecast: a new study of a new setup. Rows of one
setup agree within about 7 %, setups differ by about 20 %, so setups and not rows are what is
counted: rows are turned by an orthonormal matrix into one mean and contrasts a setup, which are
independent given the study. Speeds of one operating point (tokens a second a chip, and a stream)
are one row: the step time at the batch that their ratio gives.

The batch of an offline run is not recorded. It is a latent share (one a setup, pooled) of the
most that can be in flight: what fits in memory, or all requests of the run. A batch larger than
what fits runs in waves. The format of the cache is not recorded either; mean bits is a latent
between 8 and 16 (the published checkpoints of these runs ask for 8).

The shares are those of a mixture of experts at 8 bit or more, which is what the forecast lays out.
Dense models and 4-bit arithmetic differ by factors learned here. What chips exchange takes time of
its own: without it, narrow models on eight chips came out a third too fast and wide ones on one or
two a fifth too slow. Experts are taken as spread on more than one machine, layers as split on one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from forecast.constants import BITS_PER_BYTE
from forecast.inputs.aliases import load_aliases
from forecast.inputs.table import Table
from forecast.posterior.likelihoods.serving_regimes import REGIMES
from forecast.posterior.likelihoods.serving_rows import Rows, prepare, setup_contrasts
from forecast.serving.architecture import kv_bytes_per_token
from forecast.serving.exchange import exchanged_bytes
from forecast.serving.step_time import (
    achieved_flop_share,
    decode_step_seconds,
    prefill_seconds,
    soft_maximum,
    waiting_seconds,
    weights_read,
)

DATASET = "serving"
TERMS = (
    "decode_flop_share",
    "decode_bandwidth_share",
    "prefill_flop_share",
    "hop_latency_seconds",
    "layer_latency_seconds",
    "fixed_step_seconds",
    "roofline_sharpness",
    "serving_log_scatter",
    "reserved_memory_share",
    "dense_flop_gain",
    "halved_bits_flop_gain",
    "link_share",
    "expert_link_share",
)

CHIPS, LINKS = "accelerators", "links"
READ_BY_US = ("primary", "computed")
SECOND_READING = ("production_decode", "output_tokens_per_s_per_accelerator")
BOUND_SHARPNESS = 16.0  # of the bounds on a batch: within 4.4 % of the true minimum
LEAST_FREE_SHARE = 0.01  # of memory: a batch stays positive where too much is reserved


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter.

    Left out: ratios of speculative decoding (no speed to predict) and runs with it; averages
    over a fleet and a day (load, not speed); digests of MLPerf, GB200 and SGLang results (read
    second-hand, one far too low); InferenceX on GB300 (active parameters, lengths, cache and
    accepted draft tokens all missing, so that it would constrain nothing); the speed a chip of
    DeepSeek's decode nodes, which gives the batch of the speed a stream.

    Parameters
    ----------
    table : Table
        All rows of `serving`.
    tables : mapping of str to Table
        Not used.

    Returns
    -------
    Table
    """
    del tables
    return table.where(
        lambda row: (
            row["regime"] in REGIMES
            and row["verification"] in READ_BY_US
            and not row["speculative_decoding"]
            and (row["regime"], row["quantity"]) != SECOND_READING
        )
    )


def add(terms: dict[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Add the rows to the model in whose context this is called.

    Parameters
    ----------
    terms : dict of str to PyTensor variable
        The quantities of `TERMS`.
    table : Table
        What `select` chose.
    tables : mapping of str to Table
        `serving`, `accelerators` and `links`.

    Notes
    -----
    `serving_log_value` is not the log times themselves but their setup means and contrasts, see
    `setup_contrasts`; its transpose turns them back.
    """
    import pymc as pm
    import pytensor.tensor as pt

    from forecast.posterior.build import nuisance

    aliases = load_aliases(table.card.path.parents[2], tables[CHIPS])
    rows = prepare(table, tables[DATASET], tables[LINKS], aliases.resolve)
    noise = nuisance(table)
    predicted = pt.log(predicted_seconds(rows, terms, noise | _batch_share(rows, noise)))

    studies, study = np.unique(rows.study, return_inverse=True)
    contrasts, n_rows = setup_contrasts(rows.setup)
    scatter, between = terms["serving_log_scatter"], noise["study_variance_share"]
    study_score = pm.Normal("serving_study_score", 0.0, 1.0, shape=len(studies))
    study_effect = scatter * between**0.5 * study_score
    sd = scatter * ((1.0 - between) * setup_variance(noise["setup_variance_share"], n_rows)) ** 0.5
    pm.Normal(
        f"{DATASET}_observed",
        pt.dot(contrasts, predicted + study_effect[study]),
        sd,
        observed=pm.Data(f"{DATASET}_log_value", contrasts @ np.log(rows.seconds)),
    )


def predicted_seconds(rows: Rows, terms: Mapping[str, Any], noise: Mapping[str, Any]) -> Any:
    """Time that the formulas give for each row, s.

    Parameters
    ----------
    rows : Rows
        See `serving_rows`.
    terms : mapping of str to float or PyTensor variable
        The quantities of `TERMS`.
    noise : mapping of str to float, array or PyTensor variable
        Parameters of the data card, and `batch_share` by row.

    Returns
    -------
    array or PyTensor variable (row,), s
        steps * waves * step time, shared by the batch where the value is a token's, + reading.
    """
    gains = {
        "dense_flop_gain": terms["dense_flop_gain"],
        "is_dense": (rows.experts_used_share == 1.0) * 1.0,
        "halved_bits_flop_gain": terms["halved_bits_flop_gain"],
        "bits": rows.arithmetic_bits,
    }
    exchange = _exchange_seconds(rows, terms)
    kv_bytes = cache_bytes_per_token(rows, noise["unrecorded_kv_bits"])
    fitting = streams_that_fit(rows, terms["reserved_memory_share"], kv_bytes)
    batch, waves = batch_and_waves(rows, fitting, noise["batch_share"])
    step = decode_step_seconds(
        batch=batch,
        decode_flop=rows.decode_flop,
        flop_per_s=rows.flop_per_s,
        decode_flop_share=achieved_flop_share(flop_share=terms["decode_flop_share"], **gains),
        weight_bytes_read=rows.weight_bits / BITS_PER_BYTE * _weights_read(rows, batch),
        kv_bytes_read=kv_bytes * rows.read_tokens,
        bandwidth_bytes_per_s=rows.bandwidth_bytes_per_s,
        decode_bandwidth_share=terms["decode_bandwidth_share"],
        sharpness=terms["roofline_sharpness"],
        exchange_seconds=exchange,
        waiting_seconds=noise["waiting_growth_per_year_back"] ** rows.years_old
        * waiting_seconds(
            n_layers=rows.n_layers,
            n_chips=rows.n_chips,
            layer_latency_seconds=terms["layer_latency_seconds"],
            hop_latency_seconds=terms["hop_latency_seconds"],
            fixed_step_seconds=terms["fixed_step_seconds"],
        ),
    )
    reading = prefill_seconds(
        prefill_flop=rows.prefill_flop,
        flop_per_s=rows.flop_per_s,
        prefill_flop_share=achieved_flop_share(flop_share=terms["prefill_flop_share"], **gains),
        exchange_seconds=rows.prefill_tokens * exchange,
    )
    return rows.steps * waves * step / batch**rows.per_stream + reading


def _exchange_seconds(rows: Rows, terms: Mapping[str, Any]) -> Any:
    """Time that links need for one token of one stream, s."""
    sent = exchanged_bytes(
        layer_values=rows.n_layers * rows.d_model,
        n_chips=rows.n_chips,
        experts_per_token=rows.experts_per_token,
        is_spread=rows.is_spread,
    )
    share = (1.0 - rows.is_spread) * terms["link_share"]
    share = share + rows.is_spread * terms["expert_link_share"]
    return sent / (rows.link_bytes_per_s * share)


def cache_bytes_per_token(rows: Rows, unrecorded_kv_bits: Any) -> Any:
    """Cache of one token of context, byte/token; of the latent format where none is recorded."""
    unrecorded = np.isnan(rows.kv_bits)
    kv_bits = np.where(unrecorded, 0.0, rows.kv_bits) + unrecorded * unrecorded_kv_bits
    return kv_bytes_per_token(
        n_layers=rows.n_layers, d_model=rows.d_model, kv_ratio=rows.kv_ratio, kv_bits=kv_bits
    )


def streams_that_fit(rows: Rows, reserved_memory_share: Any, kv_bytes: Any) -> Any:
    """Streams whose cache fits beside the weights, count; smoothly kept above zero."""
    weight_bytes = rows.weight_bits / BITS_PER_BYTE * rows.n_stored_parameters
    least = LEAST_FREE_SHARE * rows.memory_bytes
    free = rows.memory_bytes * (1.0 - reserved_memory_share) - weight_bytes
    return least * np.log1p(np.exp(free / least)) / (kv_bytes * rows.held_tokens)


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


def setup_variance(setup_variance_share: Any, n_rows: np.ndarray) -> Any:
    """Variance of each contrast over that of a row, its study aside."""
    return setup_variance_share * n_rows + (1.0 - setup_variance_share)


def _weights_read(rows: Rows, batch: Any) -> Any:
    return weights_read(
        n_stored_parameters=rows.n_stored_parameters,
        shared_weight_share=rows.shared_weight_share,
        experts_used_share=rows.experts_used_share,
        batch=batch,
    )


def _batch_share(rows: Rows, noise: Mapping[str, Any]) -> dict[str, Any]:
    """Share of the streams in flight at most that is in flight on average, by row."""
    import pymc as pm
    import pytensor.tensor as pt

    setups, setup = np.unique(rows.setup, return_inverse=True)
    score = pm.Normal("serving_batch_score", 0.0, 1.0, shape=len(setups))
    typical = noise["typical_batch_share"]
    log_odds = pt.log(typical / (1.0 - typical)) + noise["batch_share_scatter"] * score
    return {"batch_share": pm.math.sigmoid(log_odds)[setup]}
