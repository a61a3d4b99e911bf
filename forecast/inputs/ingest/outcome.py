"""Rows of a feed on their way into a data set, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from forecast.errors import InputError
from forecast.inputs.data_card import DataCard
from forecast.inputs.ingest.merge import Plan
from forecast.inputs.ingest.rows import FeedRows


@dataclass(frozen=True)
class Fed:
    """Rows of one feed on their way into a data set.

    Parameters
    ----------
    feed : str
        Its name.
    dataset : str
    where : str
        The source, for messages.
    rows : FeedRows
    """

    feed: str
    dataset: str
    where: str
    rows: FeedRows


@dataclass(frozen=True)
class Outcome:
    """What ingesting did, or would do.

    Parameters
    ----------
    dataset : str
    feed : FeedRows
        What was read.
    plan : Plan
        New, changed and conflicting rows.
    problems : tuple of InputError
        Rows that the reader of evidence refuses; nothing is written while there are any.
    written : bool
        Whether files changed.
    n_rows : int
        Rows of the data set now.
    sha256 : str
        Of its data.csv now.
    card : DataCard
        Of the data set before.
    """

    dataset: str
    feed: FeedRows
    plan: Plan
    problems: tuple[InputError, ...]
    written: bool
    n_rows: int
    sha256: str
    card: DataCard

    @property
    def ok(self) -> bool:
        """Whether nothing stands in the way of writing."""
        return not self.problems and not self.plan.conflicts
