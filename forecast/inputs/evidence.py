"""Evidence as of a date: the tables of `priors/evidence`, without what was not known yet."""

from __future__ import annotations

import datetime
from pathlib import Path

from forecast.errors import InputError
from forecast.inputs.aliases import Aliases, load_aliases
from forecast.inputs.csv_table import read_csv_table
from forecast.inputs.data_card import DataCard
from forecast.inputs.data_card_file import read_data_card
from forecast.inputs.deflator import to_2025_usd
from forecast.inputs.ingest.pair import CARD_NAME, DATA_NAME, settle_if_left
from forecast.inputs.table import Cell, Row, Table, decimal_year, table_hash
from forecast.quantities import did_you_mean

__all__ = (
    "VINTAGES",
    "Aliases",
    "Cell",
    "DataCard",
    "Row",
    "Table",
    "dataset_names",
    "decimal_year",
    "known_on",
    "known_since",
    "load_aliases",
    "load_evidence",
    "load_table",
    "read_csv_table",
    "read_data_card",
    "table_hash",
    "to_2025_usd",
)

VINTAGES = ("published", "observable")
FOLDER = "evidence"


def load_evidence(
    priors_dir: Path | str, as_of: datetime.date | None = None, vintage: str = "published"
) -> dict[str, Table]:
    """All tables of evidence by name.

    Parameters
    ----------
    priors_dir : Path or str
        Folder that holds `evidence/<dataset>/{data.csv, card.toml}`.
    as_of, vintage
        As for `load_table`.

    Returns
    -------
    dict of str to Table

    Raises
    ------
    InputError
        The first problem in any file.
    """
    names = dataset_names(priors_dir)
    return {name: load_table(priors_dir, name, as_of, vintage) for name in names}


def load_table(
    priors_dir: Path | str,
    dataset: str,
    as_of: datetime.date | None = None,
    vintage: str = "published",
) -> Table:
    """One table of evidence, as it could be known on a day.

    Parameters
    ----------
    priors_dir : Path or str
        Folder that holds `evidence/<dataset>/{data.csv, card.toml}`.
    dataset : str
        Name of the table.
    as_of : date, optional
        The day; left out, all rows stand.
    vintage : str
        "published": rows published by that day. "observable": for retrospective tables, rows
        whose `observable_on`, where it stands, is not later than that day.

    Returns
    -------
    Table
        Of a row and its revisions (same key, later publication) the latest that was known.

    Raises
    ------
    InputError
        If there is no such table or vintage, or a file has a problem.
    """
    if vintage not in VINTAGES:
        accepted = ", ".join(VINTAGES)
        raise InputError("unknown vintage", field="vintage", found=vintage, accepted=accepted)
    names = dataset_names(priors_dir)
    folder = Path(priors_dir) / FOLDER
    if dataset not in names:
        raise InputError(
            "no such table of evidence",
            file=folder,
            found=dataset,
            accepted=", ".join(names),
            fix=did_you_mean(dataset, names),
        )
    settle_if_left(folder)
    card = read_data_card(folder / dataset / CARD_NAME)
    return known_on(read_csv_table(folder / dataset / DATA_NAME, card), as_of, vintage)


def dataset_names(priors_dir: Path | str) -> tuple[str, ...]:
    """Names of the tables in a folder of priors.

    Parameters
    ----------
    priors_dir : Path or str
        Folder that holds `evidence/`.

    Returns
    -------
    tuple of str
        In order of the alphabet.

    Raises
    ------
    InputError
        If there is no folder `evidence`.
    """
    folder = Path(priors_dir) / FOLDER
    if not folder.is_dir():
        raise InputError("no folder of evidence", file=folder, accepted="<priors>/evidence/")
    names = (each.name for each in folder.iterdir() if each.is_dir())
    return tuple(sorted(name for name in names if not name.startswith(".")))


def known_on(table: Table, as_of: datetime.date | None, vintage: str = "published") -> Table:
    """The rows of a table that could be known on a day, each in its latest edition.

    Parameters
    ----------
    table : Table
        All rows.
    as_of : date or None
        The day; None means all.
    vintage : str
        One of `VINTAGES`.

    Returns
    -------
    Table
        In the order of the file.
    """
    latest: dict[tuple, Row] = {}
    for row in table.rows:
        key = tuple(row[name] for name in table.card.key)
        day = known_since(row, table.card, vintage)
        is_known = as_of is None or day <= as_of
        if is_known and (key not in latest or day >= known_since(latest[key], table.card, vintage)):
            latest[key] = row
    kept = {id(row) for row in latest.values()}
    return table.where(lambda row: id(row) in kept)


def known_since(row: Row, card: DataCard, vintage: str) -> datetime.date:
    """Day from which a row counts as known.

    Parameters
    ----------
    row : dict
    card : DataCard
        Its `observable_lag_days` stands in for `observable_on` in tables without that column.
    vintage : str
        One of `VINTAGES`.

    Returns
    -------
    date
    """
    published: datetime.date = row["published_on"]
    if vintage == "published":
        return published
    observed, lag = row.get("observed_on"), card.observable_lag_days
    if lag is not None and observed is not None:
        return min(published, observed + datetime.timedelta(days=lag))
    return row.get("observable_on") or published
