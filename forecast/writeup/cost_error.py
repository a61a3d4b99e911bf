"""How far off the serving model is on sources left out of its fit, as text and for the README."""

from __future__ import annotations

from typing import Any

from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section, Table, section_text

HEADERS = ("left out", "rows", "error", "in 80%", "width", "peak", "60/70")
NOTE = (
    "error: median |ln(predicted / observed)|; in 80%: share of observations in the 80% interval; "
    "width: median ln(90% / 10%); peak, 60/70: the error of rooflines at full peaks and at 60% "
    "FLOP, 70% bandwidth. Sources marked * enter no fit and are predicted by all that do."
)


def error_rows(sources: list[dict[str, Any]]) -> tuple[tuple[str, ...], ...]:
    """Sources as cells of a table.

    Parameters
    ----------
    sources : list of dict
        Of `forecast.cost-error/1`, or Q15 of a run; those without a prediction are left out.

    Returns
    -------
    tuple of tuple of str
    """
    return tuple(_cells(each) for each in sources if each["n"])


def left_out_text(document: dict[str, Any], width: int) -> str:
    """The table as text.

    Parameters
    ----------
    document : dict
        `forecast.cost-error/1`.
    width : int
        Columns.

    Returns
    -------
    str
    """
    table = Table(HEADERS, error_rows(document["sources"]))
    return section_text(
        Section("cost_error", "Error on sources not seen", (), table, (NOTE,)), width
    )


def readme_table(document: dict[str, Any]) -> str:
    """The table as the README shows it, in Markdown.

    Parameters
    ----------
    document : dict
        `forecast.cost-error/1`.

    Returns
    -------
    str
    """
    lines = [HEADERS, ("---",) * len(HEADERS), *error_rows(document["sources"])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    name = terminal_text(row["source"]) + ("" if row["in_fit"] else " *")
    numbers = (row["full_peak"], row["flop_60_bandwidth_70"])
    return (
        name,
        str(row["n"]),
        f"{row['median_abs_log_ratio']:.2f}",
        f"{100 * row['coverage80']:.0f}%",
        f"{row['median_log_width']:.2f}",
        *(f"{each:.2f}" for each in numbers),
    )
