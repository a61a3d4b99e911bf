"""Beliefs typed on a command line: `3.5`, `~lognormal(1, 2, 3)`, `~normal(mean=2, sd=0.5)`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from forecast.inputs.families import Distribution
from forecast.inputs.family_fields import QUANTILES
from forecast.inputs.fields import Fields
from forecast.inputs.parsing import parse_inner
from forecast.inputs.toml_files import Place, refuse_unknown_keys

_SHORTHAND = re.compile(r"~\s*([a-z_]+)\s*\(([^()]*)\)\s*")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_ORDER = {
    **dict.fromkeys(("normal", "lognormal"), QUANTILES),
    "logitnormal": (*QUANTILES, "lower", "upper"),
    "uniform": ("lower", "upper"),
    "fixed": ("value",),
}
SHORTHAND_EXAMPLE = (
    "3.5 or ~lognormal(1, 2, 3) or ~normal(mean=2, sd=0.5) or ~categorical(4:0.4, 8:0.6)"
)


def parse_shorthand(text: str, where: Place | Path | str | None) -> Distribution:
    """The belief that a short text states.

    Parameters
    ----------
    text : str
        A number, or a tilde, a family and its numbers: quantiles p05, p50, p95 in this order,
        `name=number` for other fields, `value:weight` for a categorical.
    where : Place, Path or str
        What an error names.

    Returns
    -------
    Distribution
        The belief.

    Raises
    ------
    InputError
        If the text is neither.

    Examples
    --------
    >>> parse_shorthand("~uniform(2, 4)", "--set")
    Uniform(lower=2.0, upper=4.0)
    """
    place = Place.of(where)
    return parse_inner(Fields(shorthand_fields(text, place), place))


def shorthand_fields(text: str, place: Place) -> dict[str, Any]:
    """The same belief as the fields of a card.

    Parameters
    ----------
    text : str
        As for `parse_shorthand`.
    place : Place
        What an error names.

    Returns
    -------
    dict
        `family` and its fields.

    Raises
    ------
    InputError
        If the text cannot be read.
    """
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return {"family": "fixed", "value": float(text)}
    match = _SHORTHAND.fullmatch(text)
    if match is None:
        raise place.error(
            "not a number or a belief", "value", found=text, accepted=SHORTHAND_EXAMPLE
        )
    family, arguments = match[1], [part.strip() for part in match[2].split(",")]
    refuse_unknown_keys({family: None}, (*_ORDER, "categorical"), place)
    try:
        return {"family": family} | _numbers(family, arguments)
    except ValueError:
        raise place.error(
            "cannot read the numbers", family, found=match[2], accepted=SHORTHAND_EXAMPLE
        ) from None


def _numbers(family: str, arguments: list[str]) -> dict[str, Any]:
    """Fields from the arguments; ValueError if they cannot be read."""
    if family == "categorical":
        pairs = [argument.split(":") for argument in arguments]
        return {
            "values": [_plain_number(value) for value, _ in pairs],
            "weights": [_plain_number(weight) for _, weight in pairs],
        }
    if all("=" in argument for argument in arguments):
        named = [argument.split("=") for argument in arguments]
        if len({name.strip() for name, _ in named}) < len(named):
            raise ValueError(arguments)
        return {name.strip(): _plain_number(number) for name, number in named}
    if len(arguments) > len(_ORDER[family]):
        raise ValueError(arguments)
    return dict(zip(_ORDER[family], map(_plain_number, arguments), strict=False))


def _plain_number(text: str) -> float:
    """A float from plain digits: no thousands marks, nan or infinity."""
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(text)
    return float(text)
