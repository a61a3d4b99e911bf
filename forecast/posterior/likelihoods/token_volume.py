"""Tokens a day that companies say they process, 2024 to 2026: how fast use grows.

A row is one statement of one company about one group of products, mostly at an event ("more than
30 trillion a day"). Statements are lower bounds, round, made when the number is good, and each
company counts its own way (hidden reasoning, pictures, all products or one). So nothing is said
about the level of the world's use: each series has a level of its own, and what is learned is
growth, common to all and slowing, with a pace of each series around it.

Noise: Student t, for rounding, months that are records, and dates of statement in place of dates
of what is stated. Two readings of one statement are one row (`statement_id`), series that changed
their name are joined, estimates of a blog are left out. Most rows were read at second hand; the
data card says why they enter.

What the plot shows: five series of two to five statements bend alike, Google's from forty times a
year after April 2024 to four times since October 2025, and all lie in their 90 % band; the last
two of ByteDance above its middle. Series of one statement say nothing about growth.

Informs growth of use, which the nowcast shows beside the growth of the stock, and no quantity of
the forecast: how many copies can run depends on hardware, not on how much is bought today.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.table import Row, Table
from forecast.trends import log_slowing_growth

DATASET = "token_volume"
TERMS = (
    "tokens_per_day_growth_per_year",
    "tokens_per_day_long_run_growth_per_year",
    "tokens_per_day_slowing_years",
)
PREDICTS_WITH = (
    "token_volume_log_level",
    "token_volume_level_scatter",
    "token_volume_pace_scatter",
    "token_volume_row_scatter",
    "token_volume_tail_degrees",
    "token_volume_level_score",
    "token_volume_pace_score",
)
QUANTITIES = ("tokens_per_day", "tokens_per_day_api")
SERIES = "token_volume_series"  # what the effects of series count
# Other names under which a series goes on.
NAMES = {
    "Google (Google (all AI products))": "Google (all surfaces)",
    "Google model APIs": "Google (Gemini API)",
}
ESTIMATE = "blog estimate"  # words in the note of a row that no company stated


def series(entity: str) -> str:
    """Name of the series a company's statement belongs to.

    Parameters
    ----------
    entity : str
        As in the table.

    Returns
    -------
    str

    Examples
    --------
    >>> series("Google model APIs"), series("OpenRouter")
    ('Google (Gemini API)', 'OpenRouter')
    """
    return NAMES.get(entity, entity)


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: each statement about tokens once, as it was first read."""
    del tables
    seen: set[str] = set()
    kept: set[int] = set()
    for row in sorted(table.rows, key=lambda row: row["observed_on"]):
        if _is_a_statement(row) and row["statement_id"] not in seen:
            kept.add(id(row))
            seen |= {row["statement_id"]} - {None}
    return table.where(lambda row: id(row) in kept)


def _is_a_statement(row: Row) -> bool:
    estimated = row["is_projection"] or ESTIMATE in (row["note"] or "")
    return row["quantity"] in QUANTITIES and not estimated


def log_tokens(terms: Mapping[str, Any], noise: Mapping[str, Any], years: Any) -> Any:
    """Natural log of the tokens a day of a series.

    Parameters
    ----------
    terms, noise : mapping of str to scalar, tensor, or array (draw, 1)
        Quantities of `TERMS` and noise parameters of the data card; with `level` and `pace`, the
        effects of the series on the log of its level and on the log of how fast it grows.
    years : array (row,), year
        After `START_YEAR`.

    Returns
    -------
    array or tensor (..., row), log of token/day
    """
    growth = log_slowing_growth(
        years_since_start=years,
        log_growth_today=np.log(terms["tokens_per_day_growth_per_year"]),
        log_growth_long_run=np.log(terms["tokens_per_day_long_run_growth_per_year"]),
        slowing_years=terms["tokens_per_day_slowing_years"],
    )
    return noise["token_volume_log_level"] + noise["level"] + np.exp(noise["pace"]) * growth


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Log tokens a day around level and growth of their series, Student t.

    Parameters
    ----------
    terms : mapping of str to scalar tensor
        Values of `TERMS` in their cards' units.
    table : Table
        Selected rows.
    tables : mapping of str to Table
        All evidence; not used.
    """
    del tables
    import pymc as pm

    from forecast.posterior.build import nuisance

    noise = nuisance(table)
    names, place = np.unique([series(row["entity"]) for row in table.rows], return_inverse=True)
    pm.modelcontext(None).add_coord(SERIES, names)
    effects = {
        name: noise[f"token_volume_{name}_scatter"]
        * pm.Normal(f"token_volume_{name}_score", dims=SERIES)[place]
        for name in ("level", "pace")
    }
    pm.StudentT(
        f"{DATASET}_observed",
        nu=noise["token_volume_tail_degrees"],
        mu=log_tokens(terms, noise | effects, table.years() - START_YEAR),
        sigma=noise["token_volume_row_scatter"],
        observed=pm.Data(f"{DATASET}_log_value", np.log(table.column("value").astype(float))),
    )
