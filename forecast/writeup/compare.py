"""What moved between two forecasts: a section for text and page, and the folder of `--out`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forecast.files import write_atomically
from forecast.writeup.document import to_json
from forecast.writeup.escaping import terminal_text
from forecast.writeup.headline_numbers import SIZES, YEARS
from forecast.writeup.section import Section, Table, section_text
from forecast.writeup.wording import count, joined

Document = Mapping[str, Any]
FILE = "compare.json"
COLUMNS = ("median", "p_never", *(f"by_{year}" for year in YEARS))
HEADERS = ("", "median", "never", *(f"by {year}" for year in YEARS))
KINDS = {
    "date": "date of the forecast",
    "beliefs": "beliefs",
    "shape weights": "weights of trend shapes",
    "code": "code",
    "monte carlo": "Monte Carlo remainder",
}
NAMED = 12  # quantities that are named


def compare_text(document: Document, width: int) -> str:
    """Lay a `forecast.compare/1` object out as text.

    Parameters
    ----------
    document : mapping
    width : int
        Columns.

    Returns
    -------
    str
    """
    return section_text(compare_section(document), width)


def compare_section(document: Document) -> Section:
    """What moved the headline numbers since an earlier forecast.

    Parameters
    ----------
    document : mapping
        A `forecast.compare/1` object.

    Returns
    -------
    Section
        For a report or a page, too.
    """
    return Section(
        "compare",
        "What moved the answer",
        tuple(terminal_text(text) for text in _sentences(document)),
        compare_table(document),
        tuple(_notes(document)),
    )


def compare_table(document: Document) -> Table:
    """Before, after, change and parts of every headline number.

    Parameters
    ----------
    document : mapping
        With `rows` as of `forecast.compare/1`; `change_mcse` may be left out.

    Returns
    -------
    Table
    """
    rows: list[tuple[str, ...]] = []
    for tag, n in SIZES.items():
        rows += [(f"{count(n)} copies",), *_block(document, tag)]
    return Table(HEADERS, tuple(rows))


def part_label(part: Mapping[str, Any]) -> str:
    """What a part is called.

    Examples
    --------
    >>> part_label({"kind": "data", "name": "compute_stock"}), part_label({"kind": "code"})
    ('data: compute_stock', 'code')
    """
    return KINDS.get(part["kind"]) or f"{part['kind']}: {part['name']}"


def row_of(document: Document, tag: str, column: str) -> Mapping[str, Any]:
    """The row of one headline number: a size such as "8e9", and "median", "p_never", "by_2035"."""
    name = f"p_{tag}_{column}" if column.startswith("by_") else f"{column}_{tag}"
    return next(row for row in document["rows"] if row["name"] == name)


def moved_by(value: float | None, error: float | None, unit: str) -> str:
    """A change in years or percentage points with its Monte Carlo error in brackets.

    Examples
    --------
    >>> moved_by(0.0123, 0.002, "1"), moved_by(-1.26, None, "year"), moved_by(0.0, 0.0, "1")
    ('+1.2 (0.2)', '-1.3', '0')
    """
    if value is None:
        return "-"
    scale = 1.0 if unit == "year" else 100.0
    if value == 0 and not error:
        return "0"
    spread = "" if error is None else f" ({math.ceil(10 * scale * error - 1e-9) / 10:.1f})"
    return f"{scale * value + 0.0:+.1f}{spread}"


def write_compare(document: Document, folder: Path) -> list[Path]:
    """Write the document and, where the change was split, its picture.

    Parameters
    ----------
    document : mapping
    folder : Path
        Made where it is missing.

    Returns
    -------
    list of Path
        What was written.
    """
    path = folder / FILE
    write_atomically(path, f"{to_json(dict(document))}\n".encode())
    if document["method"] == "none":
        return [path]
    from forecast.writeup.figure_compare import draw_compare
    from forecast.writeup.figure_style import save_figure

    drawn = draw_compare(document)
    save_figure(drawn.figure, folder, drawn.name)
    return [path, *(folder / f"{drawn.name}.{kind}" for kind in ("svg", "png"))]


def _block(document: Document, tag: str) -> list[tuple[str, ...]]:
    """Before, after, change and parts for one size of fleet."""
    rows = [row_of(document, tag, column) for column in COLUMNS]
    lines = [
        (f"  {side}", *(_level(row[side], row["unit"]) for row in rows))
        for side in ("before", "after")
    ]
    changes = (moved_by(row["change"], row.get("change_mcse"), row["unit"]) for row in rows)
    lines.append(("  change", *changes))
    parts: list[Any] = next((row["parts"] for row in rows if row["parts"]), [])
    for place, part in enumerate(parts):
        cells = (_cell(row, place) for row in rows)
        lines.append((f"    {terminal_text(part_label(part))}", *cells))
    return lines


def _cell(row: Mapping[str, Any], place: int) -> str:
    part = row["parts"][place] if row["parts"] else {"value": None, "mcse": None}
    return moved_by(part["value"], part["mcse"], row["unit"])


def _level(value: float | None, unit: str) -> str:
    if value is None:
        return "after 2100"
    return f"{value:.1f}" if unit == "year" else f"{100 * value:.1f}%"


def _sentences(document: Document) -> list[str]:
    ends = f"From {document['before']['id']} to {document['after']['id']}."
    if document["method"] == "none":
        return [ends, f"The change is not split: {document['reason']}."]
    told = [
        ends,
        "Each part is the mean over all orders in which date, beliefs, weights of trend shapes "
        "and data sets may change one after the other, "
        f"{document['draws']:,} draws each; the parts add up.",
    ]
    if document["method"] == "two levels":
        told = [
            ends,
            "Date, beliefs, weights of trend shapes and all data sets as one are the mean over all "
            "orders; within the data, a part is the mean of a data set changed first and changed "
            f"last, made to add up ({document['draws']:,} draws each).",
        ]
    if document["beliefs"]:
        told.append(f"Beliefs that differ: {joined(_some(document['beliefs']))}.")
    return told


def _some(names: list[str]) -> list[str]:
    more = len(names) - NAMED
    return [*names[:NAMED], f"{more} more"] if more > 0 else names


def _notes(document: Document) -> list[str]:
    notes = ["Changes in years and percentage points; in brackets the Monte Carlo error."]
    if document["filled"]:
        names = terminal_text(joined(_some(document["filled"])))
        notes.append(f"Taken from today's priors, since a side lacked them: {names}.")
    whole = [row for row in document["rows"] if row["change"] is None or row["parts"] is None]
    if whole and document["method"] != "none":
        notes.append("Not split where a median on the way lies beyond 2100.")
    return notes
