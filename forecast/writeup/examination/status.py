"""What is known about the calibration of each block, as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forecast.writeup.section import Section, Table, section_text

HEADERS = ("block", "worlds", "ranks", "of today's density")
NOTE = (
    "Truths drawn from the prior, data from the truths, each world fitted: ranks of the truths "
    "among the draws are uniform where density and sampler are right."
)


def status_section(status: Mapping[str, Mapping[str, Any]]) -> Section:
    """Calibration by block.

    Parameters
    ----------
    status : mapping of str to mapping
        From `calibration_status`.

    Returns
    -------
    Section
    """
    rows = tuple(
        (name, f"{each['replicates']:,}", _verdict(each), "yes" if each["is_current"] else "no")
        for name, each in status.items()
    )
    return Section(
        "calibration",
        "Calibration by simulation",
        table=Table(HEADERS, rows, left_columns=1),
        notes=(NOTE,),
    )


def status_text(status: Mapping[str, Mapping[str, Any]], width: int) -> str:
    """Calibration by block, as plain text."""
    return section_text(status_section(status), width)


def _verdict(each: Mapping[str, Any]) -> str:
    if not each["replicates"]:
        return "not run"
    return "inside the band" if each["is_inside"] else f"OUTSIDE: {', '.join(each['outside'])}"
