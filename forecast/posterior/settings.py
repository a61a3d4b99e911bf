"""How formulas are compiled for the sampler; imported with the package, before PyTensor is.

PyTensor compiles with "fast" arithmetic unless told otherwise: the compiler may then assume
that no value is NaN or infinite, and a check for either may be dropped. Draws of a density
that overflows would look like any other draw, so exact arithmetic is asked for. PyTensor reads
the setting when it compiles and keeps compiled code of both kinds apart in its cache, so the
cache (by default `~/.pytensor`) stays usable.
"""

from __future__ import annotations

import os
import sys

SETTING, WANTED = "numba__fastmath", False


def ask_for_exact_arithmetic() -> None:
    """Switch fast arithmetic off here and in processes started from here."""
    others = [
        flag
        for flag in os.environ.get("PYTENSOR_FLAGS", "").split(",")
        if flag and flag.partition("=")[0].strip() != SETTING
    ]
    os.environ["PYTENSOR_FLAGS"] = ",".join([*others, f"{SETTING}={WANTED}"])
    if "pytensor" in sys.modules:  # imported before us: it no longer looks at the environment
        setattr(sys.modules["pytensor"].config, SETTING, WANTED)


ask_for_exact_arithmetic()
