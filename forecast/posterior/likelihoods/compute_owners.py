"""Owners' shares of what each chip designer ships, and labs' shares of all that was counted.

Rows of owners are cumulative H100-equivalents by owner and designer at the ends of quarters, by the
same revenue model as `compute_stock`: their sums say nothing that it does not, but the share of a
quarter's shipments that goes to an owner does. Shares move slowly and sometimes leap (exports to
China), so the change of the log share from one quarter to the next is fitted: Student, of a
scatter that differs between owners. A designer's own fleet (TPU, Trainium) is its shipments and
enters no scatter. The last cumulative shares give the spread from which an owner not seen is drawn.

Rows of labs (eleven year-ends, whoever owns the chips) are shares of the counted cumulative total:
level by lab and a growth that labs share. Labs and owners overlap and are never added.

Speaks about no card: `lab_share_of_stock` is written by hand beside these rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.constants import START_YEAR
from forecast.inputs.table import Table, decimal_year
from forecast.posterior.cumulative import Series, log_ratios, series_of
from forecast.posterior.effects import groups, noise_named, standard_scores

DATASET = "compute_owners"
STOCK = "compute_stock"
TERMS = ()
NOISE = (
    "owner_change_scatter",
    "owner_change_scatter_spread",
    "owner_change_tail_degrees",
    "owner_log_share",
    "owner_share_spread",
    "lab_log_share",
    "lab_share_growth",
    "lab_share_spread",
    "lab_share_scatter",
)
PREDICTS_WITH = ("owner_fleet_score", "lab_share_score")
OWNER, LAB = "owner", "lab_user"
COUNT = "cumulative_h100e"
NO_LAB = "no lab yet"
WHOLE = 1e-3  # of the log share: a fleet that takes all of a designer's chips in every quarter


def select(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows that enter: all."""
    del tables
    return table


def designers(stock: Table) -> dict[str, Series]:
    """Counts of each designer by the scope that `compute_stock` calls it."""
    rows = [row for row in stock.rows if (row["quantity"], row["kind"]) == (COUNT, "cumulative")]
    return {
        scope: series_of([row for row in rows if row["scope"] == scope], "value")
        for scope in sorted({row["scope"] for row in rows})
    }


def scope_of(designer: str, scopes: Any) -> str | None:
    """The scope whose first word is that of a designer, whatever the case; None for no such."""
    words = designer.casefold().split()
    found = [scope for scope in scopes if words and scope.casefold().split()[0] == words[0]]
    return found[0] if found else None


def fleets(table: Table, column: str = "h100e") -> dict[tuple[str, str], Series]:
    """Counts by owner and designer, as the table calls them."""
    rows = [row for row in table.rows if row["owner_kind"] == OWNER]
    pairs = sorted({(row["owner"], row["chip_designer"]) for row in rows})
    return {
        pair: series_of(
            [row for row in rows if (row["owner"], row["chip_designer"]) == pair], column
        )
        for pair in pairs
    }


@dataclass(frozen=True)
class Shares:
    """What is observed of owners and labs.

    Parameters
    ----------
    change : array (change,), log
        Of an owner's share of a quarter's shipments, against the quarter before.
    fleet : list of str
        Owner and designer of each change.
    last : array (fleet,), log
        Share of a designer's cumulative shipments at the last date.
    lab_share : array (lab row,), log
        Of the counted cumulative total.
    lab_year : array (lab row,), year
    lab : list of str
    """

    change: np.ndarray
    fleet: list[str]
    last: np.ndarray
    lab_share: np.ndarray
    lab_year: np.ndarray
    lab: list[str]


def shares(table: Table, stock: Table) -> Shares:
    """Owners' and labs' shares of the counts of `compute_stock`."""
    counts = designers(stock)
    changes, names, last = [], [], []
    for (owner, designer), fleet in fleets(table).items():
        whole = counts[str(scope_of(designer, counts))]
        share = log_ratios(fleet, whole)
        if np.abs(share).max() > WHOLE:
            changes.append(np.diff(share))
            names += [f"{owner} {designer}"] * (len(share) - 1)
            last.append(np.log(fleet.counts[-1] / whole.at(float(fleet.years[-1]))))
    labs = [row for row in table.rows if row["owner_kind"] == LAB]
    years = np.array([decimal_year(row["observed_on"]) for row in labs])
    total = np.array([sum(each.at(year) for each in counts.values()) for year in years])
    return Shares(
        change=np.concatenate(changes),
        fleet=names,
        last=np.array(last),
        lab_share=np.log(np.array([row["h100e"] for row in labs]) / total),
        lab_year=years,
        lab=[row["owner"] for row in labs],
    )


def add(terms: Mapping[str, Any], table: Table, tables: Mapping[str, Table]) -> None:
    """Changes of owners' log shares, their last shares, and labs' shares around their growth.

    Parameters
    ----------
    terms : mapping
        Empty.
    table : Table
        Selected rows.
    tables : mapping of str to Table
        All evidence: `compute_stock` is read.
    """
    import pymc as pm
    import pytensor.tensor as pt

    del terms
    found, noise = shares(table, tables[STOCK]), noise_named(table, NOISE)
    names, fleet = groups(found.fleet)
    wider = noise["owner_change_scatter_spread"] * standard_scores("owner_fleet_score", names)
    pm.StudentT(
        "owner_change_observed",
        nu=noise["owner_change_tail_degrees"],
        mu=0.0,
        sigma=noise["owner_change_scatter"] * pt.exp(wider)[fleet],
        observed=pm.Data("owner_log_change", found.change),
    )
    pm.Normal(
        "owner_share_observed",
        noise["owner_log_share"],
        noise["owner_share_spread"],
        observed=pm.Data("owner_last_log_share", found.last),
    )
    labs, lab = groups(found.lab)  # none of their rows was known in earlier years
    of_lab = noise["lab_share_spread"] * standard_scores("lab_share_score", labs or (NO_LAB,))
    pm.Normal(
        "lab_share_observed",
        noise["lab_log_share"]
        + of_lab[lab]
        + noise["lab_share_growth"] * (found.lab_year - START_YEAR),
        noise["lab_share_scatter"],
        observed=pm.Data("lab_log_share_value", found.lab_share),
    )
