"""Measured speeds of serving: achieved shares of the peaks, latency, and the error that remains.

391 rows of fifteen studies: closed batches of dense models and mixtures of experts on A100, H100,
H200 and MI300X (jakee417, TensorRT-LLM 0.9, AMD's and vLLM's own benchmarks, FasterTransformer),
output of full queues on H100, H200, B200 and GB200 (TensorRT-LLM 1.0 and 1.2, DeepSeek-R1,
InferenceX), and experts spread over machines (DeepSeek's production, SGLang, vLLM, Kimi K2).
Each value becomes a time and is predicted by the formulas that the kernel calls.

The log error of a row is the sum of three normal parts: one of its study, one of its setup
(study, model, chip) and its own; squares of their sds add up to `serving_log_scatter` squared,
which is therefore the sd of the log error of a forecast: a new study of a new setup of a mixture of
experts, since dense models scatter by a share of it. Rows of one
setup agree within about 7 %, setups differ by about 20 %, so setups and not rows are what is
counted: rows are turned by an orthonormal matrix into one mean and contrasts a setup, which are
independent given the study. Speeds of one operating point (tokens a second a chip, and a stream)
are one row: the step time at the batch that their ratio gives.

The batch of a full queue is a latent share (one a setup, pooled) of the most that can be in flight:
what fits in memory, or all requests of the run. Its streams are at all stages of their writing, so
what they hold of their output on average is latent too, between a half and all of it. A batch
larger than what fits runs in waves. A cache format not recorded is a latent between 8 and 16 bits.

The shares are those of a mixture of experts as wide as DeepSeek-V3 on an H100 at 8 bit. Dense
models, other widths, chips with more FLOP a byte (and so number formats), and AMD's differ by what
is learned here. What chips exchange takes time of its own, hidden better where experts are spread
than where layers are split. What a step waits (kernels, collectives, scheduling) is longer where a
layer routes to experts, and was longer in software older than 2025.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from forecast.constants import BITS_PER_BYTE
from forecast.inputs.aliases import load_aliases
from forecast.inputs.table import Table
from forecast.posterior.likelihoods.serving_contrasts import setup_contrasts, setup_variance
from forecast.posterior.likelihoods.serving_in_flight import (
    batch_and_waves,
    cache_bytes_per_token,
    latent_batch_share,
    streams_that_fit,
    weights_read_of,
)
from forecast.posterior.likelihoods.serving_regimes import REGIMES
from forecast.posterior.likelihoods.serving_rows import Rows, prepare
from forecast.serving.exchange import exchanged_bytes
from forecast.serving.flop_share import achieved_flop_share
from forecast.serving.step_time import decode_step_seconds, prefill_seconds
from forecast.serving.waiting import layer_waiting_seconds, waiting_seconds

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
    "balance_exponent",
    "half_share_width",
    "expert_waiting_gain",
    "link_share",
    "expert_link_share",
)
PUBLISHED = (
    "unrecorded_kv_bits",
    "typical_batch_share",
    "batch_share_scatter",
    "waiting_growth_per_year_back",
    "held_output_share",
    "amd_flop_gain",
    "dense_scatter_share",
)
CHIPS, LINKS = "accelerators", "links"
READ_BY_US = ("primary", "computed")
SECOND_READING = ("production_decode", "output_tokens_per_s_per_accelerator")


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter.

    Left out: ratios of speculative decoding (no speed to predict) and runs with it (accepted draft
    tokens are not stated); averages over a fleet and a day (load, not speed); digests of MLPerf,
    InferenceX and DeepSeek's profile (read second-hand); the speed a chip of DeepSeek's decode
    nodes, which gives the batch of the speed a stream.

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
    `setup_contrasts`; its transpose turns them back. `serving_doubt` is a factor on the sd of each,
    1 here; a huge one leaves it out without compiling again.
    """
    import pymc as pm
    import pytensor.tensor as pt

    from forecast.posterior.build import nuisance

    rows = prepared(table, tables)
    noise = nuisance(table)
    predicted = pt.log(predicted_seconds(rows, terms, noise | latent_batch_share(rows, noise)))

    studies, study = np.unique(rows.study, return_inverse=True)
    contrasts, n_rows = setup_contrasts(rows.setup)
    scatter, between = terms["serving_log_scatter"], noise["study_variance_share"]
    study_score = pm.Normal("serving_study_score", 0.0, 1.0, shape=len(studies))
    study_effect = scatter * between**0.5 * study_score
    sd = scatter * ((1.0 - between) * setup_variance(noise["setup_variance_share"], n_rows)) ** 0.5
    # A setup is one model: its mean and contrasts are all of a dense one, or none is.
    of_dense = noise["dense_scatter_share"] ** rows.is_dense
    sd = sd * noise["dense_scatter_share"] ** (contrasts**2 @ rows.is_dense)
    sd = sd * pm.Data(f"{DATASET}_doubt", np.ones(len(n_rows)))
    pm.Normal(
        f"{DATASET}_observed",
        pt.dot(contrasts, predicted + of_dense * study_effect[study]),
        sd,
        observed=pm.Data(f"{DATASET}_log_value", contrasts @ np.log(rows.seconds)),
    )


