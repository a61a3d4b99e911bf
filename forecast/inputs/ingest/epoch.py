"""What the feeds of Epoch AI's tables share."""

from __future__ import annotations

from typing import Any

from forecast.errors import UsageError
from forecast.inputs.data_card import DataSource
from forecast.inputs.ingest.rows import Cells, Edition
from forecast.inputs.ingest.source import Source

URL = "https://epoch.ai/data"
LICENCE = "CC-BY 4.0"
ATTRIBUTION = "Epoch AI, epoch.ai/data, CC-BY 4.0; columns renamed, units converted, rows selected"


def needed(source: Source | None, feed: str, example: str) -> Source:
    """The source, or an error that says where the file is found."""
    if source is None:
        raise UsageError(f"the feed {feed} needs a file or an https address, such as {example}")
    return source


def epoch_source(name: str, edition: Edition) -> DataSource:
    """Whom a card must name for rows of one of the tables."""
    return DataSource(f"{name}, copy of {edition.known_on}", LICENCE, ATTRIBUTION)


def provenance(title: str, edition: Edition) -> Cells:
    """Where a row was read, under which terms, and since when it was known."""
    return {
        **edition.cells(),
        "source_title": f"{title} (copy of {edition.known_on})",
        "source_url": URL,
        "licence": LICENCE,
        "verification": "primary",
    }


def day_cells(stated: tuple[Any, str] | None) -> Cells:
    """The day of a row and how exact it is."""
    day, precision = stated or (None, None)
    return {"observed_on": day, "observed_on_precision": precision}
