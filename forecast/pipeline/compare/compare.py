"""The change of each headline number between two forecasts, split into parts that add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from forecast.errors import ForecastError
from forecast.pipeline.compare.numbers import Numbers, as_array, batch_error, or_none, unit_of
from forecast.pipeline.compare.side import NOW, Side, filled, refuse_unknown_noise
from forecast.pipeline.compare.worlds import (
    ROWS,
    World,
    changed_beliefs,
    changed_players,
    inputs_of,
    mixture,
    numbers_of,
    world_of,
)
from forecast.pipeline.request import Progress
from forecast.track_record.attribution import shapley, two_levels
from forecast.track_record.ledger import HEADLINE

SCHEMA = "forecast.compare/1"
EXACT_DATASETS = 4  # more are first taken as one, or the sets of players would be too many
CODE, REMAINDER, DATA = "code", "monte carlo", "data"
EXACT, LEVELS, NONE = "exact", "two levels", "none"


@dataclass(frozen=True)
class Split:
    """A change that was split.

    Parameters
    ----------
    method : str
        "exact", "two levels" or "none".
    reason : str or None
        Why not.
    parts : dict of str to array (headline number,)
        By player, code and Monte Carlo remainder.
    errors : dict of str to array (headline number,)
        Monte Carlo error of each; nan where it is not known.
    filled : list of str
        Cards and data sets that a side lacked and that were taken from today's.
    beliefs : list of str
        Quantities about which something else is believed.
    """

    method: str
    reason: str | None
    parts: dict[str, np.ndarray]
    errors: dict[str, np.ndarray]
    filled: list[str]
    beliefs: list[str]


def compare(
    before: Side, after: Side, today: Side, draws: int, progress: Progress | None = None
) -> dict[str, Any]:
    """What moved the headline numbers from one forecast to another.

    Parameters
    ----------
    before, after : Side
    today : Side
        Cards and tables that today's code was written for.
    draws : int
        Of each mixture of the two; the seed is that of `before`.
    progress : callable, optional
        Told (stage, done, total).

    Returns
    -------
    dict
        In the shape of `forecast.compare/1`.

    Notes
    -----
    With F a forecast made again by today's code with its own draws and seed, and V one with the
    common draws and seed:

    after - before = (V(after) - V(before))             date, beliefs, shape weights, data sets
                   + (F(before) - before) + (after - F(after))            code
                   + the rest                               Monte Carlo remainder
    """
    before, after = (_with_numbers(side) for side in (before, after))
    reason = before.reason or after.reason
    split = Split(NONE, reason, {}, {}, [], [])
    if reason is None:
        try:
            split = _split(before, after, today, draws, progress)
        except ForecastError as error:
            split = Split(NONE, f"today's code cannot mix the two: {error}", {}, {}, [], [])
    return {
        "schema": SCHEMA,
        "before": _about(before),
        "after": _about(after),
        "draws": draws,
        "seed": before.request.seed,
        "method": split.method,
        "reason": split.reason,
        "filled": split.filled,
        "beliefs": split.beliefs,
        "rows": [_row(place, name, before, after, split) for place, name in enumerate(HEADLINE)],
    }


def _with_numbers(side: Side) -> Side:
    """The side itself; "now" with its numbers worked out as a run would."""
    if side.headline:
        return side
    found = numbers_of(world_of(side), (side.request.priors_dir,))
    values = dict(zip(HEADLINE, found[0].tolist(), strict=True))
    errors = dict(zip(HEADLINE, batch_error(found).tolist(), strict=True))
    return replace(
        side,
        headline={name: or_none(value) for name, value in values.items()},
        errors={name: or_none(value) for name, value in errors.items()},
    )


def _split(before: Side, after: Side, today: Side, draws: int, progress: Progress | None) -> Split:
    for side in (before, after):
        refuse_unknown_noise(inputs_of(side), inputs_of(today))
    (first, lacked), (second, lacked_after) = (
        filled(inputs_of(side), inputs_of(today)) for side in (before, after)
    )
    before, after = replace(before, inputs=first), replace(after, inputs=second)
    worlds = world_of(before), world_of(after)
    players = changed_players(*worlds)
    folders = tuple(dict.fromkeys(side.request.priors_dir for side in (after, before)))
    value = _valued(*worlds, draws, folders, progress)
    rows = tuple(player for player in players if player.startswith(ROWS))
    others = tuple(player for player in players if player not in rows)
    exact = len(rows) <= EXACT_DATASETS
    with np.errstate(invalid="ignore"):  # medians beyond the horizon are inf, their parts nan
        found = shapley(players, value) if exact else two_levels(others, rows, value)
    parts = {player: part[0] for player, part in found.items()}
    errors = {player: batch_error(part) for player, part in found.items()}
    ends = value(frozenset()), value(frozenset(players))
    whole = _with_code(before, after, folders, ends, parts, errors)
    names = sorted({*lacked, *lacked_after})
    return Split(EXACT if exact else LEVELS, None, *whole, names, changed_beliefs(first, second))


def _valued(
    before: World, after: World, draws: int, folders: tuple[Path, ...], progress: Progress | None
) -> Callable[[frozenset[str]], Numbers]:
    """Numbers of each mixture, each worked out once."""
    known: dict[frozenset[str], Numbers] = {}

    def value(chosen: frozenset[str]) -> Numbers:
        if chosen not in known:
            world = mixture(before, after, chosen)
            fewer = replace(world, request=replace(world.request, draws=draws))
            known[chosen] = numbers_of(fewer, folders, progress)
        return known[chosen]

    return value


def _with_code(
    before: Side,
    after: Side,
    folders: tuple[Path, ...],
    ends: tuple[Numbers, Numbers],
    parts: Mapping[str, np.ndarray],
    errors: Mapping[str, np.ndarray],
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Parts and errors with those of the code and of the draws, so that all add up."""
    told, again = zip(*(_twice(side, folders) for side in (before, after)), strict=True)
    with np.errstate(invalid="ignore"):
        code = (again[0] - told[0]) + (told[1] - again[1])
        rest = (again[1] - again[0]) - (ends[1][0] - ends[0][0])
        code_error = np.hypot(*(_code_error(side) for side in (before, after)))
        told_error = np.hypot(*(as_array(side.errors, np.nan) for side in (before, after)))
        rest_error = np.hypot(told_error, batch_error(ends[1] - ends[0]))
    rest_error = np.where(rest == 0, 0.0, rest_error)
    return (
        {**parts, CODE: code, REMAINDER: rest},
        {**errors, CODE: code_error, REMAINDER: rest_error},
    )


