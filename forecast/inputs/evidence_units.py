"""Units that evidence may state: closed lists, so that no spelling goes unnoticed.

Evidence keeps the unit of its source; conversion to the units of the cards happens where a row is
used. What follows a comma or a bracket only describes ("USD, nominal, per accelerator").
"""

from __future__ import annotations

import re

COLUMN_UNITS: tuple[str, ...] = (
    *("", "ISO date", "calendar year", "decimal year", "years", "nm"),
    *("see unit", "see metric", "count", "rank", "score", "ratio", "fraction", "probability"),
    *("USD", "USD per accelerator-hour", "USD per 1e6 tokens", "USD per 1e6 input tokens"),
    *("USD per 1e6 output tokens", "FLOP", "FLOP/s", "op/s", "bytes", "bytes/s", "bits", "W"),
    *("parameters", "tokens", "sequences", "requests", "factor per year", "H100 equivalents"),
    *("ECI points", "Epoch Capabilities Index points"),
)
ROW_UNITS: tuple[str, ...] = (
    *("1", "ratio", "fraction", "probability", "years", "s", "h/year", "h/week", "W"),
    *("usd", "usd_per_hour", "usd_per_week", "usd_per_year", "usd_per_kwh", "usd_ppp_per_month"),
    *("USD/year", "USD/W", "USD per 1e6 tokens", "index_1982_84_100", "persons", "workers"),
    *("chips", "h100e", "accelerators", "accelerator-hours", "wafers/month", "copies"),
    *("parameters", "log10 parameters", "FLOP", "log10 FLOP", "log10 compute", "FLOP/s"),
    *("FLOP/token", "factor per year", "tokens", "tokens/s", "tokens/h", "tokens/day"),
    *(
        "bytes",
        "bytes/s",
        "messages/day",
        "words/s",
        "words/min",
        "tokens/s per accelerator",
        "tokens/s per stream",
    ),
)
_REMARK = re.compile(r"\s*[,(].*$")
_MONEY_YEAR = re.compile(r"^USD of \d{4}$")


def bare_unit(unit: str) -> str:
    """A unit without the remark behind it.

    Parameters
    ----------
    unit : str
        As it stands on a card or in a cell.

    Returns
    -------
    str

    Examples
    --------
    >>> bare_unit("USD, nominal, at release"), bare_unit("USD of 2023")
    ('USD', 'USD')
    """
    bare = _REMARK.sub("", unit.strip())
    return "USD" if _MONEY_YEAR.match(bare) else bare
