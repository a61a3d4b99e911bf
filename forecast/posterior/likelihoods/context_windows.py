"""Windows of released language models: each developer's wish grows, and stops at a million tokens.

Rows: the advertised maximum context of a model, by release date. Models of one developer released
on one day with one window are one decision and count once. Rows before 2023 stay out (three records
cannot tell a trend), and so do digests (secondary).

Noise: two kinds of rows. A developer that wants less than the plateau on which the longest windows
have stood since 2024 releases what it wants: an exponential trend, an effect a developer, Student
scatter. One that wants more releases the plateau, hardly scattered; the share of those follows from
trend and scatter (a censored trend, whose plateau is learned with it). The ceiling of the typical
window is today's times growth to the power of the slowing time. The longest window of the typical
developer speaks about it, as one observation with a wide error (`context_ceiling_scatter`): the
plateau may rise again, as it did before.

Informs: typical window at the start and its growth; slowing, through the ceiling. Use is a share of
the window, and no row says which: an advertised window is never read as use.

What the plot shows: the bulk climbs a straight line from 8,000 tokens in 2023 through 130,000 in
early 2025 to the million. 30 % of all rows lie within 5 % of it, 82 % of those since mid-2026. 95 %
of rows lie in their 90 % band, 64 % in their 50 % band: round sizes (128 and 256 thousand) pile up
near the middle. Ten million (Llama 4 Scout) and two (Gemini 1.5) lie above the band.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pymc as pm
import pytensor.tensor as pt

from forecast.constants import START_YEAR
from forecast.posterior.build import nuisance
from forecast.posterior.effects import random_effects

if TYPE_CHECKING:
    from forecast.inputs.table import Row, Table

DATASET = "context_windows"
TERMS = (
    "context_window_tokens",
    "context_window_growth_per_year",
    "context_window_slowing_years",
)
PUBLISHED = (  # what a new developer's model needs
    "context_developer_spread",
    "context_model_scatter",
    "context_plateau_log_tokens",
    "context_plateau_scatter",
)
PREDICTS_WITH = ("context_developer_score",)
FIRST_YEAR = 2023.0  # year; before, there are only a few records
STUDENT_DEGREES = 5.0  # of the scatter between models
PLATEAU_DEGREES = 3.0  # of the scatter on the plateau: some go twice or ten times further
LOGISTIC_OF_NORMAL = 1.702  # the scale that brings a logistic nearest to a normal
RECENT_YEARS = 2.0  # how far back from the last row the longest windows are looked for
UNNAMED = "unnamed"


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows since 2023 that are no digest, one a developer, day and window."""
    del tables
    kept: dict[tuple[Any, ...], Row] = {}
    for row, year in zip(table.rows, table.years(), strict=True):
        if year >= FIRST_YEAR and row["verification"] != "secondary":
            kept.setdefault((developer(row), row["observed_on"], row["max_context_tokens"]), row)
    chosen = {id(row) for row in kept.values()}
    return table.where(lambda row: id(row) in chosen)


def developer(row: Row) -> str:
    """Who released a model, as the table calls them."""
    return row["organization"] or UNNAMED


def longest_tokens(table: Table) -> float:
    """Longest window of the typical developer of late, token.

    Parameters
    ----------
    table : Table
        Selected rows.

    Returns
    -------
    float, token
        Median over developers of the longest window in the last two years of rows.
    """
    years = table.years()
    longest: dict[str, float] = {}
    for row, year in zip(table.rows, years, strict=True):
        if year >= years.max() - RECENT_YEARS:
            window = max(row["max_context_tokens"], longest.get(developer(row), 0.0))
            longest[developer(row)] = window
    return float(np.median(list(longest.values())))


def log_wanted(terms: Mapping[str, Any], years: Any) -> Any:
    """Natural log of the window a typical developer wants at calendar years, token.

    Parameters
    ----------
    terms : mapping of str to scalar
        Values of `TERMS`.
    years : array (row,), year
        Calendar years, no later than shortly after the start.

    Returns
    -------
    array or tensor (row,), natural log of tokens
    """
    growth = np.log(terms["context_window_growth_per_year"])
    return np.log(terms["context_window_tokens"]) + growth * (years - START_YEAR)


def plateau_share(wanted: Any, plateau: Any, scatter: Any) -> Any:
    """Share of models that are released with the plateau, because more is wanted, 1.

    Parameters
    ----------
    wanted, plateau : array or tensor (row,), natural log of tokens
    scatter : scalar, 1
        Of what models of one developer want.

    Returns
    -------
    array or tensor (row,), 1
        A logistic in place of the normal distribution function, to within 0.01.
    """
    return 1.0 / (1.0 + np.exp(LOGISTIC_OF_NORMAL * (plateau - wanted) / scatter))


def log_ceiling(terms: Mapping[str, Any]) -> Any:
    """Natural log of the window at which the typical one levels off, token."""
    to_come = np.log(terms["context_window_growth_per_year"])
    to_come = to_come * terms["context_window_slowing_years"]
    return np.log(terms["context_window_tokens"]) + to_come


def add(terms: dict[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Add the rows to the model in whose context this is called.

    Parameters
    ----------
    terms : dict of str to PyTensor variable
        The quantities of `TERMS`.
    table : Table
        What `select` chose.
    tables : mapping of str to Table
        Not used.
    """
    del tables
    noise = nuisance(table)
    developers = [developer(row) for row in table.rows]
    spread, scatter = noise["context_developer_spread"], noise["context_model_scatter"]
    wanted = log_wanted(terms, table.years())
    wanted = wanted + random_effects("context_developer_score", spread, developers)
    plateau = noise["context_plateau_log_tokens"] + pt.zeros(len(table))
    at_plateau = plateau_share(wanted=wanted, plateau=plateau, scatter=scatter)
    pm.Mixture(
        f"{DATASET}_observed",
        w=pt.stack([1.0 - at_plateau, at_plateau], axis=-1),
        comp_dists=[
            pm.StudentT.dist(nu=STUDENT_DEGREES, mu=wanted, sigma=scatter),
            pm.StudentT.dist(
                nu=PLATEAU_DEGREES, mu=plateau, sigma=noise["context_plateau_scatter"]
            ),
        ],
        observed=pm.Data(f"{DATASET}_log_tokens", np.log(table.column("max_context_tokens"))),
    )
    pm.Normal(
        f"{DATASET}_longest",
        mu=log_ceiling(terms),
        sigma=noise["context_ceiling_scatter"],
        observed=pm.Data(f"{DATASET}_log_longest", np.log(longest_tokens(table))),
    )
