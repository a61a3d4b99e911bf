"""What a feed hands on: rows in the columns of a data set, and what it left out."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecast.errors import InputError
from forecast.inputs.data_card import DataCard, DataSource

if TYPE_CHECKING:
    from forecast.inputs.ingest.source import Source

Cells = dict[str, Any]  # column name to float, str, bool, date or None


@dataclass(frozen=True)
class Edition:
    """When the copy that is read was published and read.

    Parameters
    ----------
    read_on : date
        Today, UTC.
    published_on : date or None
        What the user says of the copy; None is not known.
    """

    read_on: datetime.date
    published_on: datetime.date | None = None

    @property
    def known_on(self) -> datetime.date:
        """When a forecaster could have known what it says: no later than this."""
        return self.published_on or self.read_on

    @property
    def basis(self) -> str:
        """How sure that is, in the words of `published_on_basis`."""
        return "table_vintage" if self.published_on else "retrieval_date"

    def cells(self) -> Cells:
        """The two cells of a row that say so."""
        return {"published_on": self.known_on, "published_on_basis": self.basis}


@dataclass(frozen=True)
class Reading:
    """What a feed is asked to read.

    Parameters
    ----------
    source : Source or None
        A file or an address; None where the feed has an installed package to read.
    card : DataCard
        Of the data set whose rows are wanted.
    edition : Edition
        When the copy was published and read.
    mapping : Path or None
        Which column is which, for feeds that cannot know.
    """

    source: Source | None
    card: DataCard
    edition: Edition
    mapping: Path | None = None


@dataclass(frozen=True)
class FeedRow:
    """One row in the columns of the data set; a column that is not named is not known.

    Parameters
    ----------
    line : int or None
        Line of the source, where it has lines.
    cells : dict
        Column to value.
    """

    line: int | None
    cells: Cells


@dataclass
class FeedRows:
    """All that a feed reads.

    Parameters
    ----------
    title : str
        The source, with its version.
    source : DataSource
        Whom the card of the data set must name.
    rows : list of FeedRow
    left_out : Counter
        How many rows of the source were not taken, by reason.
    problems : list of InputError
        Rows that should have been taken and could not be read.
    """

    title: str
    source: DataSource
    rows: list[FeedRow] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[InputError] = field(default_factory=list)
