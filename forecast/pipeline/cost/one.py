"""What one configuration takes: times, speeds, money, what binds and whether it fits."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from forecast.constants import SECONDS_PER_HOUR
from forecast.pipeline.cost.configuration import Configuration, check
from forecast.pipeline.cost.draws import even_scores, learned
from forecast.pipeline.cost.fit import held_bytes, refuse_misfit
from forecast.pipeline.cost.inputs import CostInputs
from forecast.pipeline.cost.money import ChipHour, chip_hour_of, money_draws
from forecast.pipeline.cost.parts import Step, step_of
from forecast.pipeline.cost.prepare import Prepared, prepare
from forecast.pipeline.cost.table import LEVELS, SCHEMA
from forecast.pipeline.cost.training import training
from forecast.posterior.likelihoods.serving_rows import Rows
from forecast.serving import copy_hour
from forecast.serving.fits import accelerators_to_hold

DRAWS = 10_000  # all of the posterior: one configuration is quick
PER_MILLION = 1e6
LINKS = {"host": "host_link_bytes_per_s", "nvme": "nvme_link_bytes_per_s"}
COPY = ("tokens_per_second_per_stream", "sampling_multiplier")


def cost(configuration: Configuration, inputs: CostInputs) -> dict[str, Any]:
    """Times, speeds and money of one configuration, with their intervals.

    Parameters
    ----------
    configuration : Configuration
    inputs : CostInputs

    Returns
    -------
    dict
        `forecast.cost/1`.

    Raises
    ------
    InputError
        When the configuration cannot be, or does not fit, with by how much.
    UsageError
        When too little is said.
    """
    check(configuration)
    draws = learned(inputs.beliefs, inputs.tables, inputs.priors_dir, DRAWS)
    reserved = draws.terms["reserved_memory_share"]
    prepared = placed(configuration, inputs, float(np.median(reserved)))
    rows = prepared.rows
    link = LINKS[configuration.offload] if configuration.offload else None
    cards = {
        name: inputs.beliefs[name].quantile_of_score(even_scores(name, draws.n_draws))
        for name in (*COPY, *([link] if link else []))
    }
    log_error = draws.log_errors(rows.is_dense)[:, 0]
    step = step_of(rows, draws.terms, log_error, cards[link] if link else None)
    money = money_draws(inputs.beliefs, inputs.tables, inputs.priors_dir, DRAWS)
    hour = chip_hour_of(prepared.chip, money, configuration.usd_per_chip_hour)
    told = amounts(rows, step, hour, cards)
    told |= {f"share_{name}": (each, "1") for name, each in shares(step, hour).items()}
    told |= memory(rows, step, reserved)
    if configuration.train_tokens is not None:
        n_active = prepared.n_active_parameters
        n_chips = float(rows.n_chips[0])
        told |= training(inputs, prepared.chip, n_active, configuration.train_tokens, n_chips, hour)
    return _document(prepared, told, step, cards, draws.source)


def placed(configuration: Configuration, inputs: CostInputs, reserved: float) -> Prepared:
    """The configuration on the accelerators asked for, or on as few as hold it.

    Raises
    ------
    InputError
        When it cannot fit and nothing may be offloaded.
    """
    n_chips = configuration.accelerators
    if n_chips is None:
        n_chips = _enough(prepare(configuration, inputs, 1.0).rows, configuration, reserved)
    prepared = prepare(configuration, inputs, n_chips)
    if configuration.offload is None:
        refuse_misfit(prepared.rows, reserved)
    return prepared


def _enough(rows: Rows, configuration: Configuration, reserved: float) -> float:
    """Smallest power of two that holds weights and cache; one where they may be offloaded."""
    if configuration.offload is not None:
        return 1.0
    weights, cache = held_bytes(rows)
    least = accelerators_to_hold(
        weights + configuration.batch * cache, float(rows.memory_bytes[0]), reserved
    )
    return 2.0 ** max(0, math.ceil(math.log2(least)))


def amounts(
    rows: Rows, step: Step, hour: ChipHour, cards: Mapping[str, np.ndarray]
) -> dict[str, tuple[np.ndarray, str]]:
    """Times, speeds and money by name, with their units.

    Parameters
    ----------
    rows : Rows
        One row.
    step : Step
        Its times.
    hour : ChipHour
        Price of an accelerator-hour.
    cards : mapping of array (draw,)
        The quantities of `COPY`.

    Returns
    -------
    dict of str to (array (draw,), str)
    """
    n_chips, batch, written = (float(x[0]) for x in (rows.n_chips, rows.batch, rows.steps))
    chip_seconds_per_token = n_chips * step.request_seconds / (batch * written)
    copy_speed = cards["tokens_per_second_per_stream"] * cards["sampling_multiplier"]
    chips = copy_speed * chip_seconds_per_token
    return {
        "step_seconds": (step.seconds, "s"),
        "time_to_first_token_seconds": (step.first_token_seconds, "s"),
        "request_seconds": (step.request_seconds, "s"),
        "tokens_per_s_per_user": (1.0 / step.seconds, "token/s"),
        "tokens_per_s_per_accelerator": (1.0 / chip_seconds_per_token, "token/s"),
        "usd_per_chip_hour": (hour.usd, "USD/hour"),
        "usd_per_million_output_tokens": (
            PER_MILLION * chip_seconds_per_token / SECONDS_PER_HOUR * hour.usd,
            "USD",
        ),
        "chips_per_copy": (chips, "chip"),
        "usd_per_copy_hour": (
            copy_hour.usd_per_copy_hour(chips_per_copy=chips, usd_per_chip_hour=hour.usd),
            "USD/hour",
        ),
    }


def shares(step: Step, hour: ChipHour) -> dict[str, np.ndarray]:
    """Shares of the money by what it pays for; they add up to 1, array (draw,) each."""
    working = hour.working_share
    return {
        "compute": working * (step.compute_share + step.reading_share),
        "bandwidth": working * step.bandwidth_share,
        "network": working * step.network_share,
        "idle": working * step.idle_share + hour.unused_share,
        "energy": hour.energy_share,
        "margin": hour.margin_share,
    }


def memory(rows: Rows, step: Step, reserved: np.ndarray) -> dict[str, tuple[np.ndarray, str]]:
    """What fits: streams beside the weights, waves of the batch, accelerators at least."""
    weights, cache = held_bytes(rows)
    of_one = float(rows.memory_bytes[0] / rows.n_chips[0])
    least = np.ceil(accelerators_to_hold(weights + cache, of_one, reserved))
    return {
        "streams_that_fit": (np.floor(step.streams_that_fit), "1"),
        "waves": (step.waves, "1"),
        "least_accelerators": (least, "chip"),
    }


def _document(
    prepared: Prepared,
    told: Mapping[str, tuple[np.ndarray, str]],
    step: Step,
    cards: Mapping[str, np.ndarray],
    source: dict[str, Any],
) -> dict[str, Any]:
    rows = prepared.rows
    weights, cache = held_bytes(rows)
    fast = float(np.mean(1.0 / step.seconds >= cards["tokens_per_second_per_stream"]))
    return {
        "schema": SCHEMA,
        "rows": [_row(name, *each) for name, each in told.items()],
        "median_abs_log_ratio": None,
        "coverage80": None,
        "configuration": {
            "model": prepared.model or None,
            "accelerator": prepared.chip.columns["accelerator"],
            "n_accelerators": float(rows.n_chips[0]),
            "n_parameters": float(rows.n_stored_parameters[0]),
            "n_layers": float(rows.n_layers[0]),
            "weight_bits": float(rows.weight_bits[0]),
            "kv_bits": float(rows.kv_bits[0]),
            "batch": float(rows.batch[0]),
            "weight_bytes": weights,
            "cache_bytes_per_stream": cache,
            "memory_bytes": float(rows.memory_bytes[0]),
        },
        "fits": bool(np.median(step.streams_that_fit) >= float(rows.batch[0])),
        "binds": step.binding(),
        "p_fast_enough_for_a_copy": fast,
        "notes": list(prepared.notes),
        "posterior": source,
    }


def _row(name: str, values: np.ndarray, unit: str) -> dict[str, Any]:
    q10, q50, q90 = np.quantile(values, LEVELS).tolist()
    return {
        "id": "configuration",
        "quantity": name,
        "unit": unit,
        "observed": None,
        "q10": q10,
        "q50": q50,
        "q90": q90,
        "reason": None,
    }