def _twice(side: Side, folders: tuple[Path, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Numbers as published, and as today's code makes them from the same inputs and draws."""
    published = as_array(side.headline, np.inf)
    if side.same_code:
        return published, published
    return published, numbers_of(world_of(side), folders)[0]


def _code_error(side: Side) -> np.ndarray:
    """At most: as if the two runs of a side shared no draw."""
    return np.zeros(len(HEADLINE)) if side.same_code else np.sqrt(2) * as_array(side.errors, np.nan)


def _about(side: Side) -> dict[str, Any]:
    return {
        "id": side.id,
        "as_of": side.as_of,
        "draws": side.request.draws,
        "seed": side.request.seed,
        "is_now": side.id == NOW,
        "same_code": side.same_code,
    }


def _row(place: int, name: str, before: Side, after: Side, split: Split) -> dict[str, Any]:
    """One headline number: before, after, and the parts of its change."""
    ends, spread = ([s[name] for s in pair] for pair in _ends(before, after))
    known = None not in ends
    parts = {player: part[place] for player, part in split.parts.items()}
    is_split = known and bool(parts) and bool(np.isfinite([*parts.values()]).all())
    return {
        "name": name,
        "unit": unit_of(name),
        "before": ends[0],
        "after": ends[1],
        "change": ends[1] - ends[0] if known else None,
        "change_mcse": None if None in spread else float(np.hypot(*spread)),
        "data": float(sum(v for p, v in parts.items() if p.startswith(ROWS))) if is_split else None,
        "parts": [
            _part(player, value, split.errors[player][place]) for player, value in parts.items()
        ]
        if is_split
        else None,
    }


def _ends(before: Side, after: Side) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    return (before.headline, after.headline), (before.errors, after.errors)


def _part(player: str, value: float, error: float) -> dict[str, Any]:
    is_data = player.startswith(ROWS)
    return {
        "kind": DATA if is_data else player,
        "name": player.removeprefix(ROWS),
        "value": float(value),
        "mcse": or_none(error),
    }
