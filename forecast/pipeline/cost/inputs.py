"""Cards and evidence that a cost is worked out from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class CostInputs:
    """What `forecast cost` reads: beliefs in force, tables of evidence, and their folder."""

    beliefs: Any
    tables: dict[str, Any]
    priors_dir: Path

    @property
    def links(self) -> Any:
        """Link speeds of accelerators, a table."""
        return self.tables["links"]

    @property
    def usual_link_share(self) -> float:
        """One-way link bandwidth of a chip over its memory bandwidth, median, 1."""
        return float(self.beliefs["link_per_bandwidth"].ppf(0.5))


def load_cost_inputs(
    priors_dir: Path, as_of: datetime.date, vintage: str = "published"
) -> CostInputs:
    """Cards and tables as of a date.

    Parameters
    ----------
    priors_dir : Path
    as_of : date
    vintage : str
        Which date makes a row known, as for `load_table`.

    Returns
    -------
    CostInputs
    """
    from forecast.inputs.cards import load_cards
    from forecast.inputs.evidence import load_evidence
    from forecast.inputs.scenarios import beliefs

    cards = load_cards(priors_dir)
    return CostInputs(beliefs(cards, as_of), load_evidence(priors_dir, as_of, vintage), priors_dir)
