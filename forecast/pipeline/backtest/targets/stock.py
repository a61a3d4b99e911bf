"""Accelerators sold, by designer: the cumulative count and the quarters it is made of."""

from __future__ import annotations

import numpy as np

from forecast.pipeline.backtest.target import Item, Oracle, Tables, Target
from forecast.posterior.likelihoods import compute_stock

DATASET = "compute_stock"
NOT_YET = (
    "nothing can be said at the start of 2023: the fit takes shipments from 2023 on, since growth "
    "rose through 2022 and its trend can only slow"
)
EDITION = "a retrospective edition: rows count as known 60 days after their quarter ended"


def items(tables: Tables) -> list[Item]:
    """H100-equivalents sold by a designer since its count began; a series is a designer."""
    table = compute_stock.select(tables[DATASET], tables)
    return [
        Item(row, float(year), float(np.log(row["value"])), row["scope"])
        for row, year in zip(table.rows, table.years(), strict=True)
    ]


def ours(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """The count predicted for each designer and quarter."""
    del tables
    answers = oracle.predict(DATASET, [item.row for item in items])
    return [None if each is None else np.log(each["cumulative_h100e"]) for each in answers]


TARGETS = (
    Target(
        "stock",
        "H100-equivalents sold by a designer since its count began",
        DATASET,
        "stock",
        items,
        ours,
        only_seen_series=True,
        notes=(EDITION, NOT_YET),
    ),
)
