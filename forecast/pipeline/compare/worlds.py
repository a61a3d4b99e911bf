"""Headline numbers of any mixture of two sides: these beliefs, those rows, that date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from forecast import engine
from forecast.inputs.aliases import FILE_NAME, read_aliases
from forecast.inputs.questions import Case, case_array
from forecast.inputs.table import Table, table_hash
from forecast.kernel.block import first_dates, record
from forecast.pipeline.arrival_pool import refuse_bad_pool
from forecast.pipeline.compare.side import Side
from forecast.pipeline.joint_draws import block_drawer
from forecast.pipeline.not_a_number import refuse_not_a_number
from forecast.pipeline.request import Inputs, Progress, Request
from forecast.posterior.blocks import FORECAST_BLOCKS
from forecast.posterior.encoding import StoredBlock
from forecast.posterior.joint import Posterior, join
from forecast.posterior.keys import block_key
from forecast.posterior.obtain import obtain
from forecast.posterior.shapes_store import weighed
from forecast.posterior.store import find
from forecast.timeline.summary import monthly_counts, quantile
from forecast.track_record.ledger import HEADLINE
from forecast.writeup.answers import MAIN_THETA
from forecast.writeup.headline_numbers import SIZES, YEARS

BELIEFS, DATE, ROWS = "beliefs", "date", "rows/"
BATCHES = 25  # equal shares of the posterior's rows; how far they differ is the Monte Carlo error
CASES = tuple(Case(n, MAIN_THETA) for n in SIZES.values())


def changed_players(before: Inputs, after: Inputs, start: tuple[str, str]) -> tuple[str, ...]:
    """What differs between two sides: "date", "beliefs", and "rows/" and a data set's name.

    Parameters
    ----------
    before, after : Inputs
    start : tuple of str
        The dates they are made for.

    Returns
    -------
    tuple of str
    """
    found = [DATE] if start[0] != start[1] else []
    if changed_beliefs(before, after):
        found.append(BELIEFS)
    names = sorted(before.tables | after.tables)
    old, new = ({n: _print_of(i.tables.get(n)) for n in names} for i in (before, after))
    return (*found, *(ROWS + name for name in names if old[name] != new[name]))


def changed_beliefs(before: Inputs, after: Inputs) -> list[str]:
    """Names of quantities about which something else is believed, or that depend on another."""

    def told(inputs: Inputs, name: str) -> Any:
        pairs = (inputs.base, inputs.beliefs)
        return [(b[name].as_dict(), str(b.correlation(name))) if name in b else None for b in pairs]

    names = sorted({*before.beliefs, *after.beliefs})
    return [name for name in names if told(before, name) != told(after, name)]


def mixture(before: Side, after: Side, chosen: frozenset[str]) -> tuple[Request, Inputs]:
    """Request and inputs in which the chosen players are as they are after, the others as before.

    Parameters
    ----------
    before, after : Side
        With inputs.
    chosen : frozenset of str
        As `changed_players` names them.

    Returns
    -------
    tuple of Request and Inputs
    """

    def of(player: str) -> Any:
        return after if player in chosen else before

    believed = of(BELIEFS).inputs
    names = sorted(before.inputs.tables | after.inputs.tables)  # type: ignore[union-attr]
    tables = {n: of(ROWS + n).inputs.tables.get(n) for n in names}
    tables = {name: table for name, table in tables.items() if table is not None}
    request = replace(before.request, as_of=of(DATE).request.as_of)
    return request, Inputs(believed.cards, tables, believed.base, believed.beliefs)


def numbers_of(
    request: Request, inputs: Inputs, folders: tuple[Path, ...], progress: Progress | None = None
) -> np.ndarray:
    """Headline numbers of a run, whole and by batch.

    Parameters
    ----------
    request : Request
        Its draws and seed are used.
    inputs : Inputs
    folders : tuple of Path
        Folders of priors, in whose `posterior/` blocks are looked for; else in the cache; else
        they are fitted.
    progress : callable, optional

    Returns
    -------
    array (1 + batch, headline number), year or share
        In the order of the ledger. A median that lies beyond the horizon is inf. Batches are
        shares of the posterior's rows.

    Raises
    ------
    GateRefused
        When a block that must be fitted fails its checks.
    """
    refuse_bad_pool(inputs.beliefs, inputs.tables)
    posterior = _posterior(request, inputs, folders, progress)
    dates = dates_of(request, inputs, posterior)
    return headline_of(dates, posterior.n_rows, int(request.start_year()))


def headline_of(dates: np.ndarray, n_rows: int, origin: int) -> np.ndarray:
    """Headline numbers of first affordable dates, whole and by batch.

    Parameters
    ----------
    dates : array (draw, size), year
        By draw and size of fleet; inf for never.
    n_rows : int
        Rows of the posterior: draw i belongs to row i % n_rows.
    origin : int, year
        Start of the first month counted.

    Returns
    -------
    array (1 + batch, headline number), year or share
        As `numbers_of` gives them.
    """
    batch = (np.arange(len(dates)) % n_rows) * BATCHES // min(n_rows, len(dates))
    blocks = [dates[k : k + n_rows] for k in range(0, len(dates), n_rows)]
    whole = _headline(blocks, origin)  # added up as a run adds up its blocks
    return np.array([whole, *(_headline([dates[batch == k]], origin) for k in range(BATCHES))])


def _posterior(
    request: Request, inputs: Inputs, folders: tuple[Path, ...], progress: Progress | None
) -> Posterior:
    stored: dict[str, StoredBlock | None] = {block.name: None for block in FORECAST_BLOCKS}
    for folder in folders:  # the weights of shapes lie beside the draws they belong to
        for block in weighed(FORECAST_BLOCKS, inputs.base, inputs.tables, folder):
            found = find(block.name, block_key(block, inputs.base, inputs.tables), folder)
            stored[block.name] = stored[block.name] or (found[0] if found else None)
    missing = tuple(block for block in FORECAST_BLOCKS if stored[block.name] is None)
    if missing:
        given = (inputs.base, inputs.tables, request.seed, folders[0], progress)
        fitted = obtain(*given, blocks=missing)
        stored |= {name: each for name, (each, _) in fitted.items()}
    return join(each for each in stored.values() if each is not None)


def dates_of(request: Request, inputs: Inputs, posterior: Posterior) -> np.ndarray:
    """First affordable dates of the draws of a request.

    Parameters
    ----------
    request : Request
    inputs : Inputs
    posterior : Posterior

    Returns
    -------
    array (draw, size), year
        By draw and size of fleet; inf for never.
    """
    draw, n_rows = block_drawer(request, inputs, posterior), posterior.n_rows
    cases, start = case_array(CASES), request.start_year()
    found = np.empty((request.draws, len(CASES)))

    def run(block: int) -> int:
        rows = record(draw(block), min(n_rows, request.draws - block * n_rows))
        first = first_dates(rows, cases, start, from_arrival=True)["first"]
        refuse_not_a_number(rows, first, inputs.beliefs)
        found[block * n_rows : block * n_rows + len(rows)] = first
        return 0

    engine.run_blocks(run, -(-request.draws // n_rows))
    return found


def _headline(blocks: list[np.ndarray], origin: int) -> list[float]:
    """Headline numbers from dates (draw, size), in the order of the ledger."""
    counted = [monthly_counts(block, origin) for block in blocks]
    counts, sums = (np.sum(each, axis=0) for each in zip(*counted, strict=True))
    dates = np.concatenate(blocks)
    found = {}
    for place, tag in enumerate(SIZES):
        median = quantile(counts[place], sums[place], len(dates), 0.5)
        found[f"median_{tag}"] = np.inf if median is None else median
        found[f"p_never_{tag}"] = float(1.0 - counts[place].sum() / len(dates))
        for year in YEARS:
            found[f"p_{tag}_by_{year}"] = float((dates[:, place] < year + 1).mean())
    return [found[name] for name in HEADLINE]


def _print_of(table: Table | None) -> str | None:
    """Fingerprint of all of a data set that enters a fit."""
    if table is None:
        return None
    noise = {name: each.as_dict() for name, each in table.card.nuisance.items()}
    groups = {name: sorted(members) for name, members in table.card.groups.items()}
    return f"{table_hash(table)} {sorted(noise.items())} {sorted(groups.items())} {_spelt(table)}"


def _spelt(table: Table) -> list[tuple[str, str]]:
    """The other spellings of chips that stand in a table, with the chips they mean."""
    path = table.card.path.parents[1] / FILE_NAME
    if not path.is_file():
        return []
    cells = {str(value).casefold() for row in table.rows for value in row.values()}
    found = ((alias, name) for _, alias, name in read_aliases(path))
    return sorted(pair for pair in found if pair[0].casefold() in cells)
