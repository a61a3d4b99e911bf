"""World product, wages and population: yearly growth from differences, levels from the last year.

Rows: world product at market exchange rates (World Bank, 1990 on) and US median full-time pay
(weekly over 40 hours, 1990 on), both in 2025 USD by the CPI of the same table; world population of
the last decade. Other wage series (establishments, mean pay) are other definitions. Electricity
prices do not enter: the spread of what data centres pay lies between regions and contracts, which
one national mean does not show. Capital spending has no quantity.

Noise: each series is a random walk with drift in the log, so differences between years are
independent and their scatter (a quantity of its own) says how well fifty years of drift are known
from thirty; the level is the last year carried to the start by the drift, with the scatter of the
years between. Projections (IMF, read in a digest) speak about the level of world product only, as
one observation with an error of its own: growth is never fitted to a forecast.

Informs: levels and growth of world product and wage, growth of population and, hardly, its slowing.

What the plot shows: changes of world product run in waves of five years (a weak dollar from 2003 to
2011), so independence is a little too kind to the drift; 97 % lie in their 90 % band. Pay leapt 6 %
in 2020, when low-paid work stopped, and fell back by 2022: 94 % in their band.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pymc as pm
import pytensor.tensor as pt

from forecast.constants import START_YEAR
from forecast.inputs.deflator import to_2025_usd
from forecast.trends import log_slowing_growth

if TYPE_CHECKING:
    from forecast.inputs.table import Table

DATASET = "economy"
TERMS = (
    "gross_world_product_usd",
    "gross_world_product_growth_per_year",
    "gross_world_product_log_scatter",
    "gross_world_product_projection_log_error",
    "wage_usd_per_hour",
    "wage_growth_per_year",
    "wage_log_scatter",
    "population_growth_per_year",
    "population_slowing_years",
    "population_log_scatter",
)
PRODUCT, WAGE, PEOPLE = (
    "gross_world_product",
    "us_median_hourly_wage_from_weekly",
    "world_population",
)
FIRST_POPULATION_YEAR = 2014  # before, growth fell by another law than the one carried forward
MID_YEAR = 0.5  # year; a yearly flow or mean stands for the middle of its year


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows of the three series, and the projections of world product around the start."""
    del tables
    return table.where(
        lambda row: (
            row["quantity"] in (PRODUCT, WAGE, PEOPLE)
            and (row["verification"] != "secondary" or bool(row["is_projection"]))
        )
    )


def series(table: Table, quantity: str, is_projection: bool = False) -> tuple[np.ndarray, ...]:
    """Middle of the year and natural log of a series, as the table states it.

    Parameters
    ----------
    table : Table
        Selected rows.
    quantity : str
        A series of the table.
    is_projection : bool, optional
        Projections instead of what was.

    Returns
    -------
    array (row,), year; array (row,), natural log
        In the order of time.
    """
    rows = sorted(
        (row["year"] + MID_YEAR, row["value"])
        for row in table.rows
        if row["quantity"] == quantity and bool(row["is_projection"]) == is_projection
    )
    years, values = np.array(rows).reshape(-1, 2).T
    return years, np.log(values)


def real(
    table: Table, economy: Table, quantity: str, is_projection: bool = False
) -> tuple[np.ndarray, ...]:
    """As `series`, for money: natural log of 2025 USD.

    Parameters
    ----------
    table, quantity, is_projection
        As for `series`.
    economy : Table
        The economy table whole, for its price index.

    Returns
    -------
    array (row,), year; array (row,), natural log of 2025 USD
    """
    years, log_value = series(table, quantity, is_projection)
    return years, np.log(to_2025_usd(np.exp(log_value), years, economy))


def add(terms: dict[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Add the rows to the model in whose context this is called.

    Parameters
    ----------
    terms : dict of str to PyTensor variable
        The quantities of `TERMS`.
    table : Table
        What `select` chose.
    tables : mapping of str to Table
        `economy` whole, for the price index.
    """
    economy = tables[DATASET]
    _add_money(terms, table, economy, PRODUCT, "gross_world_product")
    _add_money(terms, table, economy, WAGE, "wage")
    _add_projections(terms, table, economy)
    _add_people(terms, table)


def _add_money(
    terms: Mapping[str, Any], table: Table, economy: Table, quantity: str, name: str
) -> None:
    """Differences around the drift, and the last year around the level at the start."""
    years, log_real = real(table, economy, quantity)
    if not len(years):
        return
    drift, scatter = pt.log(terms[f"{name}_growth_per_year"]), terms[f"{name}_log_scatter"]
    level = terms["gross_world_product_usd" if quantity == PRODUCT else "wage_usd_per_hour"]
    steps = np.diff(years)
    pm.Normal(
        f"{name}_growth_observed",
        mu=drift * steps,
        sigma=scatter * np.sqrt(steps),
        observed=pm.Data(f"{name}_log_growth", np.diff(log_real)),
    )
    away = years[-1] - START_YEAR
    pm.Normal(
        f"{name}_level_observed",
        mu=pt.log(level) + drift * away,
        sigma=scatter * np.sqrt(abs(away)),
        observed=pm.Data(f"{name}_log_level", log_real[-1]),
    )


def _add_projections(terms: Mapping[str, Any], table: Table, economy: Table) -> None:
    """The mean of the projections, at the mean of their years, around the level."""
    years, log_real = real(table, economy, PRODUCT, is_projection=True)
    if not len(years):
        return
    drift = pt.log(terms["gross_world_product_growth_per_year"])
    pm.Normal(
        "gross_world_product_projection_observed",
        mu=pt.log(terms["gross_world_product_usd"]) + drift * (years.mean() - START_YEAR),
        sigma=terms["gross_world_product_projection_log_error"],
        observed=pm.Data("gross_world_product_log_projection", log_real.mean()),
    )


def _add_people(terms: Mapping[str, Any], table: Table) -> None:
    """Growth of population in each year, by the shape that the kernel carries on."""
    years, log_people = series(table, PEOPLE)
    recent = years > FIRST_POPULATION_YEAR
    years, log_people = years[recent] - START_YEAR, log_people[recent]
    if len(years) < 2:
        return
    change = log_slowing_growth(
        years_since_start=years,
        log_growth_today=pt.log(terms["population_growth_per_year"]),
        log_growth_long_run=0.0,
        slowing_years=terms["population_slowing_years"],
    )
    pm.Normal(
        "population_growth_observed",
        mu=change[1:] - change[:-1],
        sigma=terms["population_log_scatter"],
        observed=pm.Data("population_log_growth", np.diff(log_people)),
    )
