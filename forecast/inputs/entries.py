"""One dated belief on a card: what is believed, since when, why, and how sure the ground is."""

from __future__ import annotations

import datetime
import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forecast.inputs.arithmetic import check_arithmetic
from forecast.inputs.compound import Bounded, Mixture, Truncated, within
from forecast.inputs.families import Distribution, TwoPiece
from forecast.inputs.fields import Fields
from forecast.inputs.parsing import DISTRIBUTION_KEYS, Belief, parse_distribution
from forecast.inputs.toml_files import Place, refuse_unknown_keys
from forecast.quantities import Quantity

GRADES = ("measured", "derived", "expert", "guess")
ENTRY_KEYS = (
    *("as_of", "grade", "sources", "derivation", "arithmetic", "checked", "by"),
    *("correlates_with", "updated_by", "scenario_only", "origin"),
)
MAX_ORDERS_OF_MAGNITUDE = 20  # a wider 90 % interval is more likely a slip than a belief
MAX_MOVED_PROBABILITY = 0.01  # more than this at the bounds is worth a word
SOURCES_EXAMPLE = 'sources = [{ key = "hoffmann2022", at = "Table 3", read = "alpha = 0.34" }]'
CORRELATION_EXAMPLE = 'correlates_with = { name = "human_level_date", rank_correlation = 0.3 }'


@dataclass(frozen=True)
class Source:
    """A work that a belief rests on: key in sources.bib, place in the work, what it says."""

    key: str
    at: str = ""
    read: str = ""


@dataclass(frozen=True)
class Correlation:
    """Dependence on another quantity, through the scores of both."""

    name: str
    rank_correlation: float

    @property
    def score_correlation(self) -> float:
        """Correlation of the normal scores that gives the declared (Spearman) rank correlation."""
        return 2.0 * math.sin(math.pi * self.rank_correlation / 6.0)


@dataclass(frozen=True)
class Entry:
    """A belief held from `as_of` on; `raw` is the table as it stands on the card.

    An entry `is_origin` when it was written later than it is dated: a wide belief for runs as of
    dates before the card's first true entry, marked as hindsight wherever it is scored.
    """

    as_of: datetime.date
    distribution: Belief
    grade: str
    sources: tuple[Source, ...]
    derivation: str
    correlates_with: Correlation | None
    raw: Mapping[str, Any]
    is_origin: bool = False


def parse_entry(mapping: Mapping[str, Any], place: Place, quantity: Quantity) -> Entry:
    """The entry that an `[[entry]]` table of a card states.

    Parameters
    ----------
    mapping : mapping of str to object
        The table.
    place : Place
        Where it stands.
    quantity : Quantity
        What the card is about; the declared values must lie within its bounds.

    Returns
    -------
    Entry
        The entry.

    Raises
    ------
    InputError
        If a field is unknown, missing or makes no sense.
    """
    fields = Fields(mapping, place)
    refuse_unknown_keys(mapping, (*ENTRY_KEYS, *DISTRIBUTION_KEYS), place)
    entry = Entry(
        as_of=fields.date("as_of"),
        distribution=parse_bounded(
            {k: v for k, v in mapping.items() if k in DISTRIBUTION_KEYS}, place, quantity
        ),
        grade=fields.choice("grade", GRADES),
        sources=_sources(fields),
        derivation=fields.text("derivation", 'derivation = "Doubling time made a factor."'),
        correlates_with=_correlation(fields, quantity.name),
        raw=mapping,
        is_origin=_is_origin(fields),
    )
    check_arithmetic(fields)
    if "checked" in mapping:
        fields.date("checked")
    if "by" in mapping:
        fields.text("by", 'by = "initials"')
    return entry


def parse_bounded(mapping: Mapping[str, Any], place: Place, quantity: Quantity) -> Belief:
    """A belief about a quantity, kept inside the quantity's bounds.

    Parameters
    ----------
    mapping : mapping of str to object
        Distribution fields only.
    place : Place
        Where they stand.
    quantity : Quantity
        What they are about.

    Returns
    -------
    Distribution or Pool
        The belief.

    Raises
    ------
    InputError
        If a declared value lies outside the bounds.
    """
    belief = parse_distribution(mapping, place)
    return bounded(belief, place, quantity) if isinstance(belief, Distribution) else belief


