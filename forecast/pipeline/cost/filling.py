"""What other columns, or the table of known models, say about a cell left empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forecast.constants import SHAPE_RATIO
from forecast.pipeline.cost.quantities import Quantity
from forecast.serving import architecture

BYTES_AT_16_BIT = 2.0
ARCHITECTURE = (
    "n_total_parameters", "n_active_parameters", "n_layers", "d_model", "n_heads", "n_kv_heads",
    "head_dim", "kv_lora_rank", "rope_head_dim", "n_experts", "experts_per_token",
    "kv_cache_bytes_per_token_16bit",
)  # fmt: skip
COLUMNS = (
    *ARCHITECTURE, "study", "row_id", "model", "weight_bits", "kv_bits", "accelerator",
    "n_accelerators", "regime", "batch", "concurrency", "input_tokens", "output_tokens",
    "context_tokens", "cached_share", "speculative_decoding", "quantity", "value", "unit",
    "published_on", "arithmetic_bits", "layout", "attended_share", "accepted_tokens",
    "draft_tokens",
)  # fmt: skip
ALWAYS = (
    "n_total_parameters", "n_active_parameters", "n_layers", "d_model",
    "kv_cache_bytes_per_token_16bit", "weight_bits", "n_accelerators",
)  # fmt: skip


def folded(name: str) -> str:
    """A model's name without case, spaces and hyphens, as tables spell them differently."""
    return "".join(each for each in name.casefold() if each.isalnum() or each in "./")


def known_models(table: Any) -> dict[str, Mapping[str, Any]]:
    """Architectures of `model_sizes` by folded name; a row with layers beats one without."""
    rows = sorted(table.rows, key=lambda row: row["n_layers"] is not None)
    return {folded(row["model"]): row for row in rows}


def find_model(name: str, models: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """A model by its name, or by a part of it that no other architecture shares.

    Parameters
    ----------
    name : str
    models : mapping of str to mapping
        See `known_models`.

    Returns
    -------
    mapping or None
    """
    wanted = folded(name)
    if wanted in models:
        return models[wanted]
    found = [row for key, row in models.items() if wanted and wanted in key and row["n_layers"]]
    shapes = {tuple(row[column] for column in ARCHITECTURE) for row in found}
    return found[0] if len(shapes) == 1 else None


def fill(
    row: Mapping[str, Any], models: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A row with what follows from its other cells or from its model, and notes of it.

    Parameters
    ----------
    row : mapping
        Columns to values; None, or no such key, where not known.
    models : mapping of str to mapping
        See `known_models`.

    Returns
    -------
    (dict, tuple of str)
    """
    full = {name: row.get(name) for name in COLUMNS}
    known = models.get(folded(str(full["model"] or "")), {})
    taken = [name for name in ARCHITECTURE if full[name] is None and known.get(name) is not None]
    full |= {name: known[name] for name in taken}
    notes = [f"from the table of models: {', '.join(taken)}"] if taken else []
    if full["n_active_parameters"] is None and not full["n_experts"]:
        full["n_active_parameters"] = full["n_total_parameters"]
    notes += _shape(full)
    if full["kv_cache_bytes_per_token_16bit"] is None:
        full["kv_cache_bytes_per_token_16bit"] = cache_bytes(full)
    _experts(full)
    if full["context_tokens"] is None and full["output_tokens"] is None:
        full["context_tokens"] = full["input_tokens"]
    return full, tuple(notes)


def missing_fields(row: Mapping[str, Any], quantity: Quantity) -> list[str]:
    """Columns that the quantity needs and that nothing gives."""
    needed = dict.fromkeys((*ALWAYS, *quantity.needs))
    return [name for name in needed if row[name] is None and not _stands_in(name, row)]


def cache_bytes(row: Mapping[str, Any]) -> float | None:
    """Cache of a token at 16 bit from heads or the latent width, byte/token; None if not known."""
    if row["n_layers"] is None:
        return None
    if row["kv_lora_rank"] is not None:
        latent = row["kv_lora_rank"] + (row["rope_head_dim"] or 0.0)
        return row["n_layers"] * latent * BYTES_AT_16_BIT
    if row["n_kv_heads"] is None or row["head_dim"] is None:
        return None
    return 2.0 * row["n_layers"] * row["n_kv_heads"] * row["head_dim"] * BYTES_AT_16_BIT


def _stands_in(name: str, row: Mapping[str, Any]) -> bool:
    """Whether another column says the same."""
    if name == "batch":
        return row["concurrency"] is not None or row["regime"] == "single_stream"
    return name == "context_tokens" and row["input_tokens"] is not None


def _shape(full: dict[str, Any]) -> list[str]:
    """Fill layers, width and heads by the usual proportions."""
    notes = []
    active = full["n_active_parameters"]
    if full["n_layers"] is None and active:
        full["n_layers"] = architecture.layers(n_active_parameters=active)
        notes.append("layers by the usual proportions")
    if full["d_model"] is None and full["n_layers"]:
        full["d_model"] = architecture.width(n_layers=full["n_layers"])
        notes.append("width by the usual proportions")
    if (full["n_heads"] is None or full["head_dim"] is None) and full["kv_lora_rank"] is None:
        full["head_dim"] = full["head_dim"] or SHAPE_RATIO
        full["n_heads"] = (full["d_model"] or 0.0) / full["head_dim"]
    if full["kv_lora_rank"] is not None and full["rope_head_dim"] is None:
        full["rope_head_dim"] = 0.0
    return notes


def _experts(full: dict[str, Any]) -> None:
    """Where nobody says how many experts there are, the used share is that of the weights."""
    active, total = full["n_active_parameters"], full["n_total_parameters"]
    unstated = not full["n_experts"] or not full["experts_per_token"]
    if unstated and active and total and active < total:
        full["n_experts"], full["experts_per_token"] = total / active, 1.0
