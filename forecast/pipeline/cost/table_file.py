"""A user's table in the columns of the serving evidence, read as far as it can be."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forecast.errors import InputError
from forecast.inputs.cells import CellError, parse_cell
from forecast.inputs.csv_text import Record, read_records
from forecast.pipeline.cost.filling import COLUMNS
from forecast.quantities import nearest

NEEDED = ("model", "accelerator", "regime", "quantity")
NOT_NEGATIVE = ("batch", "concurrency", "input_tokens", "output_tokens", "context_tokens")
POSITIVE = (
    "n_total_parameters", "n_active_parameters", "n_layers", "d_model", "n_heads", "n_kv_heads",
    "head_dim", "kv_cache_bytes_per_token_16bit", "weight_bits", "kv_bits", "n_accelerators",
    "batch", "concurrency", "value",
)  # fmt: skip
SHARES = ("cached_share",)


@dataclass(frozen=True)
class FileRow:
    """One line of the file: what it says, what is extra, and why it cannot be used."""

    name: str
    cells: dict[str, Any]
    extra: dict[str, str]
    reason: str | None


def read_rows(path: Path, card: Any) -> list[FileRow]:
    """Every row of a file, none dropped.

    Parameters
    ----------
    path : Path
        A CSV file; columns of the card may be missing where a row can do without.
    card : DataCard
        Of `serving`: the types of its columns.

    Returns
    -------
    list of FileRow

    Raises
    ------
    InputError
        When it is no CSV file, has no rows, or lacks a column that says what was measured.

    Warns
    -----
    UserWarning
        About columns that the card does not know; they are echoed.
    """
    header, records = read_records(path)
    types = {column.name: column.type for column in card.columns}
    _check(header, path, tuple(types))
    if not records:
        raise InputError("the table has no rows", file=path, accepted="one row or more")
    return [_row(header, record, types) for record in records]


def _check(header: Record, path: Path, known: tuple[str, ...]) -> None:
    cells = header.cells
    missing = [name for name in NEEDED if name not in cells]
    twice = sorted({name for name in cells if cells.count(name) > 1})
    if missing or twice:
        raise InputError(
            "a column stands twice" if twice else "a column is missing",
            file=path,
            line=header.line,
            field=(twice or missing)[0],
            accepted="the columns of priors/evidence/serving/data.csv",
        )
    extra = [name for name in cells if name not in known]
    if extra:
        told = ", ".join(_told(name, known) for name in extra)
        warnings.warn(f"{path}: columns not used, only echoed: {told}", stacklevel=2)


def _told(name: str, known: tuple[str, ...]) -> str:
    near = nearest(name, known)
    return f"{name!r} (did you mean {near!r}?)" if near else repr(name)


def _row(header: Record, record: Record, types: dict[str, str]) -> FileRow:
    texts = dict(zip(header.cells, record.cells, strict=False))
    name = texts.get("row_id") or f"line {record.line}"
    extra = {key: text for key, text in texts.items() if key not in types}
    cells: dict[str, Any] = {}
    reasons = []
    if len(record.cells) != len(header.cells):
        reasons.append(f"{len(record.cells)} cells where the header has {len(header.cells)}")
    for key in COLUMNS:
        try:
            cells[key] = parse_cell(texts.get(key, "").strip(), types[key])
        except CellError as error:
            cells[key] = None
            reasons.append(f"{key}: {error.message}; accepted: {error.accepted}")
    reasons += _nonsense(cells)
    return FileRow(name, cells, extra, "; ".join(reasons) or None)


def _nonsense(cells: dict[str, Any]) -> list[str]:
    """Numbers that cannot be."""
    told = [f"{k} is {cells[k]:g}, must be above 0" for k in POSITIVE if _below(cells[k], 0.0)]
    told += [
        f"{k} is {cells[k]:g}, must not be negative"
        for k in NOT_NEGATIVE
        if k not in POSITIVE and cells[k] is not None and cells[k] < 0.0
    ]
    return told + [
        f"{k} is {cells[k]:g}, must lie from 0 to 1"
        for k in SHARES
        if cells[k] is not None and not 0.0 <= cells[k] <= 1.0
    ]


def _below(value: float | None, least: float) -> bool:
    return value is not None and value <= least
