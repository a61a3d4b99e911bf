"""JSON that is refused where the standard library would guess."""

from __future__ import annotations

import json
import math
from typing import Any

from forecast.errors import InputError


def read_json(data: bytes, where: str) -> Any:
    """The value of a JSON text.

    Parameters
    ----------
    data : bytes
        UTF-8.
    where : str
        The source, for messages.

    Returns
    -------
    object

    Raises
    ------
    InputError
        If it is not JSON, nests too deeply, holds NaN, infinity or one key twice.
    """

    def refuse(text: str) -> float:
        raise ValueError(f"the number {text[:40]}")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) != len(pairs):
            keys = [key for key, _ in pairs]
            raise ValueError(f"the key {next(k for k in keys if keys.count(k) > 1)[:80]!r} twice")
        return table

    def finite(text: str) -> float:
        number = float(text)
        return number if math.isfinite(number) else refuse(text)

    try:
        return json.loads(data, parse_constant=refuse, parse_float=finite, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise InputError(
            "not JSON that can be used",
            file=where,
            found=str(error)[:200] or type(error).__name__,
            accepted="plain JSON: each key once, finite numbers",
        ) from None
