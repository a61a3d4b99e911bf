"""From the fields of a card to a distribution: which fields each family takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from forecast.inputs.compound import Mixture, Pool, Truncated
from forecast.inputs.discrete import Categorical, Fixed
from forecast.inputs.families import (
    SCORE_P95,
    Distribution,
    LogitNormal,
    LogNormal,
    Normal,
    Uniform,
)
from forecast.inputs.family_fields import (
    QUANTILES,
    form,
    interval,
    quantiles,
    require_inside,
    require_probabilities,
)
from forecast.inputs.fields import Fields
from forecast.inputs.pool_choice import NarrowPool
from forecast.inputs.toml_files import Place, refuse_unknown_keys

MIN_KEPT_PROBABILITY = 1e-6  # a truncation that keeps less is a mistake
Belief = Distribution | Pool
POOL_EXAMPLES = {
    "milestone_classes": 'milestone_classes = ["agi"]',
    "groups": 'groups = ["Samotsvety"]',
    "forecasts": 'forecasts = ["metaculus_q5121"]',
}


def _normal(fields: Fields) -> Normal:
    if form(fields, QUANTILES, ("mean", "sd")) == QUANTILES:
        return Normal(*quantiles(fields))
    mean, half = fields.number("mean"), SCORE_P95 * fields.positive("sd")
    return Normal(mean - half, mean, mean + half)


def _lognormal(fields: Fields) -> LogNormal:
    chosen = form(fields, QUANTILES, ("median", "sd_log"), ("mean", "sd"))
    if chosen == QUANTILES:
        values = quantiles(fields)
        require_inside(fields, values, 0.0, math.inf)
        return LogNormal(*values)
    if chosen == ("median", "sd_log"):
        median, sd_log = fields.positive("median"), fields.positive("sd_log")
    else:
        mean, sd = fields.positive("mean"), fields.positive("sd")
        sd_log = math.sqrt(math.log1p((sd / mean) ** 2))
        median = mean * math.exp(-0.5 * sd_log**2)
    try:
        factor = math.exp(SCORE_P95 * sd_log)
    except OverflowError:
        factor = math.inf
    if not (median / factor > 0 and math.isfinite(median * factor)):
        raise fields.place.error("the spread is too large to compute with", chosen[1], found=sd_log)
    return LogNormal(median / factor, median, median * factor)


def _logitnormal(fields: Fields) -> LogitNormal:
    limits = ("lower", "upper")
    chosen = form(fields, QUANTILES, ("median", "sd_logit"), optional=limits)
    low, high = interval(fields, 0.0, 1.0)
    if chosen == QUANTILES:
        values = quantiles(fields)
    else:
        median, half = fields.number("median"), SCORE_P95 * fields.positive("sd_logit")
        require_inside(fields, (median,), low, high)
        odds = [(median - low) / (high - median) * math.exp(s) for s in (-half, 0.0, half)]
        values = tuple(low + (high - low) * o / (1 + o) for o in odds)  # type: ignore[assignment]
    require_inside(fields, values, low, high)
    return LogitNormal(*values, lower=low, upper=high)


def _uniform(fields: Fields) -> Uniform:
    form(fields, ("lower", "upper"))
    return Uniform(*interval(fields))


def _fixed(fields: Fields) -> Fixed:
    form(fields, ("value",))
    return Fixed(fields.number("value"))


def _categorical(fields: Fields) -> Categorical:
    form(fields, ("values", "weights"))
    values, weights = fields.numbers("values"), fields.numbers("weights")
    if len(values) != len(weights) or len(set(values)) != len(values):
        raise fields.place.error(
            "needs one weight for each value, each value once",
            "values",
            found=[list(values), list(weights)],
            accepted="values = [4, 8], weights = [0.4, 0.6]",
        )
    require_probabilities(fields, "weights", weights)
    pairs = sorted(zip(values, weights, strict=True))
    return Categorical(tuple(v for v, _ in pairs), tuple(w for _, w in pairs))


def _truncated(fields: Fields) -> Truncated:
    limits = ("lower", "upper")
    form(fields, ("of",), optional=limits)
    if not any(name in fields.mapping for name in limits):
        raise fields.place.error("needs a limit", "lower", accepted="lower, upper or both")
    low, high = interval(fields, -math.inf, math.inf)
    example = 'of = { family = "normal", p05 = 1.0, p50 = 2.0, p95 = 3.0 }'
    inner = parse_inner(fields.table("of", example))
    result = Truncated(
        inner, low if math.isfinite(low) else None, high if math.isfinite(high) else None
    )
    if result.kept_probability < MIN_KEPT_PROBABILITY:
        raise fields.place.error(
            "the limits cut off all of the belief", "lower", found=[low, high], accepted="wider"
        )
    return result


def _mixture(fields: Fields) -> Mixture:
    form(fields, ("components",))
    example = 'components = [{ weight = 1.0, family = "fixed", value = 2.0 }]'
    parts = fields.tables("components", example)
    weights = tuple(part.number("weight") for part in parts)
    require_probabilities(fields, "components", weights)
    inner = [{k: v for k, v in part.mapping.items() if k != "weight"} for part in parts]
    components = tuple(
        parse_inner(Fields(table, part.place)) for table, part in zip(inner, parts, strict=True)
    )
    return Mixture(weights, components)


def _pool(fields: Fields) -> Pool:
    by_class = ("dataset", "milestone_classes")
    form(fields, by_class, (*by_class, "groups"), ("dataset", "forecasts"))
    chosen: dict[str, Any] = {
        name: fields.texts(name, example)
        for name, example in POOL_EXAMPLES.items()
        if name in fields.mapping
    }
    dataset = fields.text("dataset", 'dataset = "arrival_forecasts"')
    if list(chosen) == ["milestone_classes"]:
        return Pool(dataset, **chosen)
    return NarrowPool(dataset, **({"milestone_classes": ()} | chosen))


_PARSERS: dict[str, Callable[[Fields], Belief]] = {
    "normal": _normal,
    "lognormal": _lognormal,
    "logitnormal": _logitnormal,
    "uniform": _uniform,
    "fixed": _fixed,
    "categorical": _categorical,
    "truncated": _truncated,
    "mixture": _mixture,
    "pool": _pool,
}
FAMILIES = tuple(_PARSERS)
DISTRIBUTION_KEYS = (
    *("family", *QUANTILES, "mean", "sd", "median", "sd_log", "sd_logit", "lower", "upper"),
    *("value", "values", "weights", "of", "components", "dataset", *POOL_EXAMPLES),
)


def parse_distribution(mapping: Mapping[str, Any], where: Place | Path | str | None) -> Belief:
    """The belief that a table of `DISTRIBUTION_KEYS` states.

    Parameters
    ----------
    mapping : mapping of str to object
        The table, such as {"family": "lognormal", "p05": 1.0, "p50": 2.0, "p95": 3.0}.
    where : Place, Path or str
        What an error names.

    Returns
    -------
    Distribution or Pool
        The belief.

    Raises
    ------
    InputError
        If a key is unknown, missing or superfluous, or a number makes no sense.
    """
    fields = Fields(mapping, Place.of(where))
    refuse_unknown_keys(mapping, DISTRIBUTION_KEYS, fields.place)
    if "value" in mapping and (len(mapping) > 2 or mapping.get("family", "fixed") != "fixed"):
        raise fields.place.error(
            "states both a value and a distribution",
            "value",
            found=sorted(mapping),
            accepted='family = "fixed" with value alone, or a family with its quantiles',
        )
    return _PARSERS[fields.choice("family", FAMILIES)](fields)


def parse_inner(fields: Fields) -> Distribution:
    """A belief that must not be a pool: one inside another, or typed on a command line."""
    result = parse_distribution(fields.mapping, fields.place)
    if isinstance(result, Pool):
        raise fields.place.error("a pool cannot stand inside another family", "family")
    return result
