"""What moved the headline since the publication before: its own draws against those of this run.

The publication before keeps the posterior draws that it was made from, so nothing is fitted: each
block of the posterior, the beliefs that no data inform and the date are changed from then to now.
`forecast compare` tells more: it splits by data set and by belief, and fits what it must.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from forecast.engine import run_blocks
from forecast.errors import ForecastError
from forecast.inputs.table import table_hash
from forecast.pipeline.compare.numbers import as_array, batch_error, or_none, unit_of
from forecast.pipeline.compare.side import Side, filled, side_in, side_of
from forecast.pipeline.compare.worlds import changed_beliefs, dates_of, headline_of
from forecast.pipeline.joint_draws import names_read
from forecast.pipeline.request import Forecast, Inputs, Request
from forecast.posterior.encoding import StoredBlock
from forecast.posterior.joint import join
from forecast.posterior.store import read_block, shipped_path
from forecast.track_record.attribution import two_levels
from forecast.track_record.ledger import HEADLINE
from forecast.writeup.headline_numbers import SIZES, headline_numbers
from forecast.writeup.parquet import read_parquet
from forecast.writeup.publication.names import publications_in

DRAWS = 10_000  # of each mixture of then and now
FEWER_DRAWS = 5_000  # of each, where many blocks have changed
MANY = 3  # changed blocks
DATE, BELIEFS, CODE, REMAINDER, BLOCK = "date", "beliefs", "code", "monte carlo", "block"
ARRIVAL, FORECASTS = "arrival", "arrival_forecasts"  # a block, and its table, read beside its draws
TOLD_DRAWS = "draws.parquet"
Blocks = Mapping[str, StoredBlock]
Parts = dict[str, np.ndarray]  # by player: (1 + batch, headline number)


def publication_before(reports: Path, identifier: str) -> Path | None:
    """Folder of the publication before one of a name; None where it is the first.

    Parameters
    ----------
    reports : Path
    identifier : str
        Date and name.

    Returns
    -------
    Path or None
    """
    earlier = [path for path in publications_in(reports) if path.name < identifier]
    return earlier[-1] if earlier else None


def what_changed(forecast: Forecast, blocks: Blocks, folder: Path | None) -> dict[str, Any] | None:
    """What moved the headline numbers since an earlier publication, part by part.

    Parameters
    ----------
    forecast : Forecast
    blocks : mapping of str to StoredBlock
        The posterior of the run.
    folder : Path or None
        Of the publication before.

    Returns
    -------
    dict or None
        `before` and `as_of` of that publication, `draws`, `reason` (None, or why the change is
        not split), `beliefs` that differ, and `rows`: by headline number its unit, `before`,
        `after`, `change` and `parts`, which add up. None where nothing was published before.

    Notes
    -----
    With P a published number and V that of common draws and seed, those of the earlier one:

    P(now) - P(then) = (V(now) - V(then))                              date, beliefs, blocks
                     + (V(then) - V(then, as published))               code
                     + the rest                                        Monte Carlo remainder

    The published draws hold the dates of V(then, as published).
    """
    if folder is None:
        return None
    with tempfile.TemporaryDirectory(prefix="forecast-") as unpacked:
        side = side_in(folder, Path(unpacked))
        told = {"before": side.id, "as_of": side.as_of, "draws": 0, "beliefs": []}
        parts, reason = {}, side.reason
        if reason is None:
            try:
                split = _Split(forecast, blocks, folder, side)
                parts = split.parts()
                told |= {"draws": split.request.draws, "beliefs": split.beliefs}
            except (ForecastError, KeyError, ValueError) as error:
                reason = f"today's code cannot mix the two: {error}"
    now = side_of(forecast)
    rows = [_row(place, name, side, now, parts) for place, name in enumerate(HEADLINE)]
    return {**told, "reason": reason, "rows": rows}


class _Split:
    """Two publications and every mixture of them."""

    def __init__(self, forecast: Forecast, blocks: Blocks, folder: Path, side: Side) -> None:
        assert side.inputs is not None
        before, _ = filled(side.inputs, forecast.inputs)
        self.forecast, self.folder, self.side = forecast, folder, side
        self.inputs = before, forecast.inputs
        self.beliefs = changed_beliefs(*self.inputs)
        self.blocks = _blocks_then(blocks, side.request.priors_dir), blocks
        self.changed = tuple(name for name in blocks if self._differs(name))
        draws = FEWER_DRAWS if len(self.changed) > MANY else DRAWS
        self.request = replace(side.request, draws=min(draws, side.request.draws))

    def parts(self) -> dict[str, np.ndarray]:
        """Part of each headline number by player, code and Monte Carlo remainder."""
        others = tuple(
            name
            for name, is_changed in (
                (DATE, self.side.request.as_of != self.forecast.request.as_of),
                (BELIEFS, bool(self.beliefs)),
            )
            if is_changed
        )
        everybody = frozenset((*others, *self.changed))
        sets = coalitions(others, self.changed)
        known = dict(run_blocks(lambda place: [(sets[place], self.value(sets[place]))], len(sets)))
        with np.errstate(invalid="ignore"):  # medians beyond the horizon are inf, their parts nan
            found = two_levels(others, self.changed, known.__getitem__)
            found[CODE] = known[frozenset()] - self.told()
            found[REMAINDER] = self._rest(known[everybody])
        return found

    def value(self, chosen: frozenset[str]) -> np.ndarray:
        """Headline numbers with the chosen players as now, the others as then."""
        then, now = self.inputs
        believed = now if BELIEFS in chosen else then
        tables = (now if ARRIVAL in chosen else then).tables
        inputs = Inputs(believed.cards, tables, believed.base, believed.beliefs)
        posterior = join(self.blocks[name in chosen][name] for name in self.blocks[1])
        as_of = (self.forecast if DATE in chosen else self.side).request.as_of
        request: Request = replace(self.request, as_of=as_of)
        dates = dates_of(request, inputs, posterior)
        return headline_of(dates, posterior.n_rows, int(request.start_year()))

    def told(self) -> np.ndarray:
        """Headline numbers of the same draws as they were published."""
        columns, _ = read_parquet((self.folder / TOLD_DRAWS).read_bytes())
        dates = np.stack([columns[f"date_{tag}_theta_1"] for tag in SIZES], axis=1)
        dates = np.where(np.isfinite(dates), dates, np.inf)[: self.request.draws]
        return headline_of(dates, len(dates), int(self.request.start_year()))

    def _rest(self, end: np.ndarray) -> np.ndarray:
        """What is left over: how far the common draws are from all draws, then and now."""
        numbers = self.side.headline, headline_numbers(self.forecast.document)
        then, now = (as_array(each, np.inf) for each in numbers)
        return (self.told() - then) - (end - now)

    def _differs(self, name: str) -> bool:
        """Whether a block has other draws of what can move a date."""
        then, now = (blocks[name] for blocks in self.blocks)
        read = frozenset[str]().union(*(names_read(inputs.beliefs) for inputs in self.inputs))
        differing = {
            key for key, each in now.values.items() if not np.array_equal(then.values[key], each)
        }
        if name != ARRIVAL:
            return bool(differing & read)
        tables = [table_hash(inputs.tables[FORECASTS]) for inputs in self.inputs]
        return bool(differing) or tables[0] != tables[1]


def coalitions(others: tuple[str, ...], group: tuple[str, ...]) -> list[frozenset[str]]:
    """The sets of players that `two_levels` asks for.

    Parameters
    ----------
    others : tuple of str
        Those who stand alone.
    group : tuple of str
        Those who are first taken as one.

    Returns
    -------
    list of frozenset of str

    Examples
    --------
    >>> [sorted(each) for each in coalitions((), ("a", "b"))]
    [[], ['a', 'b'], ['a'], ['b']]
    """
    whole = frozenset(group)
    alone = [frozenset(c) for size in range(len(others) + 1) for c in combinations(others, size)]
    coarse = [each | members for each in alone for members in (frozenset[str](), whole)]
    fine = [each for name in group for each in ({name}, {*others, *group} - {name})]
    return list(dict.fromkeys([*coarse, *map(frozenset, fine)]))


def _blocks_then(now: Blocks, priors_dir: Path) -> dict[str, StoredBlock]:
    """The blocks that an earlier publication keeps, with what they lack from those of today."""
    found = {}
    for name, block in now.items():
        then = read_block(shipped_path(priors_dir, name))
        held = then.values if then else {}
        labels = then.labels if then else {}
        values = {key: held.get(key, each) for key, each in block.values.items()}
        told = {k: labels[k] if k in held else each for k, each in block.labels.items()}
        found[name] = StoredBlock(values, told, block.about, block.thinned)
    return found


def _row(place: int, name: str, earlier: Side, later: Side, parts: Parts) -> dict[str, Any]:
    """One headline number: then, now, and the parts of its change."""
    then, now = earlier.headline[name], later.headline[name]
    change = None if then is None or now is None else now - then
    found = {player: part[:, place] for player, part in parts.items()}
    is_split = (
        change is not None and bool(found) and all(np.isfinite(part[0]) for part in found.values())
    )
    return {
        "name": name,
        "unit": unit_of(name),
        "before": then,
        "after": now,
        "change": change,
        "parts": [_part(player, part) for player, part in found.items()] if is_split else None,
        "errors": _errors(earlier.errors[name], later.errors[name]),
    }


def _errors(then: float | None, now: float | None) -> dict[str, float | None]:
    """Monte Carlo errors of a number then and now, and of its change: both together."""
    both = None if then is None or now is None else float(np.hypot(then, now))
    return {"before": then, "after": now, "change": both}


def _part(player: str, part: np.ndarray) -> dict[str, Any]:
    is_block = player not in (DATE, BELIEFS, CODE, REMAINDER)
    return {
        "kind": BLOCK if is_block else player,
        "name": player,
        "value": float(part[0]),
        "mcse": or_none(float(batch_error(part))),
    }
