"""A likelihood under which no state of the world is possible."""

import pymc as pm
import pytensor.tensor as pt

DATASET = "toy"
TERMS = ("toy_level",)


def select(table, tables):
    return table


def add(terms, table, tables):
    pm.Potential("impossible", pt.log(0.0 * terms["toy_level"]))
