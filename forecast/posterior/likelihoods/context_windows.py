"""Windows of released language models: what developers want grows, and most stop at a million.

Rows: the advertised maximum context of a model, by release date. Models of one developer released
on one day with one window are one decision and count once. Rows before 2023 stay out (three records
cannot tell a trend), and so do digests (secondary).

Noise: windows come in sizes (a power of two, or the round number next to it), so a row tells only
between which sizes lies what was wanted: a trend, an effect a developer, a departure that all
releases of a quarter share (windows rise in steps: the market copies a size within months), and
logistic scatter. The usual longest size (that of at least three developers of late) holds back
those who want more, but for a share who go on; it gives way as the typical developer comes to want
more than it by far.

The trend is the kernel's, in three shapes (`CONTEXT`). Where it slows, what is left of the growth
ends, within a wide error, at the usual longest size: the one observation of a limit
(`context_ceiling_scatter`). An exponential has no such end.

Informs: typical window at the start, its growth, how it slows. Use is a share of the window, and no
row says which: an advertised window is never read as use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.posterior.cumulative import QUARTERS_PER_YEAR
from forecast.posterior.shapes import NEVER_SLOWS_YEARS, Scored
from forecast.posterior.shapes_of_offers import CONTEXT
from forecast.trends import log_slowing_growth

if TYPE_CHECKING:
    from forecast.inputs.table import Row, Table

DATASET = "context_windows"
TERMS = (
    "context_window_tokens",
    "context_window_growth_per_year",
    "context_window_long_run_growth_per_year",
    "context_window_slowing_years",
)
PREDICTS_WITH = (
    "context_developer_spread",
    "context_model_scatter",
    "context_beyond_share",
    "context_limit_patience",
    "context_wave_scatter",
    "context_wave_years",
    "context_developer_score",
    "context_wave",
)
FIRST_YEAR = 2023.0  # year; before, there are only a few records
QUARTER = 1.0 / QUARTERS_PER_YEAR  # year
LOG2_SIZES = np.arange(10, 25)  # 1024 tokens to 16.8 million: a size is the nearest power of two
LOG_SIZES = np.log(2.0) * LOG2_SIZES
FAR = 10.0  # log; how far the outermost sizes reach
EDGES = np.r_[
    LOG_SIZES[0] - FAR, (LOG_SIZES[1:] + LOG_SIZES[:-1]) / 2, LOG_SIZES[-1] + FAR
]  # log tokens; between sizes
LEAST_CHANCE = 1e-12  # of a size: keeps its log finite
LOGISTIC_OF_NORMAL = 1.702  # the scale that brings a logistic nearest to a normal
GIVES_WAY = 3.0  # 1/log; how sharply a limit gives way around the patience
RECENT_YEARS = 1.0  # how far back from the last row lies what is on offer
WATCHED_YEARS = 2.0  # of rows, before the longest windows can be said to stand
USUAL_SHARE = 0.2  # of developers, who make a size usual
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


def size_of(tokens: Any) -> np.ndarray:
    """Position in `LOG2_SIZES` of the nearest size.

    Examples
    --------
    >>> [int(LOG2_SIZES[k]) for k in size_of([128_000, 200_000, 1_000_000])]
    [17, 18, 20]
    """
    return np.clip(np.rint(np.log2(tokens)).astype(int) - LOG2_SIZES[0], 0, len(LOG2_SIZES) - 1)


def quarter_of(year: Any) -> np.ndarray:
    """Number of the quarter that a date lies in, from 0."""
    return np.floor((np.asarray(year) - FIRST_YEAR) / QUARTER).astype(int)


def longest_by_developer(table: Table) -> list[int]:
    """Longest size of every developer of late, the longest first, positions in `LOG2_SIZES`.

    Parameters
    ----------
    table : Table
        Selected rows.

    Returns
    -------
    list of int
    """
    years, sizes = table.years(), size_of(table.column("max_context_tokens"))
    longest: dict[str, int] = {}
    for row, year, size in zip(table.rows, years, sizes, strict=True):
        if year >= years.max() - RECENT_YEARS:
            longest[developer(row)] = max(int(size), longest.get(developer(row), 0))
    return sorted(longest.values(), reverse=True)


def usual_longest(table: Table) -> int:
    """The longest size that a fifth of the developers offer or pass, which holds others back."""
    longest = longest_by_developer(table)
    return longest[int(USUAL_SHARE * len(longest))]


def second_longest(table: Table) -> int:
    """The longest size that two developers offer or pass: nobody's lonely record."""
    return longest_by_developer(table)[:2][-1]


