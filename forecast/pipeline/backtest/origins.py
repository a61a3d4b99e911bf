"""What was known and believed at an origin, and what came later."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from forecast.errors import OutputError
from forecast.inputs.card_files import Card
from forecast.inputs.entries import Entry
from forecast.inputs.evidence import VINTAGES, known_on, known_since
from forecast.inputs.scenarios import Beliefs
from forecast.inputs.table import Row, Table

PUBLISHED, OBSERVABLE = VINTAGES
RULERS = ("economy",)  # price index: turns nominal into constant money, a change of unit


@dataclass(frozen=True)
class Origin:
    """A past day, with the cards and rows of that day.

    Parameters
    ----------
    day : date
    tables : dict of str to Table
        Rows known by then; the price index in full, since constant money is a unit.
    vintages : dict of str to str
        By table: "published", or "observable" for a retrospective edition.
    beliefs : Beliefs
        Entries in force; before a card's first, its `origin` entry, or else the first itself.
    hindsight : frozenset of str
        Quantities whose entry was written later than the day.
    """

    day: datetime.date
    tables: dict[str, Table]
    vintages: dict[str, str]
    beliefs: Beliefs
    hindsight: frozenset[str]


def origin_of(
    day: datetime.date,
    cards: Mapping[str, Card],
    tables: Mapping[str, Table],
    vintage: str | None = None,
) -> Origin:
    """Everything known and believed on a day.

    Parameters
    ----------
    day : date
    cards : mapping of str to Card
        All cards, with entries of all dates.
    tables : mapping of str to Table
        All rows.
    vintage : str, optional
        For all tables; left out, "observable" where a table is retrospective, else "published".

    Returns
    -------
    Origin

    Raises
    ------
    OutputError
        When a row that was not known yet is among those to be fitted: a leak.
    """
    vintages = {name: vintage or _vintage(table) for name, table in tables.items()}
    known = {
        name: table if name in RULERS else known_on(table, day, vintages[name])
        for name, table in tables.items()
    }
    entries = {name: _entry(card, day) for name, card in cards.items()}
    late = {name for name, entry in entries.items() if entry.is_origin or entry.as_of > day}
    origin = Origin(day, known, vintages, Beliefs(cards, entries), frozenset(late))
    for table in known.values():
        refuse_leak(table, origin)
    return origin


def blinded(origin: Origin, dataset: str, columns: tuple[str, ...]) -> Origin:
    """An origin at which some columns of a table were empty."""
    if not columns:
        return origin
    table = origin.tables[dataset]
    rows = tuple(row | dict.fromkeys(columns) for row in table.rows)
    return replace(origin, tables=origin.tables | {dataset: replace(table, rows=rows)})


def is_retrospective(table: Table) -> bool:
    """Whether a table is one late edition that says when each value was observable."""
    card = table.card
    return "observable_on" in card.column_names or card.observable_lag_days is not None


def later_rows(dataset: str, rows: list[Row], origin: Origin) -> list[Row]:
    """Rows that refer to a time after the origin and became known after it.

    Parameters
    ----------
    dataset : str
        Whose rows.
    rows : list of Row
        Rows of the full table.
    origin : Origin

    Returns
    -------
    list of Row
        In the order given; revisions of what was known, projections and plans are left out.
    """
    table = origin.tables[dataset]
    known = {_key(row, table) for row in table.rows}
    return [
        row
        for row in rows
        if _refers_to(row) > origin.day
        and known_since(row, table.card, origin.vintages[dataset]) > origin.day
        and not row.get("is_projection")
        and _key(row, table) not in known
    ]


def refuse_leak(table: Table, origin: Origin) -> None:
    """Raise OutputError when a row that was fitted was not known on the day of the forecast."""
    vintage = origin.vintages[table.name]
    for row in table.rows:
        if table.name not in RULERS and known_since(row, table.card, vintage) > origin.day:
            raise OutputError(
                f"a leak: {table.name} as of {origin.day} holds {_key(row, table)}, "
                f"known since {known_since(row, table.card, vintage)}"
            )


def _refers_to(row: Row) -> datetime.date:
    return row.get("observed_on") or row["published_on"]


def _key(row: Row, table: Table) -> tuple[Any, ...]:
    return tuple(row[name] for name in table.card.key)


def _vintage(table: Table) -> str:
    return OBSERVABLE if is_retrospective(table) else PUBLISHED


def _entry(card: Card, day: datetime.date) -> Entry:
    """The entry in force, or the card's first where it begins later."""
    in_force = (entry for entry in card.entries if entry.as_of <= day)
    return next(in_force, card.entries[-1])


def load_all(priors_dir: Path) -> tuple[dict[str, Card], dict[str, Table]]:
    """All cards with entries of all dates, and all rows."""
    from forecast.inputs.cards import load_cards
    from forecast.inputs.evidence import load_evidence

    return load_cards(priors_dir), load_evidence(priors_dir)
