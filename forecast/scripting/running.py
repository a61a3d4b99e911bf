"""`forecast.run`: from beliefs and evidence to a result, in one call."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from forecast.errors import InputError
from forecast.locations import default_priors
from forecast.scripting.result import Result
from forecast.settings import DEFAULT_DRAWS, VINTAGES, today


def run(
    *,
    as_of: datetime.date | str | None = None,
    scenario: str | None = None,
    set: Mapping[str, float | str] | None = None,
    draws: int = DEFAULT_DRAWS,
    seed: int = 0,
    priors: Path | str | None = None,
    vintage: str = VINTAGES[0],
) -> Result:
    """Forecast when N copies become affordable.

    Parameters
    ----------
    as_of : date or str, optional
        Cards and rows published later are not seen; today when left out.
    scenario : str, optional
        A named set of beliefs; see `forecast.scenarios`.
    set : mapping of str to number or str, optional
        Beliefs replaced by a value, or by a distribution as "~lognormal(1e12,1e13,1e14)".
    draws : int
        Forward draws.
    seed : int
    priors : Path or str, optional
        Folder of cards and evidence; the project's own when left out.
    vintage : str
        "published", or "observable": rows of retrospective tables count from when their figures
        were public.

    Returns
    -------
    Result

    Raises
    ------
    InputError
        When a card, a table or an argument cannot be used.
    GateRefused
        When a posterior that had to be fitted fails its checks.

    Examples
    --------
    >>> import forecast as fc
    >>> f = fc.run(as_of="2026-11-22", set={"human_level_date": 2030}, draws=2000, seed=1)
    >>> 0.0 < f.p_affordable_by(2050, n=1e6) <= 1.0
    True
    """
    from forecast.pipeline import Request, run_forecast

    if vintage not in VINTAGES:
        raise InputError(
            "no such vintage", field="vintage", found=vintage, accepted=", ".join(VINTAGES)
        )
    request = Request(
        as_of=date_of(as_of),
        scenario=scenario,
        sets=tuple(f"{name}={value}" for name, value in (set or {}).items()),
        draws=draws,
        seed=seed,
        priors_dir=Path(priors) if priors is not None else default_priors(),
        vintage=vintage,
    )
    return Result(run_forecast(request))


def date_of(as_of: datetime.date | str | None) -> datetime.date:
    """A date from what a script says; today for nothing.

    Examples
    --------
    >>> date_of("2026-11-22")
    datetime.date(2026, 11, 22)
    """
    if as_of is None:
        return today()
    return as_of if isinstance(as_of, datetime.date) else datetime.date.fromisoformat(as_of)
