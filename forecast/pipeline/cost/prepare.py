"""A checked configuration in the units of the formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from forecast.errors import InputError, UsageError
from forecast.inputs.aliases import load_aliases
from forecast.pipeline.cost.chip import Chip, chip_of, custom_chip, linked
from forecast.pipeline.cost.configuration import Configuration
from forecast.pipeline.cost.filling import ARCHITECTURE, fill, find_model, known_models
from forecast.pipeline.cost.inputs import CostInputs
from forecast.pipeline.cost.request import one_request
from forecast.posterior.likelihoods.serving_requests import reading_flop
from forecast.posterior.likelihoods.serving_rows import Rows
from forecast.quantities import nearest

FLAG_OF = {
    "n_total_parameters": "--parameters",
    "n_active_parameters": "--active-parameters",
    "n_layers": "--layers",
    "kv_cache_bytes_per_token_16bit": "--kv-heads and --head-dim",
}


@dataclass(frozen=True)
class Prepared:
    """A configuration in the units of the formulas.

    Parameters
    ----------
    rows : Rows
        One row: the whole batch as a closed batch.
    chip : Chip
        One accelerator.
    model : str or None
        Its name in the table of models.
    n_active_parameters : float, parameter
    notes : tuple of str
        What was filled in, for the reader.
    """

    rows: Rows
    chip: Chip
    model: str | None
    n_active_parameters: float
    notes: tuple[str, ...]


def prepare(configuration: Configuration, inputs: CostInputs, n_chips: float) -> Prepared:
    """A configuration in the units of the formulas, on some accelerators.

    Parameters
    ----------
    configuration : Configuration
        Checked.
    inputs : CostInputs
    n_chips : float, chip
        That hold the model together.

    Returns
    -------
    Prepared

    Raises
    ------
    InputError
        When a name is not known, or its table lacks what is needed.
    UsageError
        When too little is said of the model or the accelerator.
    """
    chip = _chip(configuration, inputs)
    row, notes = _model_row(configuration, inputs)
    columns = linked(chip.columns, inputs.links, inputs.usual_link_share)
    rows, chip_notes = one_request({**row, "n_accelerators": n_chips}, columns)
    reading = reading_flop(
        row,
        {"n_layers": float(rows.n_layers[0]), "d_model": float(rows.d_model[0])},
        configuration.input_tokens,
        configuration.cached_share,
        configuration.input_tokens,
    )
    batch, fresh = configuration.batch, 1.0 - configuration.cached_share
    rows = replace(
        rows,
        batch=np.array([batch]),
        requests=np.array([batch]),
        prefill_flop=np.array([batch * reading]),
        prefill_tokens=np.array([batch * fresh * configuration.input_tokens]),
    )
    return Prepared(rows, chip, row["model"], row["n_active_parameters"], (*notes, *chip_notes))


def _chip(configuration: Configuration, inputs: CostInputs) -> Chip:
    said = (configuration.peak_flop, configuration.bandwidth, configuration.memory)
    if configuration.accelerator is None:
        if None in said:
            raise UsageError("give --accelerator, or --peak-flop, --bandwidth and --memory")
        return custom_chip({}, configuration.weight_bits, *said)
    aliases = load_aliases(inputs.priors_dir, inputs.tables["accelerators"])
    columns = chip_of(aliases, configuration.accelerator, "--accelerator")
    return custom_chip(columns, configuration.weight_bits, *said)


def _model_row(
    configuration: Configuration, inputs: CostInputs
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The configuration as a row of the serving table; accelerators aside."""
    known = _known_model(configuration, inputs)
    said = {
        "n_total_parameters": configuration.parameters,
        "n_active_parameters": configuration.active_parameters,
        "n_layers": configuration.layers,
        "n_kv_heads": configuration.kv_heads,
        "head_dim": configuration.head_dim,
    }
    said = {name: value for name, value in said.items() if value is not None}
    if said.keys() & {"n_kv_heads", "head_dim", "n_layers"}:  # the cache follows from these
        known = {**known, "kv_cache_bytes_per_token_16bit": None, "kv_lora_rank": None}
    row = {name: known.get(name) for name in ARCHITECTURE} | said
    row |= {"row_id": "configuration", "study": "", "accelerator": "", "unit": "s"}
    row |= {"model": known.get("model") or ""}
    row |= {
        "weight_bits": configuration.weight_bits,
        "kv_bits": configuration.kv_bits,
        "input_tokens": configuration.input_tokens,
        "output_tokens": configuration.output_tokens,
        "cached_share": configuration.cached_share,
    }
    full, notes = fill(row, {})
    lacking = [flag for name, flag in FLAG_OF.items() if full[name] is None]
    if lacking:
        near = nearest(configuration.model or "", _with_architecture(inputs))
        other = f", or take {near!r}, whose architecture is known" if near else ""
        raise UsageError(f"the model is not known well enough: give {', '.join(lacking)}{other}")
    if known.get("attention_note") and known.get("kv_cache_bytes_per_token_16bit") is None:
        notes += (f"cache as if all attention were full: {known['attention_note']}",)
    longest, asked = known.get("max_context_tokens"), _length(configuration)
    if longest is not None and asked > longest:
        notes += (f"{asked:,.0f} tokens are more than the {longest:,.0f} the model was made for",)
    return full, notes


def _length(configuration: Configuration) -> float:
    return configuration.input_tokens + configuration.output_tokens


def _known_model(configuration: Configuration, inputs: CostInputs) -> Mapping[str, Any]:
    """Its row of the table of models; empty where only numbers are given."""
    if configuration.model is None:
        if configuration.parameters is None:
            raise UsageError("give --model, or --parameters, --kv-heads and --head-dim at least")
        return {}
    models = known_models(inputs.tables["model_sizes"])
    found = find_model(configuration.model, models)
    if found is None:
        names = _with_architecture(inputs)
        near = nearest(configuration.model, names)
        raise InputError(
            "no such model",
            field="--model",
            found=configuration.model,
            accepted=f"one of {len(names)} in priors/evidence/model_sizes with an architecture",
            fix=f"did you mean {near!r}?" if near else None,
        )
    return found


def _with_architecture(inputs: CostInputs) -> list[str]:
    """Names of models of which the table says more than their size."""
    models = known_models(inputs.tables["model_sizes"]).values()
    return [row["model"] for row in models if row["n_layers"] is not None]
