"""Chips, H100-equivalents and power sold, from Epoch AI's counts by designer and by chip."""

from __future__ import annotations

import datetime

from forecast.inputs.data_card import DataSource
from forecast.inputs.ingest.epoch import needed
from forecast.inputs.ingest.foreign_csv import ForeignRow, ForeignTable, Wanted
from forecast.inputs.ingest.rows import Cells, Edition, FeedRow, FeedRows, Reading

NAME = "epoch_chip_counts"
DATASETS = ("compute_stock",)
EXAMPLE = "https://epoch.ai/data/ai_chip_sales_cumulative_timelines_by_designer.csv"
TITLE = "Epoch AI, epoch-research/ai-chip-counts"
URL = "https://epoch.ai/data/ai-chip-sales"
SOURCE = DataSource(
    TITLE, "MIT", "Epoch AI, ai-chip-counts, MIT licence; sums over designers computed here"
)
DESIGNERS = {  # as the source says it: the designer, and its chips that are counted
    "nvidia": ("NVIDIA", "NVIDIA data-centre chips"),
    "google": ("Google TPU", "Google TPU"),
    "amazon": ("Amazon Trainium", "Amazon Trainium/Inferentia"),
    "amd": ("AMD", "AMD Instinct"),
}
INTERVAL = "90% (5th-95th)"
H100E_BASIS = "8-bit dense, 1979e12 op/s"
FIGURES_LAG = datetime.timedelta(days=60)  # after a quarter its company figures are public
MEASURES = ("units", "h100e", "power")
ENDS = {"value": "median", "low": "5th percentile", "high": "95th percentile"}
NAMES = {
    "units": ("number of units", "units"),
    "h100e": ("compute estimate in h100e", "h100e"),
    "power": ("power in mw", "power"),
}
WATTS = 1e6  # in a megawatt, the unit of the source's power
SUMS = {  # measure: quantity, unit, factor, basis
    "units": ("cumulative_chips", "chips", 1.0, None),
    "h100e": ("cumulative_h100e", "h100e", 1.0, H100E_BASIS),
    "power": ("cumulative_chip_power_w", "W", WATTS, None),
}
FLOW = {"units": ("chips_shipped_in_quarter", "chips", 1.0, None)}


def _measure(measure: str, end: str) -> Wanted:
    names = tuple(f"{name} ({ENDS[end]})" for name in NAMES[measure])
    bare = NAMES[measure] if end == "value" else ()
    return Wanted(f"{measure}_{end}", (*names, *bare), "number")


WANTED = (
    Wanted("designer", ("chip manufacturer", "manufacturer", "company", "designer"), needed=True),
    Wanted("start", ("start date", "from"), "date", needed=True),
    Wanted("end", ("end date", "to", "date"), "date", needed=True),
    Wanted("chip", ("chip type", "chip")),
    Wanted("incomplete", ("incomplete",), "flag"),
    Wanted("notes", ("notes",)),
    *(_measure(measure, end) for measure in MEASURES for end in ENDS),
)
INCOMPLETE = "a quarter that is not complete"
OTHER_DESIGNER = "a designer whose counts are not kept"
NOTHING_STATED = "no count"


def read(asked: Reading) -> FeedRows:
    """Rows of the table of the stock of compute.

    Parameters
    ----------
    asked : Reading
        The source is a CSV file (`*_cumulative_totals.csv`, `*_chip_timelines.csv`) or its
        address.

    Returns
    -------
    FeedRows
        Sums over designers are not remade.

    Raises
    ------
    UsageError
        Without a source.
    InputError
        If the file is no such table.
    """
    source, edition = needed(asked.source, NAME, EXAMPLE), asked.edition
    table = ForeignTable(source, WANTED)
    feed = FeedRows(TITLE, SOURCE, problems=table.problems)
    for row in table.rows():
        reason = _why_not(row.cells)
        if reason:
            feed.left_out[reason] += 1
        else:
            feed.rows += _rows(row, source.name, edition)
    return feed


def _why_not(cells: Cells) -> str | None:
    if cells.get("incomplete") or (cells.get("notes") or "").startswith("Incomplete"):
        return INCOMPLETE
    if (cells["designer"] or "").casefold() not in DESIGNERS:
        return OTHER_DESIGNER
    wanted = FLOW if cells.get("chip") else SUMS
    stated = any(cells.get(f"{measure}_value") for measure in wanted)
    return None if stated and cells["start"] and cells["end"] else NOTHING_STATED


def _rows(row: ForeignRow, file_name: str, edition: Edition) -> list[FeedRow]:
    """One row a measure that is stated: sums since the count began, or chips of a quarter."""
    cells = row.cells
    designer, counted = DESIGNERS[cells["designer"].casefold()]
    start, end = cells["start"][0], cells["end"][0]
    chip = cells.get("chip")
    common = {
        "observed_on": end,
        "scope": f"{designer}: {chip}" if chip else f"{counted}, shipped since {start}",
        "interval": INTERVAL,
        "kind": "flow" if chip else "cumulative",
        "is_projection": False,
        "observable_on": min(end + FIGURES_LAG, edition.known_on),
        **edition.cells(),
        "source_title": f"{TITLE}: {file_name} (copy of {edition.known_on})",
        "source_url": URL,
        "licence": SOURCE.licence,
        "verification": "primary",
    }
    measures = FLOW if chip else SUMS
    return [
        FeedRow(row.line, {**common, **_value(cells, measure, *about)})
        for measure, about in measures.items()
        if cells.get(f"{measure}_value")
    ]


def _value(
    cells: Cells, measure: str, quantity: str, unit: str, factor: float, basis: str | None
) -> Cells:
    stated = {end: cells.get(f"{measure}_{end}") for end in ENDS}
    values = {end: None if value is None else factor * value for end, value in stated.items()}
    return {"quantity": quantity, "unit": unit, "h100e_basis": basis, **values}
