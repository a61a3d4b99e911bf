"""Tokens a day that companies state."""

from __future__ import annotations

import numpy as np

from forecast.pipeline.backtest.target import Item, Oracle, Tables, Target
from forecast.posterior.likelihoods.token_volume import DATASET, select, series


def items(tables: Tables) -> list[Item]:
    """Tokens a day of each statement; a series is a company and what it counts."""
    table = select(tables[DATASET], tables)
    return [
        Item(row, float(year), float(np.log(row["value"])), series(row["entity"]))
        for row, year in zip(table.rows, table.years(), strict=True)
    ]


def ours(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """The level of each series at its date."""
    del tables
    answers = oracle.predict(DATASET, [item.row for item in items])
    return [
        None if each is None else np.log(each[item.row["quantity"]])
        for item, each in zip(items, answers, strict=True)
    ]


TARGETS = (
    Target(
        "token_volume",
        "tokens a day that a company states, of series known at the origin",
        DATASET,
        "tokens",
        items,
        ours,
        only_seen_series=True,
        notes=("statements by companies, not measurements",),
    ),
)
