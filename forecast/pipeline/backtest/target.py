"""What a target of the backtest is: which rows speak of it, their value, and our own answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.inputs.table import Row, Table, decimal_year
from forecast.pipeline.backtest.origins import Origin, later_rows
from forecast.track_record.backtest import Question
from forecast.track_record.baselines import Points

Tables = Mapping[str, Table]
Draws = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Oracle:
    """Our forecast as of an origin, ready to be asked.

    Parameters
    ----------
    draws : dict of str to array (draw, ...)
        Refitted block: quantities, noise and effects by name.
    predict : callable
        Given (dataset, rows): for each row what is predicted, draws by quantity, or None.
    rng : numpy.random.Generator
        For the noise of what comes.
    tables : mapping of str to Table
        Rows known at the origin: what was fitted.
    """

    draws: Draws
    predict: Callable[[str, Sequence[Row]], list[dict[str, np.ndarray] | None]]
    rng: np.random.Generator
    tables: Tables


@dataclass(frozen=True)
class Item:
    """One value of a target.

    Parameters
    ----------
    row : dict
        The row it stands in.
    year : float, year
        Date it refers to.
    log_value : float
        Natural log of the value.
    series : str
        What it is of: items of one series may be compared with each other.
    """

    row: Row
    year: float
    log_value: float
    series: str


@dataclass(frozen=True)
class Target:
    """Something that is forecast and later known.

    Parameters
    ----------
    name : str
    meaning : str
        What it is, with its unit.
    dataset : str
        Table its rows stand in.
    block : str
        Block whose draws our answer needs.
    items : callable
        Items among tables, by content alone.
    ours : callable
        Our draws of the natural log for items, given the tables (in full: chips are described by
        their specifications) and the oracle; None for an item that we decline.
    only_seen_series : bool
        Whether a series that nobody knew at the origin is left out.
    notes : tuple of str
        What a reader of the scores must know.
    blind : tuple of str
        Columns of the table that are emptied before the fit, where they were not known in time.
    leaks : bool
        Whether it rests on what was not known in time: shown, and left out of the averages.
    """

    name: str
    meaning: str
    dataset: str
    block: str
    items: Callable[[Tables], list[Item]]
    ours: Callable[[list[Item], Tables, Oracle], list[np.ndarray | None]]
    only_seen_series: bool = False
    notes: tuple[str, ...] = ()
    blind: tuple[str, ...] = ()
    leaks: bool = False


def question_of(
    target: Target, origin: Origin, tables: Tables
) -> tuple[Question, list[Item]] | None:
    """A target at an origin: what was known, and the items that came later.

    Parameters
    ----------
    target : Target
    origin : Origin
    tables : mapping of str to Table
        All rows.

    Returns
    -------
    tuple of Question and list of Item, or None
        None where nothing was known or nothing came.
    """
    known, start = target.items(origin.tables), decimal_year(origin.day)
    possible = [item for item in target.items(tables) if item.year > start]
    allowed = later_rows(target.dataset, [item.row for item in possible], origin)
    ids = {id(row) for row in allowed}
    seen = {item.series for item in known}
    cases = [
        item
        for item in possible
        if id(item.row) in ids and (item.series in seen or not target.only_seen_series)
    ]
    if not known or not cases:
        return None
    vintage = origin.vintages[target.dataset]
    return Question(target.name, origin.day, vintage, points(known), points(cases)), cases


def points(items: Sequence[Item]) -> Points:
    """Items as dated values."""
    return Points(
        np.array([item.year for item in items]),
        np.array([item.log_value for item in items]),
        tuple(item.series for item in items),
    )


def by_quantity(outcome: Any) -> dict[str, np.ndarray] | None:
    """What is predicted of a row, draws by quantity; None where nothing is."""
    if isinstance(outcome, str):
        return None
    several = outcome if isinstance(outcome, tuple) else (outcome,)
    return {each.quantity: each.draws for each in several}
