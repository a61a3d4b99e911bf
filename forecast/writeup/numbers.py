"""numbers.csv: every published number on a row of its own, with what identifies it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from forecast.writeup.answers import Document
from forecast.writeup.escaping import spreadsheet_text

KEYS = ("n", "theta", "year", "years", "reading", "test", "basis", "at")
COLUMNS = ("question", *KEYS, "statistic", "value", "unit", "mcse", "note")
UNITS = {
    "Q2": "year",
    "Q3": "year",
    "Q4": "years",
    "Q5": "copies",
    "Q6": "copies",
    "Q7": "USD/hour",
    "Q8": "1",
    "wage": "USD/hour",
    "population": "people",
    "bill_limit": "USD/hour",
}
BEYOND = "beyond the horizon"


def number_rows(document: Document) -> Iterator[dict]:
    """Yield every number of a forecast document as a row of numbers.csv."""
    for question, answer in document["answers"].items():
        for row in answer if isinstance(answer, list) else [answer]:
            yield from _rows_of(question, row)


def _rows_of(question: str, row: dict) -> Iterator[dict]:
    base = {"question": question, **{key: row[key] for key in KEYS if key in row}}
    unit = UNITS.get(question, "1")
    for level, value in (row.get("quantiles") or {}).items():
        note = BEYOND if value is None else ""
        yield {**base, "statistic": f"q{level}", "value": value, "unit": unit, "note": note}
    for limit, value in (row.get("p_over") or {}).items():
        yield {**base, "statistic": f"p_over_{limit}", "value": value, "unit": "1"}
    for name, value in (row.get("shares") or {}).items():
        yield {**base, "statistic": f"share_{name}", "value": value, "unit": "1"}
    for name in ("p", "p_never", "p_zero", "p_window_closes"):
        if name in row:
            mcse = row.get("mcse") if name == "p" else None
            yield {**base, "statistic": name, "value": row[name], "unit": "1", "mcse": mcse}


def csv_text(columns: Iterable[str], rows: Iterable[dict]) -> str:
    """Return rows as CSV: empty cells for None, text cells safe to open in a spreadsheet."""
    names = list(columns)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return stream.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    return spreadsheet_text(value) if isinstance(value, str) else value


def numbers_csv(document: Document) -> str:
    """Return the content of numbers.csv."""
    return csv_text(COLUMNS, number_rows(document))
