"""Compiling: the formulas of the stages, unchanged, and the code that composes them."""

from __future__ import annotations

import hashlib
import inspect
import os
from pathlib import Path
from types import ModuleType

import numba
from numba.extending import register_jitable
from platformdirs import user_cache_dir

from forecast import constants, trends
from forecast.serving import (
    architecture,
    batch,
    chip_hour,
    context,
    copy_hour,
    efficiency,
    exchange,
    flop_share,
    placement,
    step_time,
    tokens,
    waiting,
)
from forecast.supply import copies, power, stock
from forecast.timeline import first_date
from forecast.timeline.criteria import arrival, bill, hardware, wage

FORMULA_MODULES = (
    trends, architecture, context, tokens, efficiency, exchange, step_time, waiting, flop_share,
    batch, placement, chip_hour, copy_hour, stock, power, copies, first_date, arrival, wage, bill,
    hardware,
)  # fmt: skip


def register(modules: tuple[ModuleType, ...]) -> None:
    """Let compiled code call the plain functions that these modules define.

    Parameters
    ----------
    modules : tuple of module
    """
    for module in modules:
        for formula in vars(module).values():
            if inspect.isfunction(formula) and formula.__module__ == module.__name__:
                register_jitable(formula)


def source_hash() -> str:
    """Hash of everything that ends up in the machine code.

    Returns
    -------
    str
        Hexadecimal. The compiler's own cache looks at one file only and would keep machine code
        made from an older formula of another file.
    """
    files = [Path(str(module.__file__)) for module in (constants, *FORMULA_MODULES)]
    files += sorted(Path(__file__).parent.glob("*.py"))
    text = b"".join(path.read_bytes() for path in files)
    return hashlib.sha256(text + numba.__version__.encode()).hexdigest()


def cache_folder() -> Path:
    """Folder of the machine code of this version of the formulas.

    Returns
    -------
    Path
    """
    base = os.environ.get("FORECAST_CACHE_DIR") or user_cache_dir("billion-copies")
    return Path(base) / "kernel" / source_hash()[:16]


register(FORMULA_MODULES)
numba.config.CACHE_DIR = str(cache_folder())  # type: ignore[attr-defined]
compiled = numba.njit(cache=True, nogil=True, error_model="numpy")
