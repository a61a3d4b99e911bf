"""The text of a data card after rows were added: counts, hash, dates, sources."""

from __future__ import annotations

import datetime
import json
import re

from forecast.inputs.data_card import DataCard, DataSource
from forecast.inputs.table import Table

_COVERAGE = re.compile(r"^\d{4}-\d{2}-\d{2} to \d{4}-\d{2}-\d{2}$")


def updated_card(
    text: str, card: DataCard, table: Table, sha256: str, source: DataSource, today: datetime.date
) -> str:
    """The card with what changed, and every other line as it was.

    Parameters
    ----------
    text : str
        The card's TOML.
    card : DataCard
        What it says now.
    table : Table
        All rows, those added included.
    sha256 : str
        Of the new data.csv.
    source : DataSource
        Named in a new `[[sources]]` unless the card names it, in whatever edition.
    today : date
        The day the rows were retrieved.

    Returns
    -------
    str
    """
    values = {
        "retrieved_on": json.dumps(max(today, card.retrieved_on).isoformat()),
        "n_rows": str(len(table)),
        "sha256": json.dumps(sha256),
    }
    if _COVERAGE.match(card.coverage) and "observed_on" in card.column_names:
        days = [row["observed_on"] for row in table.rows if row["observed_on"] is not None]
        values["coverage"] = json.dumps(f"{min(days)} to {max(days)}")
    head, mark, rest = text.partition("\n[[")
    for name, value in values.items():
        head = re.sub(rf"^{name}( *)=.*$", rf"{name}\g<1>= {value}", head, count=1, flags=re.M)
    return _with_source(head + mark + rest, card, source)


def _with_source(text: str, card: DataCard, source: DataSource) -> str:
    if any(each.attribution == source.attribution for each in card.sources):
        return text
    block = "\n".join(
        (
            "[[sources]]",
            f"name = {json.dumps(source.name, ensure_ascii=False)}",
            f"licence = {json.dumps(source.licence, ensure_ascii=False)}",
            f"attribution = {json.dumps(source.attribution, ensure_ascii=False)}",
        )
    )
    before, mark, after = text.partition("[[columns]]")
    return f"{before}{block}\n\n{mark}{after}"