def prepared(table: Table, tables: Mapping[str, Table]) -> Rows:
    """Chosen rows in the units of the formulas; see `serving_rows`."""
    aliases = load_aliases(table.card.path.parents[2], tables[CHIPS])
    return prepare(table, tables[DATASET], tables[LINKS], aliases.resolve)


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
        "is_dense": rows.is_dense,
        "balance_exponent": terms["balance_exponent"],
        "flop_per_byte": rows.flop_per_s / rows.bandwidth_bytes_per_s,
        "half_share_width": terms["half_share_width"],
        "d_model": rows.d_model,
    }
    of_maker = noise["amd_flop_gain"] ** rows.is_amd
    exchange = _exchange_seconds(rows, terms)
    kv_bytes = cache_bytes_per_token(rows, noise["unrecorded_kv_bits"])
    held_tokens = rows.held_tokens - (1.0 - noise["held_output_share"]) * rows.staggered_tokens
    fitting = streams_that_fit(rows, terms["reserved_memory_share"], kv_bytes * held_tokens)
    batch, waves = batch_and_waves(rows, fitting, noise["batch_share"])
    step = decode_step_seconds(
        batch=batch,
        decode_flop=rows.checked_tokens * rows.decode_flop,
        flop_per_s=rows.flop_per_s,
        decode_flop_share=of_maker
        * achieved_flop_share(flop_share=terms["decode_flop_share"], **gains),
        weight_bytes_read=rows.weight_bits / BITS_PER_BYTE * weights_read_of(rows, batch),
        kv_bytes_read=kv_bytes * rows.read_tokens,
        bandwidth_bytes_per_s=rows.bandwidth_bytes_per_s,
        decode_bandwidth_share=terms["decode_bandwidth_share"],
        sharpness=terms["roofline_sharpness"],
        exchange_seconds=rows.checked_tokens * exchange,
        waiting_seconds=noise["waiting_growth_per_year_back"] ** rows.years_old
        * waiting_seconds(
            n_layers=rows.n_layers,
            n_chips=rows.n_chips,
            layer_latency_seconds=layer_waiting_seconds(
                layer_latency_seconds=terms["layer_latency_seconds"],
                expert_waiting_gain=terms["expert_waiting_gain"],
                is_dense=rows.is_dense,
            ),
            hop_latency_seconds=terms["hop_latency_seconds"],
            fixed_step_seconds=terms["fixed_step_seconds"],
        ),
    )
    reading = prefill_seconds(
        prefill_flop=rows.prefill_flop,
        flop_per_s=rows.flop_per_s,
        prefill_flop_share=of_maker
        * achieved_flop_share(flop_share=terms["prefill_flop_share"], **gains),
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
