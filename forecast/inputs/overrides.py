"""Scenario files and `--set`: named or typed replacements of beliefs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecast.errors import InputError, UsageError
from forecast.inputs.compound import Pool
from forecast.inputs.entries import parse_bounded
from forecast.inputs.fields import Fields
from forecast.inputs.parsing import Belief, parse_distribution
from forecast.inputs.pool_choice import POOLED, chosen_forecasts
from forecast.inputs.shorthand import SHORTHAND_EXAMPLE, shorthand_fields
from forecast.inputs.toml_files import Place, read_toml, refuse_unknown_keys
from forecast.quantities import Quantity, Vocabulary, did_you_mean

if TYPE_CHECKING:
    from forecast.inputs.table import Table

FOLDER = "scenarios"
SCENARIO_KEYS = ("meaning", "set")
SCENARIO_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
SET_EXAMPLE = "[set] followed by lines such as context_tokens_in_use = 1e6"


@dataclass(frozen=True)
class Override:
    """A quantity and what replaces its belief.

    Parameters
    ----------
    name : str
        The quantity.
    fields : mapping of str to object
        The new belief as fields of a card.
    text : str
        The new belief as it was written.
    origin : str
        "--set", or "scenario" and its name.
    place : Place
        Where an error points.
    """

    name: str
    fields: Mapping[str, Any]
    text: str
    origin: str
    place: Place

    def belief(self, vocabulary: Vocabulary) -> Belief:
        """The new belief, once the quantity is known and the values lie inside its bounds."""
        if self.name not in vocabulary:
            raise self.place.error(
                "unknown quantity",
                self.name,
                accepted="the name of a card in priors/",
                fix=did_you_mean(self.name, vocabulary),
            )
        quantity: Quantity = vocabulary[self.name]
        belief = parse_bounded(self.fields, self.place.inside(self.name), quantity)
        if isinstance(belief, Pool) and self.name != POOLED:
            raise self.place.error(
                "only one quantity is pooled from forecasts", self.name, accepted=POOLED
            )
        return belief


@dataclass(frozen=True)
class Scenario:
    """A named set of overrides, and what it stands for."""

    name: str
    meaning: str
    overrides: tuple[Override, ...]


def parse_set(text: str) -> Override:
    """The override that `--set NAME=VALUE` or `--set NAME=~family(...)` asks for.

    Parameters
    ----------
    text : str
        What stands after `--set`.

    Returns
    -------
    Override
        The override; whether the quantity exists is checked when beliefs are built.

    Raises
    ------
    UsageError
        If there is no name and value.
    InputError
        If the value is neither a number nor a belief.

    Examples
    --------
    >>> parse_set("load_factor = 0.5").fields
    {'family': 'fixed', 'value': 0.5}
    """
    name, equals, value = (part.strip() for part in text.partition("="))
    if not (name and equals and value):
        raise UsageError(f"--set needs NAME=VALUE, got {text[:120]!r}; e.g. {SHORTHAND_EXAMPLE}")
    place = Place(file="--set")
    fields = shorthand_fields(value, place.inside(name))
    parse_distribution(fields, place.inside(name))  # refuses here what could never be a belief
    return Override(name, fields, value, "--set", place)


def scenario_names(priors_dir: Path | str) -> tuple[str, ...]:
    """Names of the scenarios of a folder of priors, sorted."""
    return tuple(sorted(path.stem for path in (Path(priors_dir) / FOLDER).glob("*.toml")))


def scenarios(priors_dir: Path | str) -> tuple[Scenario, ...]:
    """All scenarios of a folder of priors, by name."""
    return tuple(load_scenario(priors_dir, name) for name in scenario_names(priors_dir))


def load_scenario(priors_dir: Path | str, name: str) -> Scenario:
    """A scenario by name.

    Parameters
    ----------
    priors_dir : Path or str
        The folder that holds `scenarios/`.
    name : str
        Name of the file without `.toml`.

    Returns
    -------
    Scenario
        The scenario.

    Raises
    ------
    InputError
        If there is none of this name, or it cannot be read.
    """
    names = scenario_names(priors_dir)
    if not SCENARIO_NAME.fullmatch(name) or name not in names:
        raise InputError(
            "no such scenario",
            file=Path(priors_dir) / FOLDER,
            field="scenario",
            found=name[:80],
            accepted="one of " + ", ".join(names),
            fix=did_you_mean(name, names),
        )
    mapping, place = read_toml(Path(priors_dir) / FOLDER / f"{name}.toml")
    refuse_unknown_keys(mapping, SCENARIO_KEYS, place)
    fields = Fields(mapping, place)
    meaning = fields.text("meaning", 'meaning = "No further distillation."')
    replaced = fields.table("set", SET_EXAMPLE).mapping
    origin, place = f"scenario {name}", place.at("set")
    overrides = (_override(key, value, origin, place) for key, value in replaced.items())
    return Scenario(name, meaning, tuple(overrides))


def _override(name: str, value: Any, origin: str, place: Place) -> Override:
    """One line of a scenario: a number or an inline table."""
    if isinstance(value, Mapping):
        text = ", ".join(f"{key} = {item}" for key, item in value.items())
        return Override(name, value, "{" + text + "}", origin, place)
    number = Fields({name: value}, place).number(name)
    return Override(name, {"family": "fixed", "value": number}, f"{number:g}", origin, place)


def scenario_problems(priors_dir: Path | str, vocabulary: Vocabulary) -> Iterator[InputError]:
    """Everything wrong with the scenarios of a folder, for `forecast check`.

    Parameters
    ----------
    priors_dir : Path or str
        The folder that holds `scenarios/`.
    vocabulary : Vocabulary
        The quantities that the cards declare.

    Yields
    ------
    InputError
        One for each bad file, or for each bad line of a file that can be read.
    """
    for name in scenario_names(priors_dir):
        try:
            scenario = load_scenario(priors_dir, name)
        except InputError as error:
            yield error
            continue
        for override in scenario.overrides:
            try:
                override.belief(vocabulary)
            except InputError as error:
                yield error


def pool_problems(priors_dir: Path | str, tables: Mapping[str, Table]) -> Iterator[InputError]:
    """Pools of scenarios that name forecasts which no table holds, for `forecast check`.

    Parameters
    ----------
    priors_dir : Path or str
        The folder that holds `scenarios/`.
    tables : mapping of str to Table
        Evidence.

    Yields
    ------
    InputError
        One a pool; what cannot be read at all is left to `scenario_problems`.
    """
    for belief, place in scenario_pools(priors_dir):
        try:
            chosen_forecasts(tables, belief, place)
        except InputError as error:
            yield error


def scenario_pools(priors_dir: Path | str) -> Iterator[tuple[Pool, Place]]:
    """The pools of forecasts that scenarios ask for.

    Parameters
    ----------
    priors_dir : Path or str
        The folder that holds `scenarios/`.

    Yields
    ------
    tuple of Pool and Place
        A pool and where it stands; what cannot be read is left to `scenario_problems`.
    """
    for name in scenario_names(priors_dir):
        try:
            for override in load_scenario(priors_dir, name).overrides:
                place = override.place.inside(override.name)
                belief = parse_distribution(override.fields, place)
                if isinstance(belief, Pool):
                    yield belief, place
        except InputError:
            continue
