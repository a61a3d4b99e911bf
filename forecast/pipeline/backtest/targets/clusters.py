"""Leading compute clusters: how big the ten largest of their day are when they begin to work."""

from __future__ import annotations

import numpy as np

from forecast.pipeline.backtest.target import Item, Oracle, Tables, Target
from forecast.posterior.likelihoods.clusters import CLUSTERS, DATASET, RANK

SIZE = "h100e"
LEADING = 10  # rank up to which a cluster is a leading one


def items(tables: Tables) -> list[Item]:
    """H100-equivalents of each leading cluster at its first day of work."""
    table = tables[DATASET].where(
        lambda row: (
            row["series"] == CLUSTERS
            and row["observed_on"] is not None
            and row["include_in_standard_analysis"]
            and row["status"] == "existing"
            and bool(row[SIZE])
            and row[RANK] is not None
            and row[RANK] <= LEADING
        )
    )
    return [
        Item(row, float(year), float(np.log(row[SIZE])), "leading clusters")
        for row, year in zip(table.rows, table.years(), strict=True)
    ]


def ours(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """Size of a cluster of its date and rank."""
    del tables
    answers = oracle.predict(DATASET, [item.row for item in items])
    return [None if each is None else np.log(each[SIZE]) for each in answers]


TARGETS = (
    Target(
        "cluster_size",
        "H100-equivalents of a cluster among the ten largest when it began to work, given its rank",
        DATASET,
        "clusters",
        items,
        ours,
        notes=(
            "one edition of December 2025; rows count as known half a year after their date, which "
            "is a judgement",
            "the rank of a cluster is given to us and not used by the baselines",
        ),
    ),
)
