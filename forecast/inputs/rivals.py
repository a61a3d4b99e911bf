"""Growth rates that others published, with their days: the rivals of a backtest."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from math import log
from pathlib import Path

from forecast.inputs.arithmetic import check_arithmetic
from forecast.inputs.bibliography import bibliography_keys
from forecast.inputs.fields import Fields
from forecast.inputs.toml_files import read_toml, refuse_unknown_keys

FILE = "rivals.toml"
KEYS = (
    *("name", "targets", "states", "growth_factor_per_year", "arithmetic", "published_on"),
    "sources",
)
STATES = ("growth", "value")
EXAMPLE = 'sources = [{ key = "hobbhahn2022", at = "summary", read = "2.46 years" }]'


@dataclass(frozen=True)
class Rival:
    """A published growth rate.

    Parameters
    ----------
    name : str
        What tables call it.
    targets : tuple of str
        Targets of the backtest that it speaks about.
    log_per_year : float, 1/year
        Natural log of the yearly factor.
    states_value : bool
        The factor is itself the target (a gain a year) and not the growth of one.
    published_on : date
        It enters at later origins only.
    source, read : str
        Key in sources.bib, and what the work says.
    """

    name: str
    targets: tuple[str, ...]
    log_per_year: float
    states_value: bool
    published_on: datetime.date
    source: str
    read: str


def load_rivals(priors_dir: Path | str) -> tuple[Rival, ...]:
    """The rivals of a folder of priors, in the order of the file.

    Parameters
    ----------
    priors_dir : Path or str
        Folder that holds `rivals.toml` and `sources.bib`.

    Returns
    -------
    tuple of Rival

    Raises
    ------
    InputError
        If a field is unknown, missing or makes no sense, or a source is not in the bibliography.
    """
    mapping, place = read_toml(Path(priors_dir) / FILE)
    refuse_unknown_keys(mapping, ("rival",), place)
    known = bibliography_keys(Path(priors_dir) / "sources.bib")
    tables = Fields(mapping, place).tables("rival", "a table [[rival]] with name and targets")
    places = (place.at("rival", index) for index in range(len(tables)))
    return tuple(
        _rival(Fields(table.mapping, where), known)
        for table, where in zip(tables, places, strict=True)
    )


def _rival(fields: Fields, known: tuple[str, ...]) -> Rival:
    refuse_unknown_keys(fields.mapping, KEYS, fields.place)
    check_arithmetic(fields)
    source = fields.tables("sources", EXAMPLE)[0]
    key = source.text("key", EXAMPLE)
    if key not in known:
        message = "the source has no entry of this key in sources.bib"
        raise fields.place.error(message, "sources", found=key)
    return Rival(
        name=fields.text("name", 'name = "gpus_2.46_years"'),
        targets=fields.texts("targets", 'targets = ["flop_per_usd"]'),
        log_per_year=log(fields.positive("growth_factor_per_year")),
        states_value=fields.choice("states", STATES) == "value",
        published_on=fields.date("published_on"),
        source=key,
        read=source.text("read", EXAMPLE),
    )
