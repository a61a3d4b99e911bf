"""What other rows of a table say about a row: its batch, its context."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def batches_of_pairs(rows: tuple[Mapping[str, Any], ...]) -> dict[tuple, float]:
    """Batch of operating points of which both the speed a chip and the speed a stream are stated.

    Parameters
    ----------
    rows : tuple of mapping
        A whole table.

    Returns
    -------
    dict of tuple to float
        Batch over all chips, by `operating_point`: their ratio, as in the likelihood.
    """
    per_chip = _speeds(rows, "output_tokens_per_s_per_accelerator")
    per_user = _speeds(rows, "output_tokens_per_s_per_user")
    return {
        point: dict(point)["n_accelerators"] * per_chip[point] / per_user[point]
        for point in per_chip.keys() & per_user.keys()
        if dict(point)["n_accelerators"]
    }


def contexts_of_studies(rows: tuple[Mapping[str, Any], ...]) -> dict[tuple, float]:
    """Context by study and model, for rows of the study that do not repeat it, token.

    Parameters
    ----------
    rows : tuple of mapping
        A whole table.

    Returns
    -------
    dict of tuple to float
    """
    stated = [row for row in rows if row.get("context_tokens") is not None and row.get("study")]
    return {(row["study"], row["model"]): row["context_tokens"] for row in stated}


def operating_point(row: Mapping[str, Any]) -> tuple:
    """What two readings of one operating point have in common."""
    names = ("study", "model", "accelerator", "n_accelerators", "regime", "weight_bits")
    lengths = ("concurrency", "input_tokens", "output_tokens", "context_tokens")
    return tuple((name, row.get(name)) for name in (*names, *lengths))


def _speeds(rows: tuple[Mapping[str, Any], ...], quantity: str) -> dict[tuple, float]:
    return {
        operating_point(row): row["value"]
        for row in rows
        if row.get("quantity") == quantity and (row.get("value") or 0.0) > 0.0
    }
