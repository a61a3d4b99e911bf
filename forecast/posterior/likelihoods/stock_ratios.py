"""Chips and chip power per H100-equivalent shipped, by designer and quarter.

Both fall as chips grow, in steps as new ones come in, and each designer from a level of its own:
so the change of the log ratio from one quarter to the next is what is fitted, around a drift that
designers share, with Student scatter. A level needs no parameter: it is the last one published.
They turn shipments in H100-equivalents into chips and watts and say nothing about shipments.

Posterior predictive check: see the tests of `forecast predict compute_stock`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from forecast.posterior.cumulative import log_ratio_changes, series_of

if TYPE_CHECKING:
    from forecast.inputs.table import Table

COUNT = "cumulative_h100e"
RATIOS = {"chips": "cumulative_chips", "power": "cumulative_chip_power_w"}


def changes(table: Table, quantity: str) -> np.ndarray:
    """Changes of the log of a quantity per H100-equivalent, all designers, array (change,).

    Parameters
    ----------
    table : Table
        All rows of `compute_stock`.
    quantity : str
        Of `RATIOS`.
    """
    rows = [row for row in table.rows if row["kind"] == "cumulative"]
    scopes = sorted({row["scope"] for row in rows})
    parts = []
    for scope in scopes:
        of = {
            q: [r for r in rows if (r["scope"], r["quantity"]) == (scope, q)]
            for q in (COUNT, quantity)
        }
        parts.append(
            log_ratio_changes(series_of(of[quantity], "value"), series_of(of[COUNT], "value"))
        )
    return np.concatenate(parts)


def add_ratios(table: Table, noise: Mapping[str, Any]) -> None:
    """Changes of both ratios around their drift, Student t.

    Parameters
    ----------
    table : Table
        All rows of `compute_stock`.
    noise : mapping of str to PyTensor variable
        Parameters of its data card.
    """
    import pymc as pm

    for name, quantity in RATIOS.items():
        pm.StudentT(
            f"stock_{name}_observed",
            nu=noise["stock_change_tail_degrees"],
            mu=noise[f"stock_{name}_log_change"],
            sigma=noise[f"stock_{name}_change_scatter"],
            observed=pm.Data(f"stock_{name}_change", changes(table, quantity)),
        )
