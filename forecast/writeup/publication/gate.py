"""May these numbers be published? Diagnostics of the posterior and the Monte Carlo error."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.errors import GateRefused
from forecast.writeup.numbers import PROBABILITY, number_rows
from forecast.writeup.publication.material import Material

MOST_MCSE = 0.005  # Monte Carlo error of a published chance
BOUNDS = (  # diagnostic, whether it holds, what is accepted: guides of the posterior's own gate
    ("chains", lambda x: x >= 4, ">= 4"),
    ("max_rhat", lambda x: x < 1.01, "< 1.01"),
    ("min_ess", lambda x: x >= 400, ">= 400"),
    ("divergences", lambda x: x == 0, "0"),
    ("min_bfmi", lambda x: x >= 0.3, ">= 0.3"),
    ("tree_depth_share", lambda x: x < 0.01, "< 0.01"),
)
SHOWN = 12  # offenders in a message


@dataclass(frozen=True)
class Offence:
    """One bound that does not hold.

    Parameters
    ----------
    what : str
        The bound.
    name : str
        What it failed for.
    found : float or str
    accepted : str
    """

    what: str
    name: str
    found: float | str
    accepted: str


def offences(material: Material) -> list[Offence]:
    """Every bound that does not hold, the worst first within a bound.

    Parameters
    ----------
    material : Material

    Returns
    -------
    list of Offence
        Empty when the numbers may be published.
    """
    return [
        *posterior_offences(material.diagnostics),
        *calibration_offences(material.calibration),
        *monte_carlo_offences(material.document),
        *array_offences(material.draws),
    ]


def posterior_offences(diagnostics: Iterable[Mapping[str, Any]]) -> Iterator[Offence]:
    """Yield blocks of the posterior with a diagnostic outside its bound, or without one."""
    for block in diagnostics:
        for name, holds, accepted in BOUNDS:
            value = block.get(name, math.nan)
            if not holds(value):
                yield Offence(name, block["block"], value, accepted)
        if block.get("gate_passed") is not True:
            yield Offence("gate", block["block"], "refused", "passed")


def calibration_offences(calibration: Iterable[Mapping[str, Any]]) -> Iterator[Offence]:
    """Yield blocks whose density has changed since it was calibrated.

    One that was never calibrated, or whose ranks left the band, is no offence: the publication
    says so instead.
    """
    for block in calibration:
        if block["status"] == "stale":
            yield Offence("calibration", block["block"], "stale", "run again")


def monte_carlo_offences(document: Mapping[str, Any]) -> list[Offence]:
    """Published chances whose Monte Carlo error is too large, the worst first.

    A share of some draws counts as what it is of all draws.
    """
    large = [
        (row["mcse"], row)
        for row in number_rows(document)  # type: ignore[arg-type]
        if row.get("kind") == PROBABILITY and not row["mcse"] * row["given"] <= MOST_MCSE
    ]
    return [
        Offence("Monte Carlo error", _named(row), error, f"<= {MOST_MCSE:g}")
        for error, row in sorted(large, key=lambda pair: -pair[0])
    ]


def array_offences(draws: Mapping[str, np.ndarray]) -> Iterator[Offence]:
    """Yield columns of the joint draws that hold what is no outcome.

    inf stands for never in dates and gaps; nan for "no arrival" in copies at arrival.
    """
    arrives = np.isfinite(draws["human_level_date"])
    for name, values in draws.items():
        dated = name.startswith(("date_", "gap_"))
        bad = np.isnan(values) if dated else ~np.isfinite(values)
        if name.startswith("copies_at_arrival_"):
            bad = np.isinf(values) | (np.isnan(values) & arrives & ~_late(draws))
        if bad.any():
            yield Offence("NaN or infinite", name, float(bad.sum()), "0")


def refuse(found: list[Offence]) -> None:
    """Raise GateRefused with a table of the worst offenders, where there are any.

    Parameters
    ----------
    found : list of Offence

    Raises
    ------
    GateRefused
    """
    if found:
        raise GateRefused(f"not published: the gate refused it\n{offence_table(found)}")


def offence_table(found: list[Offence], n_rows: int = SHOWN) -> str:
    """The worst offenders as plain text, one line each."""
    lines = [f"{'bound':<18} {'found':>12}  {'accepted':<9}  for"]
    for each in found[:n_rows]:
        shown = f"{each.found:.5g}" if isinstance(each.found, float) else str(each.found)
        lines.append(f"{each.what:<18} {shown:>12}  {each.accepted:<9}  {each.name}")
    more = len(found) - n_rows
    return "\n".join([*lines, f"... and {more} more"] if more > 0 else lines)


def _late(draws: Mapping[str, np.ndarray]) -> np.ndarray:
    from forecast.writeup.answers import HORIZON_YEAR

    return draws["human_level_date"] >= HORIZON_YEAR + 1


def _named(row: Mapping[str, Any]) -> str:
    keys = ("question", "n", "theta", "year", "reading", "test", "at", "name", "statistic")
    return " ".join(f"{key}={row[key]}" for key in keys if row.get(key) is not None)
