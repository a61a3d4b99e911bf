"""Headline numbers of any mixture of two sides: these beliefs, those rows, that date, weights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from forecast import engine
from forecast.errors import ForecastError
from forecast.inputs.aliases import FILE_NAME, read_aliases
from forecast.inputs.questions import Case, case_array
from forecast.inputs.table import Table, table_hash
from forecast.kernel.block import first_dates, record
from forecast.pipeline.arrival_pool import refuse_bad_pool
from forecast.pipeline.compare.side import Side
from forecast.pipeline.compare.world_posterior import Weights, posterior_of, weights_of_shapes
from forecast.pipeline.joint_draws import block_drawer
from forecast.pipeline.not_a_number import refuse_not_a_number
from forecast.pipeline.request import Inputs, Progress, Request
from forecast.posterior.joint import Posterior
from forecast.timeline.summary import monthly_counts, quantile
from forecast.track_record.ledger import HEADLINE
from forecast.writeup.answers import MAIN_THETA
from forecast.writeup.headline_numbers import SIZES, YEARS

BELIEFS, DATE, SHAPES, ROWS = "beliefs", "date", "shape weights", "rows/"
BATCHES = 25  # equal shares of the posterior's rows; how far they differ is the Monte Carlo error
CASES = tuple(Case(n, MAIN_THETA) for n in SIZES.values())


@dataclass(frozen=True)
class World:
    """All that a forecast is made from.

    Parameters
    ----------
    request : Request
    inputs : Inputs
    weights : dict of str to tuple of float
        Of the shapes of each trend, by block of the posterior.
    """

    request: Request
    inputs: Inputs
    weights: Weights


def world_of(side: Side) -> World:
    """What a side is made from."""
    inputs = inputs_of(side)
    return World(side.request, inputs, weights_of_shapes(inputs, side.request.priors_dir))


def inputs_of(side: Side) -> Inputs:
    """The inputs of a side; ForecastError where they are not kept."""
    if side.inputs is None:
        raise ForecastError(side.reason or "the inputs are not kept")
    return side.inputs


def changed_players(before: World, after: World) -> tuple[str, ...]:
    """What differs between two worlds.

    Parameters
    ----------
    before, after : World

    Returns
    -------
    tuple of str
        Of "date", "beliefs", "shape weights", and "rows/" with the name of each data set.
    """
    found = {
        DATE: before.request.as_of != after.request.as_of,
        BELIEFS: bool(changed_beliefs(before.inputs, after.inputs)),
        SHAPES: before.weights != after.weights,
    }
    names = sorted(before.inputs.tables | after.inputs.tables)
    old, new = ({n: _print_of(w.inputs.tables.get(n)) for n in names} for w in (before, after))
    rows = (ROWS + name for name in names if old[name] != new[name])
    return (*(player for player, differs in found.items() if differs), *rows)


def changed_beliefs(before: Inputs, after: Inputs) -> list[str]:
    """Names of quantities about which something else is believed, or that depend on another."""

    def told(inputs: Inputs, name: str) -> Any:
        pairs = (inputs.base, inputs.beliefs)
        return [(b[name].as_dict(), str(b.correlation(name))) if name in b else None for b in pairs]

    names = sorted({*before.beliefs, *after.beliefs})
    return [name for name in names if told(before, name) != told(after, name)]


def mixture(before: World, after: World, chosen: frozenset[str]) -> World:
    """A world in which the chosen players are as they are after, the others as before.

    Parameters
    ----------
    before, after : World
    chosen : frozenset of str
        As `changed_players` names them.

    Returns
    -------
    World
    """

    def of(player: str) -> World:
        return after if player in chosen else before

    believed = of(BELIEFS).inputs
    names = sorted(before.inputs.tables | after.inputs.tables)
    tables = {n: of(ROWS + n).inputs.tables.get(n) for n in names}
    kept = {name: table for name, table in tables.items() if table is not None}
    request = replace(before.request, as_of=of(DATE).request.as_of)
    inputs = Inputs(believed.cards, kept, believed.base, believed.beliefs)
    return World(request, inputs, of(SHAPES).weights)


def numbers_of(
    world: World, folders: tuple[Path, ...], progress: Progress | None = None
) -> np.ndarray:
    """Headline numbers of a run, whole and by batch.

    Parameters
    ----------
    world : World
        The draws and the seed of its request are used.
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
    request, inputs = world.request, world.inputs
    refuse_bad_pool(inputs.beliefs, inputs.tables)
    posterior = posterior_of(inputs, world.weights, request.seed, folders, progress)
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
