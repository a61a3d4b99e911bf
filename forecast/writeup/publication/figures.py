"""Figures of a publication: SVG and PNG, each with a CSV of what it shows and a JSON about it."""

from __future__ import annotations

import json
from typing import Any

from forecast.writeup.answers import Document
from forecast.writeup.numbers import csv_text

SCHEMA = "forecast.figure/1"
FOLDER = "figures"
LICENCE = "CC-BY-4.0"
WATERMARK = "DRAFT"
UNITS = {  # by the start of a column's name
    "n": "copies",
    "year": "year",
    "years": "years",
    "p": "1",
    "usd_per_copy_hour": "USD/hour",
    "wage_usd_per_hour": "USD/hour",
    "copies": "copies",
}


def figure_files(document: Document, is_draft: bool) -> tuple[dict[str, bytes], dict[str, str]]:
    """Every figure with its twins, and the titles.

    Parameters
    ----------
    document : dict
        A `forecast.run/1` object.
    is_draft : bool
        Whether each is marked as a draft, across the picture.

    Returns
    -------
    files : dict of str to bytes
        By path in the publication.
    titles : dict of str to str
        The finding each figure shows, by its name.
    """
    from forecast.writeup.figure_style import figure_bytes
    from forecast.writeup.figures import FIGURES  # matplotlib is slow to import

    files: dict[str, bytes] = {}
    titles = {}
    for draw in FIGURES:
        drawn = draw(document)
        if is_draft:
            _watermark(drawn.figure)
        stem = f"{FOLDER}/{drawn.name}"
        files |= {f"{stem}.{kind}": made for kind, made in figure_bytes(drawn.figure).items()}
        files[f"{stem}.csv"] = csv_text(drawn.rows[0], drawn.rows).encode()
        about = figure_about(document, drawn.name, drawn.title, list(drawn.rows[0]))
        files[f"{stem}.json"] = (json.dumps(about, indent=1) + "\n").encode()
        titles[drawn.name] = drawn.title
    return files, titles


def figure_about(document: Document, name: str, title: str, columns: list[str]) -> dict[str, Any]:
    """What a figure shows: title, units, source, date and how to cite it."""
    return {
        "schema": SCHEMA,
        "name": name,
        "title": title,
        "data": f"{name}.csv",
        "units": {column: unit_of(column, document["price_year"]) for column in columns},
        "source": "Billion Copies forecast; see ../datapackage.json for the data behind it",
        "as_of": document["as_of"],
        "run_id": document["run_id"],
        "citation": f"Billion Copies forecast as of {document['as_of']}, run {document['run_id']}, "
        f"figure {name}",
        "licence": LICENCE,
    }


def unit_of(column: str, price_year: int) -> str:
    """Unit of a column of a figure's table.

    Examples
    --------
    >>> unit_of("usd_per_copy_hour_q50", 2025), unit_of("p", 2025)
    ('USD/hour, prices of 2025', '1')
    """
    unit = UNITS.get(column) or next(
        (unit for start, unit in UNITS.items() if column.startswith(f"{start}_")), "1"
    )
    return f"{unit}, prices of {price_year}" if unit.startswith("USD") else unit


def _watermark(figure: Any) -> None:
    figure.text(
        0.5, 0.5, WATERMARK, fontsize=90, color="#c00000", alpha=0.16, rotation=28,
        ha="center", va="center",
    )  # fmt: skip
