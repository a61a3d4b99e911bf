"""Rows of a document as labelled arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import xarray as xr


def curve_of(rows: list[dict[str, Any]], along: str, shift: int = 0) -> xr.DataArray:
    """Chances by N, theta and a whole number of years.

    Parameters
    ----------
    rows : list of dict
        With n, theta, p and `along`.
    along : str
        "year" or "years".
    shift : int
        Added to `along`: chances before a year are those by the end of the year before.

    Returns
    -------
    DataArray (n, theta, along)
    """
    import xarray as xr

    axes = {key: sorted({row[key] for row in rows}) for key in ("n", "theta", along)}
    values = np.full([len(each) for each in axes.values()], np.nan)
    for row in rows:
        values[tuple(axes[key].index(row[key]) for key in axes)] = row["p"]
    axes[along] = [value + shift for value in axes[along]]
    return xr.DataArray(values, coords=axes, dims=tuple(axes), attrs={"units": "1"})


def quantile_array(rows: list[dict[str, Any]], units: str) -> xr.DataArray:
    """Quantiles by N and theta; infinity where one lies beyond the horizon.

    Parameters
    ----------
    rows : list of dict
        With n, theta and quantiles.
    units : str

    Returns
    -------
    DataArray (n, theta, quantile)
    """
    import xarray as xr

    axes: dict[str, list[float]] = {
        key: sorted({row[key] for row in rows}) for key in ("n", "theta")
    }
    levels = list(rows[0]["quantiles"])
    values = np.full((len(axes["n"]), len(axes["theta"]), len(levels)), np.inf)
    for row in rows:
        place = axes["n"].index(row["n"]), axes["theta"].index(row["theta"])
        values[place] = [_or_infinity(row["quantiles"][level]) for level in levels]
    axes["quantile"] = [float(level) for level in levels]
    return xr.DataArray(values, coords=axes, dims=tuple(axes), attrs={"units": units})


def by_year(rows: list[dict[str, Any]], units: str) -> xr.DataArray:
    """Quantiles by year.

    Parameters
    ----------
    rows : list of dict
        With year and quantiles.
    units : str

    Returns
    -------
    DataArray (year, quantile)
    """
    import xarray as xr

    levels = list(rows[0]["quantiles"])
    values = [[_or_infinity(row["quantiles"][level]) for level in levels] for row in rows]
    axes = {"year": [row["year"] for row in rows], "quantile": [float(each) for each in levels]}
    return xr.DataArray(values, coords=axes, dims=tuple(axes), attrs={"units": units})


def joint_draws(sample: Any, inputs: Any) -> xr.Dataset:
    """Inputs of the draws kept whole, with the headline date and gap.

    Parameters
    ----------
    sample : Sample
    inputs : Inputs

    Returns
    -------
    Dataset (sample,)
        Each variable with its unit.
    """
    import xarray as xr

    cards = inputs.cards
    found = {name: sample[name] for name in (*sample.records.dtype.names, *sample.extra)}
    units = {name: cards[name].quantity.unit if name in cards else "1" for name in found}
    found["first_affordable_date"] = sample.dates
    found["gap"] = sample.dates - found["human_level_date"]
    units |= {"first_affordable_date": "year", "gap": "year"}
    return xr.Dataset(
        {name: ("sample", values, {"units": units[name]}) for name, values in found.items()}
    )


def _or_infinity(value: float | None) -> float:
    return np.inf if value is None else value
