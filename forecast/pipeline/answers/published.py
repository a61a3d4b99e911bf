"""Q22: our answer beside published ones, on their definition and at their date.

An answer is a row of the table `published_answers`; what it takes as given are rows too. Ours comes
from the same equations as everywhere with those inputs replaced by theirs; what they do not say
(achieved shares, chips of the day, context, cache) stays as drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from forecast.constants import SECONDS_PER_HOUR
from forecast.pipeline.answers.comparison import counts, errors, is_inside
from forecast.pipeline.answers.published_world import TABLE, World, world
from forecast.pipeline.sample import Sample
from forecast.serving import tokens
from forecast.supply import training

HOURS_PER_DAY = 24.0


def answer(sample: Sample, inputs: Any) -> list[dict[str, Any]]:
    """One row a published answer.

    Parameters
    ----------
    sample : Sample
    inputs : Inputs
        Its tables hold theirs.

    Returns
    -------
    list of dict
        Keys source, quantity, unit, theirs, q10, q50, q90, year, inside (whether theirs lies in
        our 80 % interval), basis; and theirs_low, theirs_high where they give an interval.
    """
    if TABLE not in inputs.tables:
        return []
    rows = {row["answer"]: row for row in inputs.tables[TABLE].rows}
    theirs = world(sample, inputs)
    return [
        _row(rows[name], ours(theirs, rows[name]["about"]), sample.n_rows)
        for name, ours in ANSWERED.items()
        if name in rows
    ]


def _row(told: Any, ours: np.ndarray, n_rows: int) -> dict[str, Any]:
    found = counts(ours)
    row = {
        "source": told["source"],
        "quantity": told["quantity"],
        "unit": told["unit"],
        "theirs": told["value"],
        **found,
        "year": told["about"],
        "inside": is_inside(told["value"], found),
        "basis": told["basis"],
        "errors": errors(np.nan_to_num(ours, nan=0.0, posinf=0.0), n_rows),
    }
    if told["low"] is not None:
        row |= {"theirs_low": told["low"], "theirs_high": told["high"]}
    return row


def _speed(theirs: World) -> float:
    return theirs.given["words_per_second"] * theirs.given["tokens_per_word"]


def _training_cluster(theirs: World, generations: int = 0) -> np.ndarray:
    """Peak rate at 16 bit of the cluster that trained GPT-4 or a later one, FLOP/s."""
    given = theirs.given
    trained = given["gpt_4_tokens"] * given["tokens_factor"] ** generations
    return training.training_cluster_flop_per_s(
        n_active_parameters=given["gpt_4_active"],
        training_tokens=trained,
        training_days=given["gpt_4_days"],
        training_flop_share=theirs.drawn["training_flop_share"],
    )


def _by_arithmetic(theirs: World, generations: int) -> np.ndarray:
    """Equation 12 with nothing read and no attention; the size cancels."""
    decode_flop = tokens.decode_flop_per_token(theirs.given["gpt_4_active"], 0.0, 0.0, 0.0, 0.0)
    return training.copies_by_compute(
        cluster_flop_per_s=_training_cluster(theirs, generations),
        decode_flop=decode_flop,
        reading_flop=0.0,
        decode_flop_share=theirs.records["decode_flop_share"],
        prefill_flop_share=theirs.records["prefill_flop_share"],
        tokens_per_second_per_stream=_speed(theirs),
        sampling_multiplier=1.0,
    )


def _gpt_4_served(theirs: World, year: float) -> np.ndarray:
    found = theirs.streams(
        year,
        active=theirs.given["gpt_4_active"],
        stored=theirs.given["gpt_4_stored"],
        speed=_speed(theirs),
        weight_bits=theirs.given["gpt_4_bits"],
        kv_bits=theirs.given["gpt_4_bits"],
    )
    peak = theirs.peak_flop_per_s(found, theirs.given["gpt_4_bits"])
    return _training_cluster(theirs) / peak / found["chips_per_copy"]


def _ai_2027(theirs: World, year: float, speed_multiple: float) -> np.ndarray:
    size = theirs.given["ai_2027_parameters"]
    found = theirs.streams(
        year,
        active=size,
        stored=size,
        speed=_speed(theirs) * speed_multiple,
        experts_used_share=1.0,
        shared_weight_share=1.0,
    )
    h100e = theirs.given["ai_2027_cluster_h100e"] * theirs.given["ai_2027_share"]
    return theirs.chips_of(h100e, found) / found["chips_per_copy"]


def _epoch_workers(theirs: World, year: float) -> np.ndarray:
    """A stream that runs all day at the speed of one worker's tokens a day."""
    given, active = theirs.given, theirs.given["epoch_active"]
    found = theirs.streams(
        year,
        active=active,
        stored=active * theirs.drawn["served_stored_ratio"],
        speed=given["epoch_task_tokens"]
        * given["epoch_hours"]
        / (HOURS_PER_DAY * SECONDS_PER_HOUR),
    )
    return theirs.chips_of(given["epoch_h100e"], found) / found["chips_per_copy"]


def _epoch_agents(theirs: World, year: float) -> np.ndarray:
    """An agent writes at a given speed part of the time, and waits for tools the rest."""
    given, drawn = theirs.given, theirs.records
    stored = given["agents_stored"]
    found = theirs.streams(
        year,
        active=stored / theirs.drawn["served_stored_ratio"],
        stored=stored,
        speed=given["agents_speed"],
        weight_bits=given["agents_bits"],
        context_tokens_in_use=drawn["context_tokens_in_use"],
        input_tokens_per_output_token=drawn["input_tokens_per_output_token"],
        cached_input_share=given["agents_cached"],
    )
    tokens_per_agent = given["agents_tokens_per_gpu"] / given["agents_per_gpu"]
    writes_share = tokens_per_agent / given["agents_stream_speed"]
    chips = theirs.chips_of(found["h100e_in_use"], found)
    return chips / (found["chips_per_copy"] * writes_share)


def _memory(theirs: World, year: float) -> np.ndarray:
    found = theirs.streams(year, active=1e9, stored=1e9, speed=1.0)
    return theirs.chips_of(found["h100e_in_use"], found) * found["chip_memory_bytes"]


ANSWERED: dict[str, Callable[[World, float], np.ndarray]] = {
    "gpt_4_arithmetic": lambda theirs, year: _by_arithmetic(theirs, 0),
    "gpt_4_served": _gpt_4_served,
    "gpt_5_arithmetic": lambda theirs, year: _by_arithmetic(theirs, 1),
    "gpt_6_arithmetic": lambda theirs, year: _by_arithmetic(theirs, 2),
    "ai_2027_fast": lambda theirs, year: _ai_2027(theirs, year, theirs.given["ai_2027_speed"]),
    "ai_2027_work": lambda theirs, year: _ai_2027(theirs, year, 1.0),
    "epoch_workers": _epoch_workers,
    "epoch_memory": _memory,
    "epoch_agents": _epoch_agents,
}
