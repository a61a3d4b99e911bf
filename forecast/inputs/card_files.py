"""One card: a TOML file about one input quantity, with dated entries, read strictly."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from forecast.constants import PRICE_YEAR
from forecast.errors import InputError
from forecast.inputs.entries import Entry, parse_entry
from forecast.inputs.fields import Fields
from forecast.inputs.toml_files import read_toml, refuse_unknown_keys
from forecast.quantities import DIMS, UNITS, Quantity

CARD_KEYS = (
    *("name", "unit", "dims", "bounds", "meaning", "entry"),
    *("updated_by", "scenario_only", "price_year"),
)
NAME_PATTERN = re.compile(r"[a-z][a-z0-9_]{0,79}")
UPDATED_BY_EXAMPLE = 'updated_by = ["compute_stock"]'
ENTRY_EXAMPLE = "a table [[entry]] with as_of, family, grade, sources and derivation"


@dataclass(frozen=True)
class Card:
    """What is believed about one quantity, newest entry first."""

    name: str
    unit: str
    dims: tuple[str, ...]
    bounds: tuple[float, float]
    meaning: str
    topic: str
    path: Path
    entries: tuple[Entry, ...]
    updated_by: tuple[str, ...] = ()
    scenario_only: bool = False

    @property
    def quantity(self) -> Quantity:
        """The quantity that the card is about."""
        return Quantity(self.name, self.unit, self.dims, self.bounds, self.meaning)

    def entry(self, as_of: datetime.date) -> Entry:
        """The newest entry that was there on a day.

        Parameters
        ----------
        as_of : date
            The day.

        Returns
        -------
        Entry
            The newest with `entry.as_of <= as_of`.

        Raises
        ------
        InputError
            If the card begins later; the message says when.
        """
        for entry in self.entries:
            if entry.as_of <= as_of:
                return entry
        raise InputError(
            f"the card holds no entry as of {as_of}",
            file=self.path,
            field="as_of",
            accepted=f"{self.entries[-1].as_of}, its first date, or later",
        )


def load_card(path: Path) -> Card:
    """One card, without a look at the others it names.

    Parameters
    ----------
    path : Path
        `<topic>/<name>.toml`.

    Returns
    -------
    Card
        The card.

    Raises
    ------
    InputError
        The first problem.
    """
    problems: list[InputError] = []
    card = read_card(path, problems)
    if card is None or problems:
        raise problems[0]
    return card


def read_card(path: Path, problems: list[InputError]) -> Card | None:
    """A card, or None after the reasons were added to the problems.

    Parameters
    ----------
    path : Path
        `<topic>/<name>.toml`.
    problems : list of InputError
        Grows by one for the header, or by one for each bad entry.

    Returns
    -------
    Card or None
        The card.
    """
    n_before = len(problems)
    try:
        mapping, place = read_toml(path)
        fields = Fields(mapping, place)
        quantity = _quantity(fields)
        n_entries = len(fields.tables("entry", ENTRY_EXAMPLE))
    except InputError as error:
        problems.append(error)
        return None
    entries = []
    for index in range(n_entries):
        try:
            entries.append(parse_entry(mapping["entry"][index], place.at("entry", index), quantity))
        except InputError as error:
            problems.append(error)
    if len(problems) > n_before:
        return None
    try:
        return _card(fields, quantity, tuple(entries))
    except InputError as error:
        problems.append(error)
        return None


def _quantity(fields: Fields) -> Quantity:
    """Header of a card."""
    refuse_unknown_keys(fields.mapping, CARD_KEYS, fields.place)
    path = Path(str(fields.place.file))
    name = fields.text("name", f'name = "{path.stem}"')
    if name != path.stem or not NAME_PATTERN.fullmatch(name):
        usable = NAME_PATTERN.fullmatch(path.stem)
        raise fields.place.error(
            "the name must be the file's name without .toml, in lower case with underscores",
            "name",
            found=name,
            accepted=f'name = "{path.stem}"' if usable else f"{name}.toml as the file's name",
        )
    dims = fields.texts("dims", 'dims = ["sample"]')
    if not set(dims) <= set(DIMS) or len(set(dims)) != len(dims):
        raise fields.place.error("unknown dimension", "dims", found=list(dims), accepted=str(DIMS))
    return Quantity(
        name,
        fields.choice("unit", UNITS),
        dims,
        _bounds(fields),
        fields.text("meaning", 'meaning = "One sentence."'),
    )


def _bounds(fields: Fields) -> tuple[float, float]:
    """Smallest and largest value that makes sense."""
    bounds = fields.numbers("bounds")
    if len(bounds) != 2 or not bounds[0] < bounds[1]:
        raise fields.place.error(
            "must be [low, high] with low < high",
            "bounds",
            found=list(bounds),
            accepted="bounds = [0.0, 1.0]",
        )
    return (bounds[0], bounds[1])


def _card(fields: Fields, quantity: Quantity, entries: tuple[Entry, ...]) -> Card:
    """A card from its header and entries; the parts that concern both are checked here."""
    for index, (newer, older) in enumerate(pairwise(entries), start=1):
        if newer.as_of <= older.as_of:
            raise fields.place.at("entry", index).error(
                "entries must stand newest first, each with a date of its own",
                "as_of",
                found=older.as_of.isoformat(),
                accepted=f"a date before {newer.as_of}",
            )
    _check_price_year(fields)
    path = Path(str(fields.place.file))
    optional = Fields(dict(entries[0].raw) | dict(fields.mapping), fields.place)
    return Card(
        *(quantity.name, quantity.unit, quantity.dims, quantity.bounds, quantity.meaning),
        topic=path.parent.name,
        path=path,
        entries=entries,
        updated_by=_updated_by(optional),
        scenario_only=optional.mapping.get("scenario_only", False) is True,
    )


def _updated_by(fields: Fields) -> tuple[str, ...]:
    """Data sets or blocks that inform the quantity: one name or several."""
    if isinstance(fields.mapping.get("updated_by", []), str):
        return (fields.text("updated_by", UPDATED_BY_EXAMPLE),)
    return fields.texts("updated_by", UPDATED_BY_EXAMPLE) if "updated_by" in fields.mapping else ()


def _check_price_year(fields: Fields) -> None:
    """Refuse money of another year than the one that all formulas use."""
    if fields.mapping.get("price_year", PRICE_YEAR) != PRICE_YEAR:
        raise fields.place.error(
            "money must be stated in USD of one year",
            "price_year",
            found=fields.mapping["price_year"],
            accepted=str(PRICE_YEAR),
        )
