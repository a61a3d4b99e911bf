"""Checks of draws.parquet: whole, finite, and of one mind with the published numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from forecast.writeup.answers import HORIZON_YEAR
from forecast.writeup.checks.folder import Folder

N_DRAWS = 10_000
OUTCOMES = ("date_", "gap_", "copies_at_arrival_")
SIGMAS = 6.0  # standard errors between a chance of the draws and the published one
ROUNDING_YEARS = 1e-3  # year; a float32 of a year is good to a tenth of this


def draws_are_as_many_as_promised(folder: Folder) -> Iterator[str]:
    """As many joint draws as promised, or all of a run that had fewer."""
    columns, _ = folder.draws
    wanted = min(N_DRAWS, folder.summary["draws"])
    if any(len(values) != wanted for values in columns.values()):
        yield f"not {wanted:,} draws in every column"


def draws_have_inputs_dates_gaps_and_copies(folder: Folder) -> Iterator[str]:
    """Every kind of column is there, for every case that is published."""
    columns, _ = folder.draws
    for row in folder.summary["answers"]["Q2"]:
        for kind in ("date", "gap"):
            if f"{kind}_{_tail(row)}" not in columns:
                yield f"no column {kind}_{_tail(row)}"
    for name in ("human_level_date", "copies_at_arrival_world"):
        if name not in columns:
            yield f"no column {name}"


def draws_of_inputs_are_finite(folder: Folder) -> Iterator[str]:
    """No input is missing in any draw."""
    for name, values in folder.draws[0].items():
        if not name.startswith(OUTCOMES) and not np.isfinite(values).all():
            yield f"{name} is missing in {(~np.isfinite(values)).sum()} draws"


def draws_have_units(folder: Folder) -> Iterator[str]:
    """Every column states its unit."""
    yield from (f"{name} has no unit" for name, unit in folder.draws[1].items() if not unit)


def draws_of_dates_lie_before_the_horizon(folder: Folder) -> Iterator[str]:
    """A date is within the forecast; one that never comes is missing, not a year."""
    start = float(folder.summary["as_of"][:4])
    for name, values in folder.draws[0].items():
        known = values[np.isfinite(values)]
        if not name.startswith("date_") or not len(known):
            continue
        if known.min() < start or known.max() >= HORIZON_YEAR + 1:
            yield f"{name} holds {known.min():.2f} to {known.max():.2f}"


def gaps_are_dates_less_arrivals(folder: Folder) -> Iterator[str]:
    """In every draw the gap is the affordable date less the human-level date, and not negative."""
    columns = folder.draws[0]
    for name in [name for name in columns if name.startswith("gap_")]:
        dates = columns[name.replace("gap_", "date_", 1)]
        expected = np.maximum(dates - columns["human_level_date"], 0.0)
        if not np.allclose(columns[name], expected, atol=ROUNDING_YEARS, equal_nan=True):
            yield f"{name} is not the date less the arrival"


def draws_agree_with_the_published_chances(folder: Folder) -> Iterator[str]:
    """The draws are a sample of what is published: their chances lie within a few errors of it."""
    columns = folder.draws[0]
    for row in folder.summary["answers"]["Q1"]:
        dates = columns[f"date_{_tail(row)}"]
        found = float((dates < row["year"] + 1).mean())
        error = math.sqrt(max(row["p"] * (1 - row["p"]), 1e-4) / len(dates) + row["mcse"] ** 2)
        if abs(found - row["p"]) > SIGMAS * error:
            yield f"{row['n']:g} copies by {row['year']}: {found:.4f} of draws, not {row['p']:.4f}"


def _tail(row: dict) -> str:
    return f"{row['n']:.0e}_theta_{row['theta']:g}".replace("e+0", "e")


CHECKS = (
    draws_are_as_many_as_promised,
    draws_have_inputs_dates_gaps_and_copies,
    draws_of_inputs_are_finite,
    draws_have_units,
    draws_of_dates_lie_before_the_horizon,
    gaps_are_dates_less_arrivals,
    draws_agree_with_the_published_chances,
)
