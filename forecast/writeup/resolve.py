"""The record of near-term statements as text and as a folder with its plot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from forecast.files import write_atomically
from forecast.writeup.document import to_json
from forecast.writeup.section import Section, Table, section_text

Document = Mapping[str, Any]
FILE = "resolve.json"
COLUMNS = ("statement", "due", "said", "came", "score")


def resolve_text(document: Document, width: int) -> str:
    """What was decided, what waits, and the record so far.

    Parameters
    ----------
    document : mapping
        `forecast.resolve/1`.
    width : int
        Columns.

    Returns
    -------
    str
    """
    rows = tuple(_cells(row) for row in document["rows"] if row["score"] is not None)
    section = Section(
        "resolve",
        f"Near-term statements as of {document['as_of']}",
        tuple(sentences(document)),
        Table(COLUMNS, rows) if rows else None,
    )
    return section_text(section, width)


def sentences(document: Document) -> Iterable[str]:
    """The counts and the record, in sentences."""
    counts, record = document["counts"], document["record"]
    yield (
        f"{len(document['rows'])} statements: {counts['resolved']} decided, {counts['waiting']} "
        f"due and waiting for evidence, {counts['not due']} not due, {counts['void']} void."
    )
    if record["n_quantiles"]:
        yield (
            f"Of {record['n_quantiles']} with quantiles, the 50% interval held "
            f"{record['coverage50']:.0%}, the 80% {record['coverage80']:.0%}, the 90% "
            f"{record['coverage90']:.0%}; mean interval score of the log {record['wis']:.3f}."
        )
    if record["n_thresholds"]:
        yield (
            f"Of {record['n_thresholds']} with a threshold, the Brier score is "
            f"{record['brier']:.3f}; always saying 50% gives 0.250."
        )


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    if row["p"] is not None:
        came = "yes" if row["score"]["happened"] else "no"
        return row["name"], row["due_on"], f"{row['p']:.0%}", came, f"{row['score']['brier']:.3f}"
    low, high = (row["quantiles"][level] for level in ("0.1", "0.9"))
    said = f"{low:.3g} to {high:.3g}"
    return row["name"], row["due_on"], said, f"{row['value']:.3g}", f"{row['score']['wis']:.3f}"


def write_resolve(document: Document, folder: Path) -> list[Path]:
    """Write the document and, where something was decided, the calibration plot.

    Parameters
    ----------
    document : mapping
        `forecast.resolve/1`.
    folder : Path
        Made where it is missing.

    Returns
    -------
    list of Path
        What was written.
    """
    path = folder / FILE
    write_atomically(path, f"{to_json(document)}\n".encode())
    if not document["record"]["n"]:
        return [path]
    from forecast.writeup.figure_resolve import draw_record
    from forecast.writeup.figure_style import save_figure

    drawn = draw_record(document)
    save_figure(drawn.figure, folder, drawn.name)
    return [path, folder / f"{drawn.name}.png"]
