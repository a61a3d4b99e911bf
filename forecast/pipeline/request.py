"""What a run is asked, what it reads, and what it returns."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forecast.constants import EARLIEST_START_YEAR
from forecast.errors import InputError, UsageError
from forecast.inputs.table import decimal_year

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Request:
    """What is asked of a run.

    Parameters
    ----------
    as_of : date
        Cards and rows published later are not seen; the first date that can come out.
    scenario : str or None
        Named set of overrides in `priors/scenarios/`.
    sets : tuple of str
        "NAME=VALUE" or "NAME=~family(...)", applied after the scenario.
    draws : int
        Forward draws.
    seed : int
    priors_dir : Path
        Folder of cards, evidence, scenarios and the shipped posterior.
    vintage : str
        "published": rows published by the date are seen. "observable": for retrospective tables,
        rows whose figures were public by then, whenever the table was made.
    """

    as_of: datetime.date
    scenario: str | None
    sets: tuple[str, ...]
    draws: int
    seed: int
    priors_dir: Path
    vintage: str = "published"

    def start_year(self) -> float:
        """The date of the request as a decimal year."""
        return decimal_year(self.as_of)


@dataclass(frozen=True)
class Inputs:
    """Beliefs and observations as of a date: validated, nothing sampled yet.

    Parameters
    ----------
    cards, tables : dict
        All cards, and the tables with what was published by the date.
    base : Beliefs
        Cards as of the date: the priors of the fit.
    beliefs : Beliefs
        The same after the scenario and `--set`.
    """

    cards: dict[str, Any]
    tables: dict[str, Any]
    base: Any
    beliefs: Any


@dataclass(frozen=True)
class Forecast:
    """A finished run.

    Parameters
    ----------
    request : Request
    document : dict
        The answers and where they came from, in the shape of `forecast.run/1`.
    provenance : list of dict
        By block of the posterior: whether it was shipped, cached or fitted. Not in the document:
        one seed and one posterior give the same bytes wherever the posterior lay.
    inputs : Inputs
        What was read.
    simulated : Simulated
        Counts over all draws, and the draws kept whole.
    blocks : mapping of str to StoredBlock
        The posterior, block by block.
    """

    request: Request
    document: dict[str, Any] = field(repr=False)
    provenance: list[dict[str, Any]] = field(repr=False)
    inputs: Any = field(default=None, repr=False)
    simulated: Any = field(default=None, repr=False)
    blocks: Mapping[str, Any] = field(default_factory=dict, repr=False)


def check_request(request: Request) -> None:
    """Refuse what cannot be run.

    Raises
    ------
    UsageError
        For fewer than one draw.
    InputError
        For a date the kernel cannot start from.
    """
    if request.draws < 1:
        raise UsageError(f"--draws must be at least 1; found {request.draws}")
    if not EARLIEST_START_YEAR <= request.start_year() < 2100:
        raise InputError(
            "a run cannot start at this date",
            field="--as-of",
            found=request.as_of.isoformat(),
            accepted=f"a date from {EARLIEST_START_YEAR}-01-01 to 2099-12-31",
        )
