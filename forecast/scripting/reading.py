"""What a run would read: beliefs, evidence and scenarios, as labelled data."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from forecast.locations import default_priors
from forecast.scripting.running import date_of


def beliefs(
    *, as_of: datetime.date | str | None = None, priors: Path | str | None = None
) -> dict[str, Any]:
    """Prior distributions by name.

    Parameters
    ----------
    as_of : date or str, optional
        Entries made later are not seen; today when left out.
    priors : Path or str, optional
        Folder of cards; the project's own when left out.

    Returns
    -------
    dict of str to Distribution
        With `ppf(level)`, and `median` where there is one.
    """
    from forecast.inputs.cards import load_cards
    from forecast.inputs.scenarios import beliefs as in_force

    return dict(in_force(load_cards(_folder(priors)), date_of(as_of)))


def evidence(
    dataset: str, *, as_of: datetime.date | str | None = None, priors: Path | str | None = None
) -> Any:
    """One table of evidence, as it could be known on a day.

    Parameters
    ----------
    dataset : str
        Name of the table.
    as_of : date or str, optional
        Today when left out.
    priors : Path or str, optional
        The project's own folder when left out.

    Returns
    -------
    Table
        `column(name)` gives an array; `rows` are dicts; `card` says what stands in them.
    """
    from forecast.inputs.evidence import load_table

    return load_table(_folder(priors), dataset, date_of(as_of))


def scenarios(*, priors: Path | str | None = None) -> dict[str, str]:
    """Named sets of beliefs and what each means.

    Parameters
    ----------
    priors : Path or str, optional
        The project's own folder when left out.

    Returns
    -------
    dict of str to str
    """
    from forecast.inputs.overrides import scenarios as known

    return {each.name: each.meaning for each in known(_folder(priors))}


def _folder(priors: Path | str | None) -> Path:
    return Path(priors) if priors is not None else default_priors()
