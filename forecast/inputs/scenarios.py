"""The beliefs of one run: cards as of a date, then a scenario, then what was typed."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from forecast.inputs.card_files import Card
from forecast.inputs.cards import vocabulary
from forecast.inputs.entries import Correlation, Entry, content_hash
from forecast.inputs.families import Distribution
from forecast.inputs.overrides import (
    Override,
    Scenario,
    load_scenario,
    parse_set,
    scenario_names,
    scenario_problems,
)
from forecast.inputs.parsing import Belief
from forecast.quantities import Vocabulary

SUMMARY_LEVELS = {"q05": 0.05, "q50": 0.5, "q95": 0.95}


@dataclass(frozen=True)
class Replacement:
    """What a scenario or `--set` did to a quantity.

    Parameters
    ----------
    name : str
        The quantity.
    was, by : Distribution or Pool
        The belief before and after.
    text : str
        The new belief as it was written.
    origin : str
        "--set", or "scenario" and its name.
    """

    name: str
    was: Belief
    by: Belief
    text: str
    origin: str

    def was_quantiles(self) -> dict[str, float] | None:
        """The 5, 50 and 95 % quantiles of the old belief; None for a pool, which has none."""
        if not isinstance(self.was, Distribution):
            return None
        return {key: float(self.was.ppf(p)) for key, p in SUMMARY_LEVELS.items()}


class Beliefs(Mapping[str, Belief]):
    """Name of a quantity -> the belief that a run starts from.

    Parameters
    ----------
    cards : mapping of str to Card
        The cards.
    entries : mapping of str to Entry
        Of each card the entry that holds as of the date.
    replacements : iterable of Replacement
        In the order they apply; the last of a name holds.
    """

    def __init__(
        self,
        cards: Mapping[str, Card],
        entries: Mapping[str, Entry],
        replacements: Iterable[Replacement] = (),
    ) -> None:
        self.cards = dict(cards)
        self.entries = dict(entries)
        self.replaced = tuple(replacements)
        self._beliefs = {name: entry.distribution for name, entry in self.entries.items()}
        self._beliefs |= {item.name: item.by for item in self.replaced}

    def __getitem__(self, name: str) -> Belief:
        return self._beliefs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._beliefs)

    def __len__(self) -> int:
        return len(self._beliefs)

    @property
    def replaced_names(self) -> frozenset[str]:
        """Quantities whose belief a scenario or `--set` replaced."""
        return frozenset(item.name for item in self.replaced)

    @property
    def vocabulary(self) -> Vocabulary:
        """The quantities, with units and bounds."""
        return vocabulary(self.cards)

    def correlation(self, name: str) -> Correlation | None:
        """The dependence that the entry of a quantity declares.

        It stays as declared when either side is replaced: a score is drawn for every quantity,
        and a fixed belief simply does not look at it.
        """
        return self.entries[name].correlates_with

    def content_hash(self, names: Iterable[str] | None = None) -> str:
        """Fingerprint of the numbers believed about some quantities, or about all.

        Parameters
        ----------
        names : iterable of str, optional
            The quantities; their order does not matter.

        Returns
        -------
        str
            sha256, 64 hexadecimal digits; dates, sources and wording do not enter.
        """
        chosen = sorted(self if names is None else names)
        lines = [f"{name} {content_hash(self[name])} {self.correlation(name)}\n" for name in chosen]
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def beliefs(
    cards: Mapping[str, Card],
    as_of: datetime.date,
    scenario: Scenario | str | None = None,
    sets: Iterable[str | Override] = (),
    *,
    priors_dir: Path | str | None = None,
) -> Beliefs:
    """The beliefs of a run.

    Parameters
    ----------
    cards : mapping of str to Card
        The cards.
    as_of : date
        Entries dated later are not seen.
    scenario : Scenario or str, optional
        Its overrides apply first; a name is looked up in `priors_dir`.
    sets : iterable of str or Override
        `NAME=VALUE` or `NAME=~family(...)`; they win over the scenario.
    priors_dir : Path or str, optional
        The folder that holds `scenarios/`; needed for a scenario given by name.

    Returns
    -------
    Beliefs
        One belief a card.

    Raises
    ------
    InputError
        If a card has no entry by then, a name is unknown or set twice, or a value lies outside
        the bounds of its card.
    TypeError
        If a scenario is given by name without a folder.
    """
    if isinstance(scenario, str):
        if priors_dir is None:
            raise TypeError("a scenario given by name needs priors_dir")
        scenario = load_scenario(priors_dir, scenario)
    entries = {name: card.entry(as_of) for name, card in cards.items()}
    typed = [parse_set(item) if isinstance(item, str) else item for item in sets]
    _refuse_twice(typed)
    overrides = [*(scenario.overrides if scenario else ()), *typed]
    known = vocabulary(cards)
    held: dict[str, Belief] = {name: entry.distribution for name, entry in entries.items()}
    replacements: dict[str, Replacement] = {}
    for item in overrides:
        by = item.belief(known)
        replacements[item.name] = Replacement(
            item.name, held[item.name], by, item.text, item.origin
        )
    return Beliefs(cards, entries, replacements.values())


def _refuse_twice(overrides: Iterable[Override]) -> None:
    """Refuse a quantity that is set twice on one command line."""
    seen: set[str] = set()
    for item in overrides:
        if item.name in seen:
            raise item.place.error("set twice", item.name, found=item.text, accepted="once")
        seen.add(item.name)


__all__ = (
    "Beliefs",
    "Override",
    "Replacement",
    "Scenario",
    "beliefs",
    "load_scenario",
    "parse_set",
    "scenario_names",
    "scenario_problems",
)
