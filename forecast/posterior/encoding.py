"""One block's draws <-> the bytes of a netCDF file. Reads without PyMC, xarray or ArviZ."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

SCHEMA = "forecast.posterior/1"
EXTRA_BITS = 10  # bit; a stored draw is off by less than 1/1000 of the spread, or of itself
THINNED_BITS = 7  # bit; of what only predictions of rows need
MANTISSA_BITS = 23  # bit; of a float32
COMPRESSION_LEVEL = 6  # zlib
DRAW, THINNED_DRAW = "draw", "thinned_draw"  # dimensions
_LABELS, _ABOUT = "labels", "about"


@dataclass(frozen=True)
class StoredBlock:
    """One block's draws as they stand in a file.

    Parameters
    ----------
    values : dict of str to array (chain, draw, ...)
        Every published variable, in its own unit, float64.
    labels : dict of str to tuple of str
        What the last axis of a vector variable counts.
    about : dict
        block, key, fitted_on, as_of, seed, gate_passed, diagnostics, versions, sampler.
    thinned : dict of str to array (chain, thinned draw, ...)
        Variables that only predictions of rows need, at every `THINNING`-th draw.
    """

    values: dict[str, np.ndarray]
    labels: dict[str, tuple[str, ...]]
    about: dict[str, Any]
    thinned: dict[str, np.ndarray] = field(default_factory=dict)


def encode(stored: StoredBlock) -> bytes:
    """The bytes of a netCDF file that holds a block.

    Parameters
    ----------
    stored : StoredBlock
        What to write.

    Returns
    -------
    bytes
        float32 as they are, compressed: what was read from a file is written again to the bit.
    """
    import h5netcdf

    buffer = io.BytesIO()
    with h5netcdf.File(buffer, "w") as file:
        file.attrs["schema"] = SCHEMA
        file.attrs[_ABOUT] = json.dumps(stored.about, sort_keys=True, allow_nan=False)
        file.dimensions = _dimensions(stored)
        for name, values in stored.values.items():
            _write(file, name, values, stored.labels.get(name, ()), DRAW)
        for name, values in stored.thinned.items():
            _write(file, name, values, stored.labels.get(name, ()), THINNED_DRAW)
    return buffer.getvalue()


def decode(content: bytes) -> StoredBlock:
    """The block that a netCDF file holds.

    Parameters
    ----------
    content : bytes
        What `encode` made.

    Returns
    -------
    StoredBlock

    Raises
    ------
    ValueError
        When the file is not one of ours, or holds anything but finite float32 numbers.
    OSError, KeyError
        When it is no netCDF file at all.
    """
    import h5netcdf

    with h5netcdf.File(io.BytesIO(content), "r") as file:
        if file.attrs["schema"] != SCHEMA:
            raise ValueError(f"schema {file.attrs['schema']!r}, not {SCHEMA!r}")
        values = _read_all(file, DRAW)
        thinned = _read_all(file, THINNED_DRAW)
        if len(values) + len(thinned) != len(file.variables):
            raise ValueError("a variable with other dims than chain and draw")
        labels = {
            name: tuple(json.loads(variable.attrs[_LABELS]))
            for name, variable in file.variables.items()
            if _LABELS in variable.attrs
        }
        about = json.loads(file.attrs[_ABOUT])
    return StoredBlock(values, labels, about, thinned)


def as_kept(stored: StoredBlock) -> StoredBlock:
    """Fresh draws rounded to what their spread makes meaningful, as they are kept from then on.

    Parameters
    ----------
    stored : StoredBlock

    Returns
    -------
    StoredBlock
        To be rounded once: rounding again could move a draw.
    """
    values = {name: _exactly(each, EXTRA_BITS) for name, each in stored.values.items()}
    thinned = {name: _exactly(each, THINNED_BITS) for name, each in stored.thinned.items()}
    return replace(stored, values=values, thinned=thinned)


def rounded(values: np.ndarray, extra_bits: int = EXTRA_BITS) -> np.ndarray:
    """Draws as float32 without the digits that their spread makes meaningless.

    Parameters
    ----------
    values : array (chain, draw, ...)
        Draws; each element of a vector is treated by itself.
    extra_bits : int
        Bits of the spread that are kept.

    Returns
    -------
    array of float32
        Trailing bits zero, so that they compress.

    Notes
    -----
    Kept bits of the mantissa = log2(|median| / interquartile range), at least 0, + extra_bits.
    """
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75], axis=(0, 1))
    spread = high - low
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.where(spread > 0, np.ceil(np.log2(np.abs(middle) / spread)), np.inf)
    kept = np.clip(np.maximum(needed, 0) + extra_bits, 0, MANTISSA_BITS)
    dropped = (MANTISSA_BITS - kept).astype(np.uint32)
    half = np.where(dropped > 0, np.uint32(1) << (np.maximum(dropped, 1) - 1), 0)
    bits = values.astype(np.float32).view(np.uint32) + half.astype(np.uint32)
    return ((bits >> dropped) << dropped).astype(np.uint32).view(np.float32)


def _exactly(values: np.ndarray, extra_bits: int) -> np.ndarray:
    return rounded(values, extra_bits).astype(np.float64)


def about(block: str, key: str, extra: Mapping[str, Any]) -> dict[str, Any]:
    """The record that travels with a block's draws.

    Parameters
    ----------
    block, key : str
        Which block, and its content key.
    extra : mapping
        What else to record; JSON values.

    Returns
    -------
    dict
        With the versions of the libraries that made the draws.
    """
    return {"block": block, "key": key, "versions": library_versions(), **extra}


def library_versions() -> dict[str, str]:
    """Versions of the libraries that shape a draw, read without importing them."""
    from importlib.metadata import version

    return {name: version(name) for name in ("pymc", "pytensor", "nutpie", "numba", "numpy")}


def _dimensions(stored: StoredBlock) -> dict[str, int]:
    """Chains, and draws of either kind where there are any."""
    found: dict[str, int] = {}
    for draw, variables in ((DRAW, stored.values), (THINNED_DRAW, stored.thinned)):
        for each in variables.values():
            found |= {"chain": each.shape[0], draw: each.shape[1]}
    return found


def _write(file: Any, name: str, values: np.ndarray, labels: tuple[str, ...], draw: str) -> None:
    dims = ["chain", draw]
    for axis, length in enumerate(values.shape[2:]):
        dims.append(f"{name}_axis{axis}")
        file.dimensions[dims[-1]] = length
    variable = file.create_variable(
        name,
        tuple(dims),
        "f4",
        data=values.astype(np.float32),
        compression="gzip",
        compression_opts=COMPRESSION_LEVEL,
        shuffle=True,
    )
    if labels:
        variable.attrs[_LABELS] = json.dumps(labels)


def _read_all(file: Any, draw: str) -> dict[str, np.ndarray]:
    """Variables along one of the two kinds of draw, by name."""
    found = file.variables.items()
    return {name: _read(each) for name, each in found if each.dimensions[:2] == ("chain", draw)}


def _read(variable: Any) -> np.ndarray:
    if variable.dtype != np.float32:
        raise ValueError(f"{variable.name}: dtype {variable.dtype}, dims {variable.dimensions}")
    values = np.asarray(variable[...], dtype=np.float64)
    if not np.isfinite(values).all():
        raise ValueError(f"{variable.name}: not finite")
    return values
