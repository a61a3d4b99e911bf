"""A likelihood of two parameters, small enough to fit in a second."""

import numpy as np
import pymc as pm

from forecast.posterior import build

DATASET = "toy"
TERMS = ("toy_level", "toy_growth")
PUBLISHED = ("toy_effect",)


def select(table, tables):
    return table


def add(terms, table, tables):
    noise = build.nuisance(table)
    value = pm.Data("toy_log_value", np.log(table.column("value")))
    effect = pm.Normal("toy_effect_score", shape=3)
    effect = pm.Deterministic("toy_effect", 0.1 * effect)
    mean = np.log(terms["toy_level"]) + np.log(terms["toy_growth"]) * table.column("year")
    mean = mean + effect[table.column("group").astype(int)]
    pm.Normal("toy_observed", mean, noise["toy_scatter"], observed=value)
