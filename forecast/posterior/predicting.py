"""What the predictive files share: what they are given, what they return, and group effects."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from forecast.inputs.aliases import Aliases, load_aliases
from forecast.inputs.deflator import to_2025_usd
from forecast.inputs.table import Row, Table
from forecast.posterior.chips import Chips

CHIPS, ECONOMY = "accelerators", "economy"
# Of names that people shorten.
MAKERS = ("", "NVIDIA ", "NVIDIA GeForce ", "NVIDIA Tesla ", "AMD Instinct ", "Google ", "Amazon ")

Draws = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Predicted:
    """The posterior predictive of one quantity of one row.

    Parameters
    ----------
    quantity, unit : str
        What it is.
    observed : float or None
        What the row says, in the same unit.
    draws : array (draw,)
        What a new observation may be: row noise and effects of groups not seen are in it.
    """

    quantity: str
    unit: str
    observed: float | None
    draws: np.ndarray


Outcome = Predicted | tuple[Predicted, ...] | str  # of a row; text is why there is none


@dataclass(frozen=True)
class Context:
    """What stands beside the rows and the draws.

    Parameters
    ----------
    tables : mapping of str to Table
        Evidence as of the date: what the posterior was fitted to.
    beliefs : Beliefs
        Cards in force, scenario applied.
    priors_dir : Path
    as_of : date
    labels : mapping of str to tuple of str
        What the items of a vector of draws are, such as the providers that have an effect.
    """

    tables: Mapping[str, Any]
    beliefs: Any
    priors_dir: Path
    as_of: datetime.date
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def aliases(self) -> Aliases:
        """Accelerators by any name they are known under."""
        return load_aliases(self.priors_dir, self.tables[CHIPS])

    @cached_property
    def chips(self) -> Chips:
        """Accelerators with the release of their silicon."""
        return Chips(self.tables[CHIPS])

    def chip(self, name: Any) -> Row | None:
        """An accelerator by name, also one without its maker; None where no table holds it."""
        found = (self.chips.find(f"{maker}{name or ''}") for maker in MAKERS)
        return next(filter(None, found), None)

    def as_table(self, dataset: str, rows: Sequence[Mapping[str, Any]]) -> Table:
        """Rows of a user as a table of evidence."""
        return replace(self.tables[dataset], rows=tuple(dict(row) for row in rows))

    def nominal_usd(self, year: float) -> float:
        """USD of a year for one USD of 2025; as in the last known year after it."""
        return float(1.0 / to_2025_usd(1.0, year, self.tables[ECONOMY]))


def unknown_chip(name: Any, context: Context) -> str:
    """Reason for a row whose accelerator the table does not hold, with the nearest name."""
    near = context.aliases.nearest(str(name or ""))
    hint = f"; did you mean {near!r}?" if near else ""
    return f"no such accelerator: {name!r}{hint}"


def group_effects(
    name: str,
    scatter: np.ndarray,
    groups: Sequence[str],
    draws: Draws,
    context: Context,
    rng: np.random.Generator,
) -> list[np.ndarray]:
    """Effect of each row's group: as learned, or drawn where the group was not seen.

    Parameters
    ----------
    name : str
        Standard scores of the groups among the draws, an array (draw, ..., group).
    scatter : array (draw, ...), log
        Spread between groups.
    groups : list of str
        Group of each row; rows of one unseen group share what is drawn for it.
    draws, context, rng
        As given to `predict`.

    Returns
    -------
    list of array (draw, ...), log
    """
    labels = context.labels.get(name, ())
    scores = {label: draws[name][..., item] for item, label in enumerate(labels)}
    for group in dict.fromkeys(groups):
        scores.setdefault(group, rng.standard_normal(scatter.shape))
    return [scatter * scores[group] for group in groups]


def student(degrees: np.ndarray, scale: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Noise of one new row, Student t, array (draw, ...), in the unit of its scale."""
    return scale * rng.standard_t(degrees)