def bounded(belief: Distribution, place: Place, quantity: Quantity) -> Distribution:
    """The belief kept inside the bounds; an error if a declared value lies outside."""
    low, high = quantity.bounds
    for value in belief.declared_values():
        if not low <= value <= high:
            raise place.error(
                f"outside the bounds of {quantity.name}",
                _field_of(belief, value),
                found=value,
                accepted=f"{low:g} to {high:g} {quantity.unit}",
            )
    return within(belief, quantity.bounds)


def _field_of(belief: Distribution, value: float) -> str:
    """Name of the field that holds a declared value."""
    named = {k: v for k, v in belief.as_dict().items() if isinstance(v, float)}
    return next((name for name, number in named.items() if number == value), "family")


def _sources(fields: Fields) -> tuple[Source, ...]:
    """What the entry cites: at least one work, each with a key."""
    found = []
    for source in fields.tables("sources", SOURCES_EXAMPLE):
        refuse_unknown_keys(source.mapping, ("key", "at", "read"), source.place)
        texts = {name: source.text(name, SOURCES_EXAMPLE) for name in source.mapping}
        found.append(Source(**({"key": source.text("key", SOURCES_EXAMPLE)} | texts)))
    return tuple(found)


def _is_origin(fields: Fields) -> bool:
    """Whether the entry says that it was written with hindsight."""
    found = fields.mapping.get("origin", False)
    if not isinstance(found, bool):
        raise fields.place.error("must be true or false", "origin", found=found, accepted="true")
    return found


def _correlation(fields: Fields, own_name: str) -> Correlation | None:
    """Dependence on another quantity, if the entry declares one."""
    if "correlates_with" not in fields.mapping:
        return None
    table = fields.table("correlates_with", CORRELATION_EXAMPLE)
    refuse_unknown_keys(table.mapping, ("name", "rank_correlation"), table.place)
    name = table.text("name", CORRELATION_EXAMPLE)
    strength = table.number("rank_correlation")
    if name == own_name:
        raise table.place.error("a quantity correlates with itself", "name", found=name)
    if not -1 < strength < 1:
        raise table.place.error(
            "outside -1..1", "rank_correlation", found=strength, accepted=CORRELATION_EXAMPLE
        )
    return Correlation(name, strength)


def warnings_of(belief: Belief) -> list[str]:
    """What looks odd about a belief without being wrong.

    Parameters
    ----------
    belief : Distribution or Pool
        The belief.

    Returns
    -------
    list of str
        Sentences.
    """
    if isinstance(belief, Bounded):
        moved = belief.moved_probability if isinstance(belief.of, TwoPiece) else 0.0
        words = f"{moved:.1%} of the belief lies beyond the bounds and is moved to them"
        return warnings_of(belief.of) + ([words] if moved > MAX_MOVED_PROBABILITY else [])
    if isinstance(belief, Mixture):
        return [words for part in belief.components for words in warnings_of(part)]
    if isinstance(belief, Truncated):
        return warnings_of(belief.of)
    if isinstance(belief, TwoPiece) and belief.p05 * belief.p95 > 0:
        orders = abs(math.log10(abs(belief.p95)) - math.log10(abs(belief.p05)))
        if orders > MAX_ORDERS_OF_MAGNITUDE:
            return [f"the 90 % interval spans {orders:.0f} orders of magnitude; a slip?"]
    return []


def content_hash(thing: Entry | Belief) -> str:
    """Fingerprint of what an entry says, or of a belief alone.

    Parameters
    ----------
    thing : Entry, Distribution or Pool
        An entry is hashed with all its fields (any edit shows), a belief with its numbers only
        (a reworded derivation does not show).

    Returns
    -------
    str
        sha256 of the canonical JSON, 64 hexadecimal digits.
    """
    content = thing.raw if isinstance(thing, Entry) else thing.as_dict()
    text = json.dumps(
        content, sort_keys=True, separators=(",", ":"), default=_as_text, ensure_ascii=True
    )
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _as_text(value: Any) -> str:
    """Dates as ISO text; JSON has none."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong on a card")
