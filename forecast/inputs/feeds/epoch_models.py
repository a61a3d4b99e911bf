"""Sizes, training compute and cost of models, from Epoch AI's tables of AI models."""

from __future__ import annotations

from forecast.inputs.ingest.epoch import EpochTable, day_cells, provenance, read_table
from forecast.inputs.ingest.foreign_csv import Wanted
from forecast.inputs.ingest.rows import Cells, Edition, FeedRows, Reading

NAME = "epoch_models"
DATASETS = ("model_sizes",)
EXAMPLE = "https://epoch.ai/data/notable_ai_models.csv"
TITLE = "Epoch AI, notable AI models table"
WANTED = (
    Wanted("model", ("model", "system", "model name", "name"), needed=True),
    Wanted("organization", ("organization", "organisation", "developer")),
    Wanted(
        "day", ("publication date", "release date", "date", "published"), kind="date", needed=True
    ),
    Wanted("domain", ("domain", "domains")),
    Wanted("n_total_parameters", ("parameters", "number of parameters"), kind="number"),
    Wanted("training_flop", ("training compute", "training compute estimate"), kind="number"),
    Wanted(
        "training_tokens",
        (
            "training dataset size (datapoints)",
            "training dataset size (tokens)",
            "training dataset size (gradients)",
            "training dataset size",
            "dataset size",
        ),
        kind="number",
    ),
    Wanted(
        "training_cost_usd_2023",
        ("training compute cost (2023 usd)", "training cost (2023 usd)"),
        kind="number",
        unit="USD",
    ),
    Wanted("frontier_flag", ("frontier model", "frontier"), kind="flag"),
    Wanted("confidence", ("confidence",)),
)
OTHER_DOMAIN = "not a language model"
NOTHING_STATED = "neither size nor training compute"
NO_DAY = "no date"
TABLE = EpochTable(NAME, TITLE, EXAMPLE, "notable_ai_models.csv", WANTED)


def read(asked: Reading) -> FeedRows:
    """Rows of the table of model sizes.

    Parameters
    ----------
    asked : Reading
        The source is the CSV file, its address, or an archive that holds it.

    Returns
    -------
    FeedRows

    Raises
    ------
    UsageError
        Without a source.
    InputError
        If the file is no such table.
    """
    return read_table(asked, TABLE, _why_not, _cells)


def _why_not(cells: Cells) -> str | None:
    if not cells["model"] or not cells["day"]:
        return NO_DAY
    if "domain" in cells and "language" not in (cells["domain"] or "").casefold():
        return OTHER_DOMAIN
    if not (cells.get("n_total_parameters") or cells.get("training_flop")):
        return NOTHING_STATED
    return None


def _cells(cells: Cells, edition: Edition) -> Cells:
    taken = {name: cells.get(name) for name in ("model", "organization", *NUMBERS)}
    return {
        **taken,
        **day_cells(cells["day"]),
        "source_kind": "epoch_table",
        "frontier_flag": cells.get("frontier_flag") or None,
        "confidence": (cells.get("confidence") or "not stated").casefold(),
        **provenance(TITLE, edition),
    }


NUMBERS = tuple(column.column for column in WANTED if column.kind == "number")
