"""From the text of one cell to a value, or to a complaint that shows the plain form."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable

from forecast.inputs.table import Cell

FIRST_YEAR, LAST_YEAR = 1900, 2200  # what evidence and its projections can speak about
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NOT_PLAIN = re.compile(r"(?i)usd|eur|[$\u20ac\u00a3_'%\s]")
_GROUPS_OF_THREE = re.compile(r"[+-]?\d{1,3}(,\d{3})+", re.ASCII)


class CellError(ValueError):
    """What is wrong with a cell, what is accepted, and how to put it right."""

    def __init__(self, message: str, accepted: str, fix: str | None = None) -> None:
        self.message, self.accepted, self.fix = message, accepted, fix
        super().__init__(message)


def parse_cell(text: str, kind: str) -> Cell:
    """The value of a cell.

    Parameters
    ----------
    text : str
        The cell; "" is None whatever the kind.
    kind : str
        text, number, bool or date.

    Returns
    -------
    float, str, bool, date or None
        Text is kept as it stands, also when it reads NA, null or TRUE.

    Raises
    ------
    CellError
        If the text is not of the kind.

    Examples
    --------
    >>> parse_cell("1e3", "number"), parse_cell("NA", "text"), parse_cell("", "bool")
    (1000.0, 'NA', None)
    """
    return _PARSERS[kind](text) if text != "" else None


def plain_form(text: str) -> str | None:
    """A number as this reader takes it, from one as people write it.

    Parameters
    ----------
    text : str
        Such as "$1,000" or "1.000,5".

    Returns
    -------
    str or None
        None when no number can be seen in it.

    Examples
    --------
    >>> plain_form("1,000"), plain_form("1.000,5"), plain_form("$5"), plain_form("0,5")
    ('1000', '1000.5', '5', '0.5')
    """
    bare = _NOT_PLAIN.sub("", text)
    comma_is_decimal = bare.rfind(",") > bare.rfind(".") and not _GROUPS_OF_THREE.fullmatch(bare)
    if comma_is_decimal:
        bare = bare.replace(".", "").replace(",", ".")
    bare = bare.replace(",", "")
    if not _NUMBER.fullmatch(bare):
        return None
    return f"{float(bare) / 100:g}" if "%" in text else bare


def _number(text: str) -> float:
    bare = text.strip()
    if not _NUMBER.fullmatch(bare):
        plain = plain_form(bare)
        raise CellError(
            "not a plain number",
            "digits with a point for decimals, such as 1000.5 or 1.5e9; empty if not known",
            f"write {plain}" if plain else None,
        )
    value = float(bare)
    if not math.isfinite(value):
        raise CellError("not a finite number", "at most about 1e308")
    return value


def _bool(text: str) -> bool:
    if text.strip() not in ("true", "false"):
        lower = text.strip().lower()
        fix = f"write {lower}" if lower in ("true", "false") else None
        raise CellError("not a truth value", "true or false; empty if not known", fix)
    return text.strip() == "true"


def _date(text: str) -> datetime.date:
    accepted = f"an ISO date YYYY-MM-DD, years {FIRST_YEAR} to {LAST_YEAR}, such as 2026-11-22"
    if not _DAY.fullmatch(text.strip()):
        raise CellError("not an ISO date", accepted)
    try:
        day = datetime.date.fromisoformat(text.strip())
    except ValueError:
        raise CellError("no such day", accepted) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellError("the year is out of range", accepted)
    return day


_PARSERS: dict[str, Callable[[str], Cell]] = {
    "text": str,
    "number": _number,
    "bool": _bool,
    "date": _date,
}
