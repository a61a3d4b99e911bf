"""The families of belief in one place: what other modules import.

`families` holds the smooth ones, `discrete` those on single values, `compound` those made of
others, `parsing` and `shorthand` the ways to any of them.
"""

from __future__ import annotations

from forecast.inputs.compound import Bounded, Mixture, Pool, Truncated, within
from forecast.inputs.discrete import Categorical, Fixed
from forecast.inputs.families import (
    SCORE_P95,
    Distribution,
    LogitNormal,
    LogNormal,
    Normal,
    Uniform,
)
from forecast.inputs.parsing import (
    DISTRIBUTION_KEYS,
    FAMILIES,
    Belief,
    parse_distribution,
)
from forecast.inputs.shorthand import parse_shorthand

__all__ = (
    "DISTRIBUTION_KEYS",
    "FAMILIES",
    "SCORE_P95",
    "Belief",
    "Bounded",
    "Categorical",
    "Distribution",
    "Fixed",
    "LogNormal",
    "LogitNormal",
    "Mixture",
    "Normal",
    "Pool",
    "Truncated",
    "Uniform",
    "parse_distribution",
    "parse_shorthand",
    "within",
)
