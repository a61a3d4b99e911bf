"""Which input made a draw come out as no number at all."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from forecast.errors import GateRefused
from forecast.kernel.inputs import INPUT_NAMES

NAMED = 3  # inputs named; the likeliest first


def refuse_not_a_number(records: np.ndarray, first: np.ndarray, beliefs: Any) -> None:
    """Raise where a first date is not a number, and name the inputs it most likely comes from.

    Parameters
    ----------
    records : array (draw,) of INPUT_DTYPE
    first : array (draw, case), year
        First dates; inf for never.
    beliefs : Beliefs
        Knows what was replaced.

    Raises
    ------
    GateRefused
        When a first date is not a number: nothing is averaged then.
    """
    lost = np.isnan(first).any(axis=1)
    if not lost.any():
        return
    named = suspects(records, lost, beliefs.replaced_names)
    told = ", ".join(_told(name, records[name][lost], beliefs) for name in named)
    raise GateRefused(
        f"a first date is not a number in {lost.sum()} of {len(lost)} draws, so nothing is "
        "averaged; an input lies beyond what the trends can carry. Most likely: "
        f"{told}. Mend the value given by --set or the scenario, or the bounds of the card"
    )


def suspects(records: np.ndarray, lost: np.ndarray, replaced: Collection[str]) -> list[str]:
    """What somebody replaced, then inputs by how far the lost draws lie from the middle of all.

    Parameters
    ----------
    records : array (draw,) of INPUT_DTYPE
    lost : array (draw,) of bool
    replaced : collection of str

    Returns
    -------
    list of str
        At most `NAMED`.
    """

    def oddness(name: str) -> tuple[bool, float]:
        values = records[name]
        ranks = np.searchsorted(np.sort(values), values[lost], side="left") / len(values)
        odd = float(np.abs(ranks - 0.5).mean()) if np.ptp(values) > 0 else 0.0
        return name in replaced, odd

    return sorted(INPUT_NAMES, key=oddness, reverse=True)[:NAMED]


def _told(name: str, values: np.ndarray, beliefs: Any) -> str:
    value = f"{np.median(values):.4g}"
    by = next((item for item in beliefs.replaced if item.name == name), None)
    if by is None:
        return f"{name} ({value} in those draws)"
    return f"{name} ({value}, set by {by.origin}; its card says {_usual(by)})"


def _usual(item: Any) -> str:
    was = item.was_quantiles()
    levels = [value for value in was.values() if value is not None] if was else []
    return f"{levels[0]:.4g} to {levels[-1]:.4g}" if levels else "otherwise"
