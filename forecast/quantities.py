"""What a quantity is: its name, unit, dimensions and bounds.

Units are a closed list: a card, an argument or a table that names another unit is refused, so
that no two spellings of one unit can meet in a formula.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forecast.errors import InputError

# A float, an array or a PyTensor variable: what formulas take and give.
type Amount = Any

UNITS: tuple[str, ...] = (
    "1",
    "year",
    "day",
    "USD",
    "USD/hour",
    "USD/year",
    "USD/kWh",
    "FLOP/s",
    "FLOP/s/USD",
    "byte/FLOP",
    "byte/(FLOP/s)",
    "byte/s",
    "W",
    "W/(FLOP/s)",
    "chip",
    "parameter",
    "token/parameter",
    "token",
    "token/s",
    "bit",
    "s",
    "person",
    "H100e",
    "H100e/year",
    "copy",
)
DIMS: tuple[str, ...] = ("sample", "year")


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice most like a word, or None when nothing is near.

    Parameters
    ----------
    word : str
        What was written.
    choices : iterable of str
        What could have been meant.

    Returns
    -------
    str or None
        The nearest choice.

    Examples
    --------
    >>> nearest("stdev", ["sd", "mean", "p95"])
    'sd'
    """
    # Two letters of an abbreviation are all that "sd" and "stdev" share, hence the low cutoff.
    found = difflib.get_close_matches(str(word)[:200], sorted(choices), n=1, cutoff=0.5)
    return found[0] if found else None


def did_you_mean(word: str, choices: Iterable[str]) -> str | None:
    """A fix for a message: the nearest choice as a question, or None.

    Parameters
    ----------
    word : str
        What was written.
    choices : iterable of str
        What could have been meant.

    Returns
    -------
    str or None
        "did you mean 'x'?".
    """
    found = nearest(word, choices)
    return f"did you mean {found!r}?" if found else None


@dataclass(frozen=True)
class Quantity:
    """A named number with a unit.

    Parameters
    ----------
    name : str
        The one name used on the card, in arguments, tables and figures.
    unit : str
        One of `UNITS`.
    dims : tuple of str
        Dimensions of its draws, out of `DIMS`.
    bounds : tuple of two floats
        Smallest and largest value that makes sense.
    meaning : str
        One sentence.
    """

    name: str
    unit: str
    dims: tuple[str, ...] = ("sample",)
    bounds: tuple[float, float] = (-math.inf, math.inf)
    meaning: str = ""

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise InputError(
                f"unknown unit of {self.name}",
                field="unit",
                found=self.unit,
                accepted="one of " + ", ".join(UNITS),
                fix=did_you_mean(self.unit, UNITS),
            )
        if not self.bounds[0] < self.bounds[1]:
            raise InputError(
                f"bounds of {self.name} do not increase",
                field="bounds",
                found=list(self.bounds),
                accepted="[low, high] with low < high, for example [0.0, 1.0]",
            )


class Vocabulary(Mapping[str, Quantity]):
    """The quantities a run may speak about, by name.

    Parameters
    ----------
    quantities : iterable of Quantity
        Each name once.
    """

    def __init__(self, quantities: Iterable[Quantity]) -> None:
        self._by_name: dict[str, Quantity] = {}
        for quantity in quantities:
            if quantity.name in self._by_name:
                raise InputError("a quantity is declared twice", field="name", found=quantity.name)
            self._by_name[quantity.name] = quantity

    def __getitem__(self, name: str) -> Quantity:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)
