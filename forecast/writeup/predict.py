"""Rows beside what the posterior expects of them, as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forecast.writeup.cost import amount
from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section, Table, paragraph, section_text

HEADERS = ("row", "observed", "10%", "median", "90%", "PIT", "surprise")
LONGEST_NAME = 20  # characters
MOST_NAMED = 3  # rows told of one reason
NOTE = (
    "PIT: chance of less than what was observed; surprise: its standard normal score (beyond "
    "2 or so, either way, look at the row again). |log r|: median |ln(median/observed)|."
)


def predict_text(document: Mapping[str, Any], width: int) -> str:
    """A table of predictions as text: rows by quantity, those not evaluated, and the summary.

    Parameters
    ----------
    document : mapping
        `forecast.predict/1`.
    width : int
        Columns.

    Returns
    -------
    str
    """
    seen = [row for row in document["rows"] if row["reason"] is None]
    refused = [row for row in document["rows"] if row["reason"] is not None]
    parts = [section_text(_rows(document, seen), width)] if seen else []
    if refused:
        title = terminal_text(f"NOT EVALUATED, in {document['table']}")
        parts.append("\n".join([title, *_refusals(refused, width)]))
    parts.append(section_text(_summary(document), width))
    return "\n\n".join(parts)


def _rows(document: Mapping[str, Any], seen: list[dict[str, Any]]) -> Section:
    body: list[tuple[str, ...]] = []
    for quantity, unit in dict.fromkeys((row["quantity"], row["unit"]) for row in seen):
        body.append((terminal_text(f"{quantity} [{unit or '1'}]"),))
        body += [
            _predicted(row) for row in seen if (row["quantity"], row["unit"]) == (quantity, unit)
        ]
    title = f"{document['dataset']}: observed and predicted, as of {document['as_of']}"
    return Section("rows", terminal_text(title), (), Table(HEADERS, tuple(body)))


def _predicted(row: Mapping[str, Any]) -> tuple[str, ...]:
    observed = "-" if row["observed"] is None else amount(row["observed"])
    quantiles = (amount(row[key]) for key in ("q10", "q50", "q90"))
    is_scored = row["pit"] is not None
    scores = (f"{row['pit']:.3f}", f"{row['surprise']:+.1f}") if is_scored else ("-", "-")
    return (f"  {_short(row['name'])}", observed, *quantiles, *scores)


def _refusals(refused: list[dict[str, Any]], width: int) -> list[str]:
    """Each reason once, with the rows it is of."""
    by_reason: dict[str, dict[str, None]] = {}
    for row in refused:
        by_reason.setdefault(row["reason"], {})[_short(row["name"])] = None
    told = ((_some(list(names)), reason) for reason, names in by_reason.items())
    return [paragraph(terminal_text(f"{names}: {reason}"), width, "  ") for names, reason in told]


def _some(names: list[str]) -> str:
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"


def _summary(document: Mapping[str, Any]) -> Section:
    headers = ("quantity", "scored", "in 50%", "in 80%", "in 90%", "|log r|")
    whole = [{"quantity": "all", **document}] if len(document["by_quantity"]) > 1 else []
    rows = tuple(_summary_row(each, document) for each in (*whole, *document["by_quantity"]))
    return Section("summary", "How they sit", (), Table(headers, rows), (NOTE,))


def _summary_row(scores: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[str, ...]:
    name = scores["quantity"]
    n_rows = sum(1 for row in document["rows"] if name in ("all", row["quantity"]))
    shares = (scores[key] for key in ("coverage50", "coverage80", "coverage90"))
    ratio = scores["median_abs_log_ratio"]
    return (
        terminal_text(str(name or "-")),
        f"{scores['n_scored']}/{n_rows}",
        *("-" if share is None else f"{100 * share:.0f}%" for share in shares),
        "-" if ratio is None else f"{ratio:.2f}",
    )


def _short(name: str) -> str:
    plain = terminal_text(name)
    return plain if len(plain) <= LONGEST_NAME else plain[: LONGEST_NAME - 2] + ".."
