"""Data cards: what a table of evidence holds, and who may say so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from forecast.inputs.toml_files import Place

TYPES = ("text", "number", "bool", "date")
BY_HAND = "informs cards by hand"  # how `use` starts where no likelihood reads the rows


@dataclass(frozen=True)
class Column:
    """One column: its name, type out of `TYPES`, unit, whether each row needs it, meaning."""

    name: str
    type: str
    unit: str
    required: bool
    meaning: str


@dataclass(frozen=True)
class DataSource:
    """Where rows come from, and under which terms."""

    name: str
    licence: str
    attribution: str


@dataclass(frozen=True)
class DataCard:
    """What a table holds; one field for each key of the file.

    Notes
    -----
    `nuisance` holds the priors of the noise parameters of the likelihood that reads the table.
    They are parsed when first asked for, since most readers of a table never do. `groups` says
    who speaks: name of a person or institute to values of the first column of the key.
    `observable_lag_days` makes one late edition usable for earlier dates: a judgement of how long
    after its date a row could be known.
    """

    dataset: str
    title: str
    row: str
    key: tuple[str, ...]
    informs: str
    use: str
    coverage: str
    retrieved_on: datetime.date
    n_rows: int
    sha256: str
    sources: tuple[DataSource, ...]
    columns: tuple[Column, ...]
    path: Path
    excluded: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    fits_secondary: str | None = None
    observable_lag_days: int | None = None
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    nuisance_tables: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    place: Place = field(default_factory=Place, repr=False, compare=False)

    @cached_property
    def nuisance(self) -> dict[str, Any]:
        """Priors of the likelihood's own parameters: name to Distribution."""
        from forecast.inputs.noise_priors import noise_priors

        return noise_priors(self.nuisance_tables, self.place)

    @cached_property
    def intervals(self) -> tuple[tuple[str, str], ...]:
        """Pairs of columns that are the two ends of an interval, such as low and high."""
        pairs = (
            (name, re.sub(r"(?<![a-z])low(?![a-z])", "high", name)) for name in self.column_names
        )
        return tuple(
            (low, high) for low, high in pairs if low != high and high in self.column_names
        )

    @property
    def is_by_hand(self) -> bool:
        """Whether the rows only inform cards that people write, and enter no likelihood."""
        return self.use.startswith(BY_HAND)

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns in the order of the card."""
        return tuple(column.name for column in self.columns)
