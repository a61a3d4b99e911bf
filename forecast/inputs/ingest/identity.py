"""What makes two rows speak about the same thing, whatever they call it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from forecast.inputs.aliases import Aliases
from forecast.inputs.data_card import DataCard
from forecast.inputs.ingest.naming import folded, folded_model, model_key, source_family
from forecast.inputs.price_rules import is_price
from forecast.inputs.table import Row

SAME = 1e-6  # relative; tables round what sources state in full
PROVENANCE = ("is_projection", "rolling_alias", "first_party_price", "open_weight_hosted")
LOOSE_WITHOUT = ("observed_on",)


@dataclass(frozen=True)
class Rule:
    """How the rows of a data set are told apart.

    Parameters
    ----------
    identity : tuple of str
        Columns that say what a row is about.
    facts : tuple of str
        Columns whose values are compared: numbers and truth values.
    holds : bool
        Whether a row states a price that holds from its date on, so that a later row with the
        same price says nothing new.
    """

    identity: tuple[str, ...]
    facts: tuple[str, ...]
    holds: bool = False


# A list price holds until the next; its key on the card names the price itself.
PRICE_LISTS = {
    "llm_prices": Rule(
        identity=("provider", "model", "price_plan"),
        facts=(
            "usd_per_million_input_tokens",
            "usd_per_million_output_tokens",
            "usd_per_million_tokens_blended_3to1",
        ),
        holds=True,
    )
}


def rule_of(card: DataCard) -> Rule:
    """The rule of a data set: its own, or what its card says.

    Parameters
    ----------
    card : DataCard
        Key and columns.

    Returns
    -------
    Rule
        By the card: the key without money; numbers and truth values outside it.
    """
    if card.dataset in PRICE_LISTS:
        return PRICE_LISTS[card.dataset]
    money = {column.name for column in card.columns if is_price(column, {})}
    identity = tuple(name for name in card.key if name not in money)
    facts = tuple(
        column.name
        for column in card.columns
        if column.type in ("number", "bool")
        and column.name not in identity
        and column.name not in PROVENANCE
    )
    return Rule(identity, facts)


class Identity:
    """Keys of rows: `tight` by spelling, `loose` by the thing itself.

    Parameters
    ----------
    rule : Rule
        Which columns count.
    aliases : Aliases or None
        Names of accelerators.
    """

    def __init__(self, rule: Rule, aliases: Aliases | None) -> None:
        self.rule, self.aliases = rule, aliases
        self._named = cache(self._name)  # rows repeat a few names thousands of times

    def tight(self, row: Row) -> tuple:
        """The identity of a row without differences of spelling."""
        return tuple(self._named(name, row.get(name), folded_model) for name in self.rule.identity)

    def loose(self, row: Row) -> tuple:
        """The same without day, edition of the source and version of a model."""
        names = [name for name in self.rule.identity if name not in LOOSE_WITHOUT]
        return tuple(self._named(name, row.get(name), model_key) for name in names)

    def _name(self, column: str, value: Any, of_model: Callable[[str], str]) -> Any:
        if not isinstance(value, str):
            return value
        if column == "accelerator" and self.aliases is not None:
            known = self.aliases.resolve(value)
            return folded(known["accelerator"] if known else value)
        if column == "source_title":
            return source_family(value)
        return of_model(value) if column == "model" and self.rule.holds else folded(value)


def differing(rule: Rule, old: Row, new: Row) -> tuple[str, ...]:
    """Facts that a new row states and an old one has otherwise, or not at all.

    Parameters
    ----------
    rule : Rule
        Which columns are facts.
    old, new : dict
        Rows; a fact that the new one does not state is no difference.

    Returns
    -------
    tuple of str
        Names of columns.
    """
    stated = [name for name in rule.facts if new.get(name) is not None]
    if rule.holds:
        stated = [name for name in stated if old.get(name) is not None]
    return tuple(name for name in stated if not _same(old.get(name), new[name]))


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=SAME)
    return old == new
