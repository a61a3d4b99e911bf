"""Rates, memory, power and price of accelerators, from Epoch AI's table of hardware."""

from __future__ import annotations

import re

from forecast.inputs.ingest.epoch import EpochTable, day_cells, provenance, read_table
from forecast.inputs.ingest.foreign_csv import Wanted
from forecast.inputs.ingest.rows import Cells, Edition, FeedRows, Reading

NAME = "epoch_hardware"
DATASETS = ("accelerators",)
EXAMPLE = "https://epoch.ai/data/ml_hardware.csv"
TITLE = "Epoch AI, Data on Machine Learning Hardware"
WANTED = (
    Wanted("accelerator", ("hardware name", "name of the hardware", "name"), needed=True),
    Wanted("vendor", ("manufacturer", "vendor", "designer", "company")),
    Wanted("type", ("type", "hardware type")),
    Wanted("day", ("release date", "date of release", "released"), kind="date", needed=True),
    Wanted(
        "fp32_flop_per_s",
        ("fp32 (single precision) performance", "fp32 performance"),
        "number",
        "FLOP/s",
    ),
    Wanted(
        "fp16_nontensor_flop_per_s",
        ("fp16 (half precision) performance", "fp16 performance"),
        "number",
        "FLOP/s",
    ),
    Wanted(
        "tf32_flop_per_s",
        ("tf32 (tensorfloat-32) performance", "tf32 performance"),
        "number",
        "FLOP/s",
    ),
    Wanted(
        "fp16_bf16_tensor_flop_per_s",
        ("tensor-fp16/bf16 performance", "tensor fp16/bf16 performance", "bf16 performance"),
        "number",
        "FLOP/s",
    ),
    Wanted("fp8_flop_per_s", ("fp8 performance",), "number", "FLOP/s"),
    Wanted("int8_op_per_s", ("int8 performance",), "number", "op/s"),
    Wanted("fp4_flop_per_s", ("fp4 performance",), "number", "FLOP/s"),
    Wanted(
        "memory_bytes",
        ("memory", "memory size per board", "memory size", "memory capacity"),
        "number",
        "bytes",
    ),
    Wanted("memory_bandwidth_bytes_per_s", ("memory bandwidth",), "number", "bytes/s"),
    Wanted(
        "interconnect_bytes_per_s",
        ("intranode bandwidth", "interconnect bandwidth", "chip-to-chip bandwidth"),
        "number",
        "bytes/s",
    ),
    Wanted("tdp_w", ("tdp", "thermal design power", "max power"), "number", "W"),
    Wanted("process_nm", ("process size", "process", "process node"), "number", "nm"),
    Wanted("price_usd", ("release price", "launch price", "price"), "number", "USD"),
    Wanted("price_source", ("source for the price", "price source")),
    Wanted("url", ("link to datasheet", "datasheet", "source")),
)
NUMBERS = tuple(column.column for column in WANTED if column.kind == "number")
NO_DAY = "no name or date"
NO_RATE = "no 16- or 32-bit rate"
_CONSUMER = re.compile(r"geforce|titan|radeon rx|\brtx [2-9]0\d0\b|\bgtx\b|\barc\b", re.I)
_WORKSTATION = re.compile(r"quadro|\brtx (a\d|pro|\d000)|radeon pro", re.I)
TABLE = EpochTable(NAME, TITLE, EXAMPLE, "ml_hardware.csv", WANTED)


def read(asked: Reading) -> FeedRows:
    """Rows of the table of accelerators.

    Parameters
    ----------
    asked : Reading
        The source is the CSV file, its address, or an archive that holds it.

    Returns
    -------
    FeedRows

    Raises
    ------
    UsageError
        Without a source.
    InputError
        If the file is no such table.
    """
    return read_table(asked, TABLE, _why_not, _cells)


def best_16bit(cells: Cells) -> float | None:
    """Dense 16-bit tensor rate, else the larger of FP16 and FP32, FLOP/s; None where none is.

    Examples
    --------
    >>> best_16bit({"fp32_flop_per_s": 1e13, "fp16_nontensor_flop_per_s": 2e13})
    20000000000000.0
    """
    tensor = cells.get("fp16_bf16_tensor_flop_per_s")
    others = (cells.get("fp16_nontensor_flop_per_s"), cells.get("fp32_flop_per_s"))
    return tensor or max((rate for rate in others if rate), default=None)


def accelerator_class(name: str, kind: str) -> str:
    """Consumer, workstation, tpu, datacenter or other, from the name and the source's type.

    Examples
    --------
    >>> accelerator_class("NVIDIA GeForce RTX 4090", "GPU"), accelerator_class("Google TPU v6e", "")
    ('consumer', 'tpu')
    """
    if "tpu" in f"{name} {kind}".casefold():
        return "tpu"
    if _WORKSTATION.search(name):
        return "workstation"
    if _CONSUMER.search(name):
        return "consumer"
    return "datacenter" if kind.casefold() in ("", "gpu") else "other"


def _why_not(cells: Cells) -> str | None:
    if not cells["accelerator"] or not cells["day"]:
        return NO_DAY
    return NO_RATE if best_16bit(cells) is None else None


def _cells(cells: Cells, edition: Edition) -> Cells:
    name = cells["accelerator"]
    stated = provenance(TITLE, edition)
    return {
        **{column: cells.get(column) for column in NUMBERS},
        "accelerator": name,
        "vendor": cells.get("vendor") or "not stated",
        "accelerator_class": accelerator_class(name, cells.get("type") or ""),
        "best_16bit_flop_per_s": best_16bit(cells),
        "price_source": cells.get("price_source"),
        **day_cells(cells["day"]),
        **stated,
        "source_url": cells.get("url") or stated["source_url"],
    }
