"""What is published about today: tokens a day, list prices, and who owns the accelerators."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecast.inputs.deflator import to_2025_usd
from forecast.inputs.table import Table, decimal_year

TOKENS, PRICES, OWNERS = "token_volume", "llm_prices", "compute_owners"
# Companies whose statements can be added up. Left out: routers (they pass tokens on to companies
# that count them again), parts of what is counted (one product, the API alone where a total
# stands), and estimates of a blog.
COUNTED = (
    "Google (all surfaces)",
    "ByteDance (Doubao models)",
    "OpenAI (API)",
    "Together AI",
    "Microsoft (Foundry APIs)",
    "DeepSeek (Chat and API for V3 and R1)",
)
PRICE_DAYS = 365  # days; older list prices are not today's


@dataclass(frozen=True)
class Statement:
    """A published number of tokens a day.

    Parameters
    ----------
    entity : str
        Whose.
    value : float, token/day
        Read and written.
    year : float, year
        When.
    """

    entity: str
    value: float
    year: float


def latest_statements(table: Table) -> list[Statement]:
    """The newest statement of each company that can be added to the others.

    Parameters
    ----------
    table : Table
        `token_volume`.

    Returns
    -------
    list of Statement
        The largest first.
    """
    newest: dict[str, Any] = {}
    for row in table.rows:
        if row["quantity"] != "tokens_per_day" or row["entity"] not in COUNTED:
            continue
        before = newest.get(row["entity"])
        if before is None or row["observed_on"] >= before["observed_on"]:
            newest[row["entity"]] = row
    found = [Statement(k, r["value"], decimal_year(r["observed_on"])) for k, r in newest.items()]
    return sorted(found, key=lambda each: -each.value)


def owner_share(table: Table, owner: str) -> float:
    """Share of the counted accelerators that one owner holds, at the table's last date, 1.

    Parameters
    ----------
    table : Table
        `compute_owners`.
    owner : str

    Returns
    -------
    float
        In H100-equivalents, chips of all designers.
    """
    rows = [row for row in table.rows if row["owner_kind"] == "owner"]
    last = max(row["observed_on"] for row in rows)
    held = {True: 0.0, False: 0.0}
    for row in rows:
        if row["observed_on"] == last:
            held[row["owner"] == owner] += row["h100e"]
    return held[True] / (held[True] + held[False])


def list_prices(tables: dict[str, Table], column: str, models: str = "") -> np.ndarray:
    """List prices in force lately, one a seller and model, array (price,).

    Parameters
    ----------
    tables : dict of str to Table
        `llm_prices`, and `economy` for the deflator.
    column : str
        The price wanted.
    models : str, optional
        Only models whose key contains it.

    Returns
    -------
    array (price,), USD of 2025 per 1e6 tokens
        The newest of each seller and model, within a year of the table's newest.
    """
    rows = [
        row
        for row in tables[PRICES].rows
        if row["price_plan"] == "standard"
        and not row["rolling_alias"]
        and row[column] is not None
        and models in row["model_key"]
    ]
    since = max(row["observed_on"] for row in tables[PRICES].rows) - datetime.timedelta(PRICE_DAYS)
    newest = {
        (row["provider"], row["model_key"]): row
        for row in sorted(rows, key=lambda row: row["observed_on"])
        if row["observed_on"] >= since
    }
    years = [decimal_year(row["observed_on"]) for row in newest.values()]
    return to_2025_usd([row[column] for row in newest.values()], years, tables["economy"])
