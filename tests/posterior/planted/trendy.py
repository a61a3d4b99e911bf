"""A likelihood whose one trend may take any shape; its rows show plainly which."""

import numpy as np
import pymc as pm

from forecast.posterior import build
from forecast.posterior.shapes import Scored, Trend
from forecast.posterior.shapes_model import observe, shaped
from forecast.trends import log_slowing_growth

DATASET = "trendy"
TERMS = ("trendy_growth", "trendy_long_run", "trendy_slowing_years")
TREND = Trend("trendy_shape", "trendy_slowing_years", ("trendy_long_run",), cuts=(3.0, 6.0))


def select(table, tables):
    return table


def scored(table, tables):
    return Scored(table.column("year"), [f"{year:g}" for year in table.column("year")])


def log_level(terms, years):
    return log_slowing_growth(
        years_since_start=years,
        log_growth_today=np.log(terms["trendy_growth"]),
        log_growth_long_run=np.log(terms["trendy_long_run"]),
        slowing_years=terms["trendy_slowing_years"],
    )


def add(terms, table, tables):
    noise, terms = build.nuisance(table), shaped(terms, TREND)
    observe(
        pm.Normal,
        DATASET,
        pm.Data("trendy_log_value", np.log(table.column("value"))),
        mu=log_level(terms, table.column("year")),
        sigma=noise["trendy_scatter"],
    )
