"""The joint draws of a publication: inputs, dates, gaps and copies at arrival, a row a draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from forecast.inputs.questions import N_COPIES, THETAS, Case
from forecast.kernel.inputs import DERIVED, INPUT_NAMES
from forecast.pipeline.answers.arrivals import arriving
from forecast.pipeline.answers.copies_at_arrival import copies_by_basis
from forecast.pipeline.sample import EXTRA_NAMES, Sample
from forecast.timeline.gap import gap_years

PUBLISHED_DRAWS = 10_000  # draws; one a posterior row
BASES = ("training_cluster", "lab", "world")


def joint_draws(sample: Sample) -> dict[str, np.ndarray]:
    """The first draws of a run with what came of them.

    Parameters
    ----------
    sample : Sample
        Draws kept whole.

    Returns
    -------
    dict of str to array (draw,)
        Inputs by name; `date_<n>_theta_<theta>` and `gap_<n>_theta_<theta>`, inf for never;
        `copies_at_arrival_<basis>`, nan without an arrival.
    """
    kept = _first(sample, PUBLISHED_DRAWS)
    draws = {name: kept[name].astype(float) for name in (*INPUT_NAMES, *EXTRA_NAMES)}
    arrival = draws["human_level_date"]
    for case in (Case(n, theta) for n in N_COPIES for theta in THETAS):
        first = kept.first_of(case)
        draws[case_column("date", case.n, case.theta)] = first
        draws[case_column("gap", case.n, case.theta)] = gap_years(first, arrival)
    return draws | _copies(kept)


def case_column(what: str, n: float | None, theta: float) -> str:
    """Name of a column about one case.

    Parameters
    ----------
    what : str
    n : float, copies
    theta : float, share of the wage

    Returns
    -------
    str

    Examples
    --------
    >>> case_column("date", 8e9, 0.1)
    'date_8e9_theta_0.1'
    """
    return f"{what}_{n:.0e}_theta_{theta:g}".replace("e+0", "e")


def units_of(draws: Mapping[str, np.ndarray], cards: Mapping[str, Any]) -> dict[str, str]:
    """Unit of each column of the joint draws.

    Parameters
    ----------
    draws : mapping of array (draw,)
    cards : mapping of str to Card

    Returns
    -------
    dict of str to str
    """
    own = dict.fromkeys(DERIVED, "1")
    starts = {"date_": "year", "gap_": "year", "copies_at_arrival_": "copy"}

    def unit(name: str) -> str:
        if name in cards:
            return str(cards[name].unit)
        return own.get(name) or next(u for start, u in starts.items() if name.startswith(start))

    return {name: unit(name) for name in draws}


def _first(sample: Sample, most: int) -> Sample:
    extra = {name: values[:most] for name, values in sample.extra.items()}
    return replace(sample, records=sample.records[:most], extra=extra, first=sample.first[:most])


def _copies(sample: Sample) -> dict[str, np.ndarray]:
    """Copies at the human-level date; none run where no hardware serves one."""
    comes = arriving(sample)
    found = copies_by_basis(sample, 1.0) if comes.any() else {}
    columns = {}
    for basis in BASES:
        column = np.full(len(comes), np.nan)
        if basis in found:
            column[comes] = np.nan_to_num(found[basis], nan=0.0, posinf=0.0)
        columns[f"copies_at_arrival_{basis}"] = column
    return columns
