"""The beliefs of a publication as a Squiggle program, so that others can build on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

BARE = re.compile(r"[\x00-\x1f\x7f]+")
HELPERS = (
    "// Chance beyond the bounds of a card is moved to the bounds.",
    "clampTo(d, low, high) = SampleSet.map(SampleSet.fromDist(d), "
    "{|x| if x < low then low else if x > high then high else x})",
    "// Place between two ends, from the line on which the belief is normal.",
    "between(d, low, high) = SampleSet.map(SampleSet.fromDist(d), "
    "{|x| low + (high - low) / (1 + exp(-x))})",
)


def squiggle_source(beliefs: Iterable[Mapping[str, Any]], as_of: str) -> str:
    """Every belief as one Squiggle variable, with its unit, grade and meaning above it.

    Parameters
    ----------
    beliefs : iterable of dict
        As `Material.beliefs`.
    as_of : str
        ISO date.

    Returns
    -------
    str
        A program that ends in a newline.
    """
    parts = [
        f"// Beliefs of the Billion Copies forecast as of {as_of}: priors, before any evidence.",
        "// Dependence between quantities and the fit to data are not in this file.",
        "",
        *HELPERS,
        "",
    ]
    for row in beliefs:
        parts.append(
            f"// {row['unit']}; {row['grade']}, {row['as_of']}. {_one_line(row['meaning'])}"
        )
        if row["belief"]["family"] == "pool":
            parts.append(f"// {row['name']}: pooled from published forecasts, see draws.parquet\n")
        else:
            parts.append(f"{variable(row['name'])} = {expression(row['belief'])}\n")
    return "\n".join(parts)


def variable(name: str) -> str:
    """Name of a quantity as a Squiggle variable.

    Examples
    --------
    >>> variable("flop_per_usd")
    'flop_per_usd'
    """
    return re.sub(r"[^a-z0-9_]", "_", name)


def expression(belief: Mapping[str, Any]) -> str:
    """A belief as a Squiggle expression.

    Parameters
    ----------
    belief : mapping
        As it stands on a card: family and its fields.

    Returns
    -------
    str

    Notes
    -----
    Where both halves have one scale this is the plain family. Where they differ, it is half of
    each of two families that share the median, cut there: the three quantiles are met exactly.

    Examples
    --------
    >>> expression({"family": "lognormal", "p05": 1.0, "p50": 2.0, "p95": 4.0})
    'Sym.lognormal({p5: 1, p95: 4})'
    >>> expression({"family": "uniform", "lower": 1.0, "upper": 2.0})
    'Sym.uniform(1, 2)'
    """
    inner = FAMILIES[belief["family"]](belief)
    bounds = belief.get("bounded_to")
    return f"clampTo({inner}, {_n(bounds[0])}, {_n(bounds[1])})" if bounds else inner


def _two_piece(family: str, belief: Mapping[str, Any], mirror: Any) -> str:
    low, middle, high = belief["p05"], belief["p50"], belief["p95"]
    low_twin, high_twin = mirror(high, middle), mirror(low, middle)
    if abs(low_twin - low) <= 1e-9 * max(abs(low), abs(low_twin)):
        return f"Sym.{family}({{p5: {_n(low)}, p95: {_n(high)}}})"
    below = f"truncateRight(Sym.{family}({{p5: {_n(low)}, p95: {_n(high_twin)}}}), {_n(middle)})"
    above = f"truncateLeft(Sym.{family}({{p5: {_n(low_twin)}, p95: {_n(high)}}}), {_n(middle)})"
    return f"mixture({below}, {above}, [0.5, 0.5])"


def _normal(belief: Mapping[str, Any]) -> str:
    return _two_piece("normal", belief, lambda end, middle: 2 * middle - end)


def _lognormal(belief: Mapping[str, Any]) -> str:
    return _two_piece("lognormal", belief, lambda end, middle: middle**2 / end)


def _logitnormal(belief: Mapping[str, Any]) -> str:
    from math import log

    lower, upper = belief.get("lower", 0.0), belief.get("upper", 1.0)
    levels = {
        name: log((belief[name] - lower) / (upper - belief[name])) for name in ("p05", "p50", "p95")
    }
    line = _normal(levels)
    return f"between({line}, {_n(lower)}, {_n(upper)})"


def _mixture(belief: Mapping[str, Any]) -> str:
    parts = ", ".join(expression(each) for each in belief["components"])
    return f"mixture({parts}, [{', '.join(map(_n, belief['weights']))}])"


def _truncated(belief: Mapping[str, Any]) -> str:
    told = expression(belief["of"])
    if belief.get("lower") is not None:
        told = f"truncateLeft({told}, {_n(belief['lower'])})"
    if belief.get("upper") is not None:
        told = f"truncateRight({told}, {_n(belief['upper'])})"
    return told


def _categorical(belief: Mapping[str, Any]) -> str:
    points = ", ".join(f"Sym.pointMass({_n(value)})" for value in belief["values"])
    return f"mixture({points}, [{', '.join(map(_n, belief['weights']))}])"


FAMILIES = {
    "normal": _normal,
    "lognormal": _lognormal,
    "logitnormal": _logitnormal,
    "uniform": lambda b: f"Sym.uniform({_n(b['lower'])}, {_n(b['upper'])})",
    "fixed": lambda b: f"Sym.pointMass({_n(b['value'])})",
    "categorical": _categorical,
    "mixture": _mixture,
    "truncated": _truncated,
}


def _n(value: float) -> str:
    """A number without needless digits.

    Examples
    --------
    >>> _n(4.0), _n(1e21), _n(0.25)
    ('4', '1e+21', '0.25')
    """
    return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", BARE.sub(" ", text)).strip()