def log_typical(terms: Mapping[str, Any], years: Any) -> Any:
    """Natural log of the window a typical developer wants at calendar years, token.

    Parameters
    ----------
    terms : mapping of str to scalar
        Values of `TERMS`.
    years : array (row,), year
        Calendar years.

    Returns
    -------
    array or tensor (row,), natural log of tokens
        The trend the kernel carries forward.
    """
    return np.log(terms["context_window_tokens"]) + log_slowing_growth(
        years_since_start=years - START_YEAR,
        log_growth_today=np.log(terms["context_window_growth_per_year"]),
        log_growth_long_run=np.log(terms["context_window_long_run_growth_per_year"]),
        slowing_years=terms["context_window_slowing_years"],
    )


def log_limit(terms: Mapping[str, Any]) -> Any:
    """Natural log of the window at which the growth that fades leaves the typical one, token."""
    excess = np.log(terms["context_window_growth_per_year"])
    excess = excess - np.log(terms["context_window_long_run_growth_per_year"])
    return np.log(terms["context_window_tokens"]) + excess * terms["context_window_slowing_years"]


def size_chances(typical: Any, wanted: Any, noise: Mapping[str, Any], usual: int) -> Any:
    """Chance of every size.

    Parameters
    ----------
    typical, wanted : array or tensor (..., 1), natural log of tokens
        What the typical developer wants at the date, and what this one does.
    noise : mapping of str to scalar, tensor or array that goes with them
        `context_model_scatter`, `context_beyond_share` and `context_limit_patience`.
    usual : int
        As from `usual_longest`.

    Returns
    -------
    array or tensor (..., size), 1
        They add up to 1.

    Notes
    -----
    P(size) = F(upper edge) - F(lower edge), F logistic around what is wanted. Of those beyond the
    usual longest size, a share h is held back to it: h = (1 - beyond share) / (1 + exp(3 (typical -
    limit - patience))).
    """
    scatter = noise["context_model_scatter"] / LOGISTIC_OF_NORMAL
    below = 0.5 + 0.5 * np.tanh((EDGES - wanted) / (2.0 * scatter))  # the logistic, overflow-free
    chance = below[..., 1:] - below[..., :-1] + LEAST_CHANCE
    past = typical - LOG_SIZES[usual] - noise["context_limit_patience"]
    held = (1.0 - noise["context_beyond_share"]) * (0.5 - 0.5 * np.tanh(GIVES_WAY * past / 2.0))
    place = np.arange(len(LOG_SIZES))
    moved = (chance * (place > usual)).sum(axis=-1)[..., None] * held
    found = chance * (1.0 - held * (place > usual)) + moved * (place == usual)
    return found / found.sum(axis=-1)[..., None]


def scored(table: Table, tables: Mapping[str, Table]) -> Scored:
    """Each window is known from its release on; the releases of a quarter are one unit."""
    del tables
    years = table.years()
    quarters = FIRST_YEAR + QUARTER * quarter_of(years)
    return Scored(years, [f"{quarter:.2f}" for quarter in quarters])


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Sizes around trend, developer and quarter, held back at the usual longest; and a limit.

    Parameters
    ----------
    terms : mapping of str to scalar tensor
        Values of `TERMS` in their cards' units.
    table : Table
        Selected rows.
    tables : mapping of str to Table
        Not used.
    """
    import pymc as pm
    import pytensor.tensor as pt

    from forecast.posterior.build import nuisance
    from forecast.posterior.effects import random_effects
    from forecast.posterior.fading import fading, kept_a_step
    from forecast.posterior.shapes_model import shaped

    del tables
    noise, terms, usual = nuisance(table), shaped(terms, CONTEXT), usual_longest(table)
    typical, quarter = log_typical(terms, table.years()), quarter_of(table.years())
    kept = kept_a_step(noise["context_wave_years"], QUARTERS_PER_YEAR)
    path = fading("context_wave_score", kept, int(quarter.max()) + 1)
    shared = pm.Deterministic("context_wave", noise["context_wave_scatter"] * path)
    developers = [developer(row) for row in table.rows]
    spread = noise["context_developer_spread"]
    own = random_effects("context_developer_score", spread, developers) + shared[quarter]
    chances = size_chances(typical[:, None], (typical + own)[:, None], noise, usual)
    sizes = pm.Data(f"{DATASET}_size", size_of(table.column("max_context_tokens")))
    enters = pm.Data(f"{DATASET}_enters", np.ones(len(table)))
    pm.Deterministic(f"{DATASET}_log_density", pt.log(chances)[np.arange(len(table)), sizes])
    counted = pt.switch(enters[:, None] > 0, chances, 1.0 / len(LOG_SIZES))
    pm.Categorical(f"{DATASET}_observed", p=counted, observed=sizes)
    longest = pm.Data(f"{DATASET}_log_longest", LOG_SIZES[second_longest(table)])
    watched = enters.min() * (np.ptp(table.years()) > WATCHED_YEARS)
    speaks = (watched > 0) * (terms["context_window_slowing_years"] < NEVER_SLOWS_YEARS)
    pm.Normal(
        f"{DATASET}_limit",
        mu=pt.switch(speaks, log_limit(terms), longest),
        sigma=noise["context_limit_scatter"],
        observed=longest,
    )
