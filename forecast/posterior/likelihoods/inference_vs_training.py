"""What share of compute serves users today, from six statements on six definitions.

Rows: shares of compute, cost or vendor revenue since 2023, and the ratio of spending on inference
to training (a ratio r is a share r / (1 + r)); the newest of each source. Shares of 2021 are of
another age (no chat product ran), the 2026 figure is a projection, and exchange rates between
training and inference are another quantity. All but one were read in digests: nothing better is
public, so they enter, and the scatter says how little they agree.

Noise: normal in the log odds, `inference_definition_spread`: compute, energy, cost and revenue
differ in what they call inference, and sources in whom they speak of. The quantity is the centre.

Informs: inference_share_today. The share once human-level models exist is judgement that moves with
it.

What the plot shows: 0.33 to 0.5 but for one company's 0.9 of cost, near the edge of the band.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pymc as pm
import pytensor.tensor as pt

from forecast.posterior.build import nuisance

if TYPE_CHECKING:
    from forecast.inputs.table import Row, Table

DATASET = "inference_vs_training"
TERMS = ("inference_share_today",)
PUBLISHED = ("inference_definition_spread",)
SHARES = "inference_share_of"  # how the quantity of a share begins
RATIO = "inference_to_training_spend_ratio"
FIRST_YEAR = 2023.0


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Shares and ratios since 2023 that are no projection, the newest of each source."""
    del tables
    newest: dict[str, Row] = {}
    for row, year in zip(table.rows, table.years(), strict=True):
        is_share = row["quantity"].startswith(SHARES) or row["quantity"] == RATIO
        if is_share and year >= FIRST_YEAR and not row["is_projection"]:
            known = newest.get(row["entity"])
            if known is None or known["observed_on"] < row["observed_on"]:
                newest[row["entity"]] = row
    chosen = {id(row) for row in newest.values()}
    return table.where(lambda row: id(row) in chosen)


def share(row: Row) -> float:
    """Share that serves, 1.

    Examples
    --------
    >>> share({"quantity": "inference_to_training_spend_ratio", "value": 1.0})
    0.5
    """
    value = float(row["value"])
    return value / (1.0 + value) if row["quantity"] == RATIO else value


def add(terms: dict[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Add the rows to the model in whose context this is called.

    Parameters
    ----------
    terms : dict of str to PyTensor variable
        The quantities of `TERMS`.
    table : Table
        What `select` chose.
    tables : mapping of str to Table
        Not used.
    """
    del tables
    serves = terms["inference_share_today"]
    stated = np.array([share(row) for row in table.rows])
    pm.Normal(
        f"{DATASET}_observed",
        mu=pt.log(serves / (1.0 - serves)) * np.ones(len(stated)),
        sigma=nuisance(table)["inference_definition_spread"],
        observed=pm.Data(f"{DATASET}_log_odds", np.log(stated / (1.0 - stated))),
    )
