"""Checks that several families share: which fields are given, and whether they make sense."""

from __future__ import annotations

from forecast.inputs.fields import Fields

QUANTILES = ("p05", "p50", "p95")
WEIGHT_TOLERANCE = 1e-6  # how far from 1 weights may sum, for decimals such as 0.333333


def form(fields: Fields, *forms: tuple[str, ...], optional: tuple[str, ...] = ()) -> tuple:
    """The one accepted set of fields that is given."""
    given = [key for key in fields.mapping if key != "family" and key not in optional]
    for candidate in forms:
        if set(given) == set(candidate):
            return candidate
    also = f" (and optionally {', '.join(optional)})" if optional else ""
    missing = [key for key in forms[0] if key not in given]
    misplaced = [key for key in given if not any(key in one for one in forms)]
    raise fields.place.error(
        f"fields do not fit the family {fields.mapping['family']}",
        (misplaced or missing or given or ["family"])[0],
        found=given,
        accepted="exactly " + " or ".join(", ".join(one) for one in forms) + also,
    )


def quantiles(fields: Fields) -> tuple[float, float, float]:
    """Three quantiles, increasing."""
    low, middle, high = (fields.number(name) for name in QUANTILES)
    if not low < middle < high:
        raise fields.place.error(
            "quantiles must increase",
            "p50" if low >= middle else "p95",
            found=[low, middle, high],
            accepted="p05 < p50 < p95, for example 1.15, 1.30, 1.50",
        )
    return low, middle, high


def interval(fields: Fields, lower: float | None = None, upper: float | None = None) -> tuple:
    """Lower and upper limit, increasing; the arguments are what holds when one is left out."""
    low = fields.number("lower") if "lower" in fields.mapping or lower is None else lower
    high = fields.number("upper") if "upper" in fields.mapping or upper is None else upper
    if not low < high:
        raise fields.place.error(
            "limits must increase", "lower", found=[low, high], accepted="lower < upper"
        )
    return low, high


def require_inside(fields: Fields, values: tuple[float, ...], low: float, high: float) -> None:
    """Refuse declared values that the family cannot take."""
    if not all(low < value < high for value in values):
        raise fields.place.error(
            f"the family {fields.mapping['family']} lies strictly between {low:g} and {high:g}",
            "p05",
            found=list(values),
            accepted="values inside; or the family normal",
        )


def require_probabilities(fields: Fields, name: str, weights: tuple[float, ...]) -> None:
    """Refuse weights that are not probabilities of one whole."""
    if min(weights) < 0 or max(weights) > 1 or abs(sum(weights) - 1) > WEIGHT_TOLERANCE:
        raise fields.place.error(
            "probabilities must lie in 0..1 and sum to 1",
            name,
            found=list(weights),
            accepted="such as 0.25 and 0.75",
        )
