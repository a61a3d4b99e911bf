"""Joint draws as Parquet: a column a quantity, its unit in the schema, null for never."""

from __future__ import annotations

import io
from collections.abc import Mapping

import numpy as np

SCHEMA = "forecast.draws/1"
NEVER = "null: not before the horizon, or the question does not arise in this draw"
KEPT_BITS = 14  # of the 23 of a float32; an input is off by less than 1/30000 of itself
WHOLE = ("date_", "gap_", "human_level_date", "copies_at_arrival_")  # columns that keep all bits


def parquet_bytes(draws: Mapping[str, np.ndarray], units: Mapping[str, str]) -> bytes:
    """Draws as the bytes of a Parquet file; the same draws give the same bytes.

    Parameters
    ----------
    draws : mapping of str to array (draw,)
        inf and nan become null.
    units : mapping of str to str
        By column.

    Returns
    -------
    bytes
        float32 columns, compressed.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields, columns = [], []
    for name, values in draws.items():
        stored = values.astype(np.float32) if name.startswith(WHOLE) else shortened(values)
        columns.append(pa.array(stored, mask=~np.isfinite(values)))
        fields.append(pa.field(name, pa.float32(), metadata={"unit": units[name]}))
    schema = pa.schema(fields, metadata={"schema": SCHEMA, "never": NEVER})
    stream = io.BytesIO()
    pq.write_table(
        pa.Table.from_arrays(columns, schema=schema),
        stream,
        compression="zstd",
        compression_level=9,
        use_dictionary=False,
        use_byte_stream_split=True,
        write_statistics=False,
    )
    return stream.getvalue()


def read_parquet(content: bytes) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Columns and units of a file that `parquet_bytes` made; null comes back as nan.

    Parameters
    ----------
    content : bytes

    Returns
    -------
    columns : dict of str to array (draw,)
    units : dict of str to str
    """
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(content))
    columns = {
        name: table.column(name).to_numpy(zero_copy_only=False).astype(float)
        for name in table.column_names
    }
    units = {
        field.name: (field.metadata or {}).get(b"unit", b"").decode() for field in table.schema
    }
    return columns, units


def shortened(values: np.ndarray) -> np.ndarray:
    """Values as float32 with the last bits rounded away, so that they compress.

    Parameters
    ----------
    values : array

    Returns
    -------
    array of float32

    Examples
    --------
    >>> shortened(np.array([1.0, 0.3, np.inf])).tolist()
    [1.0, 0.3000030517578125, inf]
    """
    dropped = 23 - KEPT_BITS
    bits = np.ascontiguousarray(values, dtype=np.float32).view(np.uint32)
    half, mask = np.uint32(1 << (dropped - 1)), np.uint32(0xFFFFFFFF ^ ((1 << dropped) - 1))
    finite = np.isfinite(values)
    return np.where(finite, (bits + half) & mask, bits).astype(np.uint32).view(np.float32)
