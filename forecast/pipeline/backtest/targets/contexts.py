"""Context windows of released models: the median of each half-year, and the longest so far."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from forecast.inputs.table import Row
from forecast.pipeline.backtest.target import Item, Oracle, Tables, Target
from forecast.posterior.effects import groups
from forecast.posterior.likelihoods.context_windows import DATASET, developer, select
from forecast.posterior.predictive.context_windows import log_windows as log_windows_of

HALF = 0.5  # year
LEAST_MODELS = 3  # a median of fewer is one model
WINDOW = "max_context_tokens"
GIVEN = "how many models come out, by whom and when, is given"


def halves(tables: Tables) -> dict[float, list[tuple[Row, float]]]:
    """Rows with their years by half-year of release, in order; digests are left out."""
    table = tables[DATASET].where(lambda row: row["verification"] != "secondary")
    found: dict[float, list[tuple[Row, float]]] = {}
    for row, year in sorted(zip(table.rows, table.years(), strict=True), key=lambda each: each[1]):
        found.setdefault(float(np.floor(year / HALF) * HALF), []).append((row, float(year)))
    return found


def median_items(tables: Tables) -> list[Item]:
    """Median window of the models of each half-year, tokens, dated to its middle."""
    return [
        Item(rows[0][0], start + HALF / 2, float(np.median(log_windows(rows))), "median")
        for start, rows in halves(tables).items()
        if len(rows) >= LEAST_MODELS
    ]


def longest_items(tables: Tables) -> list[Item]:
    """Longest window released by the end of each half-year, tokens."""
    by_half = halves(tables)
    longest = np.maximum.accumulate([log_windows(rows).max() for rows in by_half.values()] or [0.0])
    return [
        Item(rows[0][0], start + HALF, float(value), "longest")
        for (start, rows), value in zip(by_half.items(), longest, strict=False)
    ]


def log_windows(rows: list[tuple[Row, float]]) -> np.ndarray:
    """Natural logs of the windows of rows."""
    return np.log([row[WINDOW] for row, _ in rows])


def ours_median(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """Median of models drawn as the fit sees them, as many as came."""
    by_half = drawn_by_half({item.year - HALF / 2 for item in items}, tables, oracle)
    return [np.median(by_half[item.year - HALF / 2], axis=0) for item in items]


def ours_longest(items: list[Item], tables: Tables, oracle: Oracle) -> list[np.ndarray | None]:
    """The longest window known at the origin, or of the models drawn since."""
    known = max(item.log_value for item in longest_items(oracle.tables))
    first = min(item.year for item in items) - HALF
    by_half = drawn_by_half({start for start in halves(tables) if start >= first}, tables, oracle)
    longest = np.maximum.accumulate([by_half[start].max(axis=0) for start in sorted(by_half)])
    found = dict(zip(sorted(by_half), np.maximum(longest, known), strict=True))
    return [found[item.year - HALF] for item in items]


def drawn_by_half(
    starts: Iterable[float], tables: Tables, oracle: Oracle
) -> dict[float, np.ndarray]:
    """Natural logs of windows that the models of half-years may have, which share one future.

    Returns
    -------
    dict of float to array (row, draw)
        By the start of the half-year.
    """
    by_half, effects = halves(tables), effects_of(map(developer, tables[DATASET].rows), oracle)
    chosen = sorted(starts)
    windows = drawn([row for start in chosen for row in by_half[start]], effects, oracle)
    ends = np.cumsum([len(by_half[start]) for start in chosen])[:-1]
    return dict(zip(chosen, np.split(windows, ends), strict=True))


def drawn(
    rows: list[tuple[Row, float]], effects: dict[str, np.ndarray], oracle: Oracle
) -> np.ndarray:
    """Natural logs of windows that models of these developers and dates may have.

    Returns
    -------
    array (row, draw)
    """
    return np.stack(
        log_windows_of(
            [year for _, year in rows],
            [effects[developer(row)] for row, _ in rows],
            oracle.draws,
            select(oracle.tables[DATASET], oracle.tables),
            oracle.rng,
        )
    )


def effects_of(developers: Iterable[str], oracle: Oracle) -> dict[str, np.ndarray]:
    """Effect of every developer: as learned by the origin, or drawn afresh."""
    fitted = select(oracle.tables[DATASET], oracle.tables)
    spread = oracle.draws["context_developer_spread"]
    scores = oracle.draws.get(SCORE, np.empty((len(spread), 0)))  # not kept: nobody is known
    seen, _ = groups([developer(row) for row in fitted.rows])
    known = dict(zip(seen, scores.T, strict=False))
    return {
        name: spread * known.get(name, oracle.rng.standard_normal(len(spread)))
        for name in sorted(set(developers))
    }


SCORE = "context_developer_score"
TARGETS = (
    Target(
        "context_median",
        "median window of the models released in each half-year, tokens",
        DATASET,
        "context",
        median_items,
        ours_median,
        notes=(GIVEN,),
    ),
    Target(
        "context_frontier",
        "longest window released by the end of each half-year, tokens",
        DATASET,
        "context",
        longest_items,
        ours_longest,
        notes=(GIVEN,),
    ),
)
