"""Whether the density of each block of the posterior was calibrated by simulation, in a word."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forecast.pipeline.request import Inputs

NOT_RUN, STALE, OUTSIDE, FEW, PASSED = "not run", "stale", "outside", "too few", "passed"


def calibration_rows(
    inputs: Inputs, names: tuple[str, ...], priors_dir: Path
) -> list[dict[str, Any]]:
    """State of calibration of each block.

    Parameters
    ----------
    inputs : Inputs
    names : tuple of str
        Blocks that the run used.
    priors_dir : Path
        Holds the record beside the shipped posterior.

    Returns
    -------
    list of dict
        Keys block, status, replicates, outside (test quantities whose ranks left the band).
    """
    from forecast.posterior.blocks import blocks_named
    from forecast.posterior.calibration.record import calibration_status

    found = calibration_status(inputs.base, inputs.tables, priors_dir, blocks_named(names))
    return [
        {
            "block": name,
            "status": status_of(each),
            "replicates": each["replicates"],
            "outside": list(each["outside"]),
        }
        for name, each in found.items()
    ]


def status_of(found: Mapping[str, Any]) -> str:
    """What a record of calibration says, in a word.

    Parameters
    ----------
    found : mapping
        Of one block, from `calibration_status`.

    Returns
    -------
    str
        "not run"; "stale", where the density has changed since; "outside", where ranks left the
        band or a fit failed; "too few" simulated worlds to say; "passed".

    Examples
    --------
    >>> status_of({"replicates": 0})
    'not run'
    """
    if not found["replicates"]:
        return NOT_RUN
    if not found["is_current"]:
        return STALE
    if not found["is_inside"]:
        return OUTSIDE
    return PASSED if found["is_enough"] else FEW
