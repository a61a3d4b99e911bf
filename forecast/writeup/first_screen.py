"""The text `forecast run` prints: the answer first, then what it rests on."""

from __future__ import annotations

from forecast.writeup.answers import Document
from forecast.writeup.section import paragraph, section_text
from forecast.writeup.sections import SECTIONS

WIDTH = 80  # columns
WIDEST = 100  # columns; longer lines are hard to read


def first_screen(document: Document, width: int = WIDTH) -> str:
    """Return a forecast document as plain ASCII text for a terminal of a width.

    Parameters
    ----------
    document : dict
        `Forecast.document`, of schema "forecast.run/1".
    width : int, column
        Width of the terminal; tables are folded where they do not fit.

    Returns
    -------
    str
        Text without a trailing newline.
    """
    columns = min(width, WIDEST)
    title = paragraph(
        f"When do copies of a human-level AI model become affordable?  As of {document['as_of']}",
        columns,
    )
    parts = [title]
    for part in SECTIONS:
        section = part.section(document)
        if section is not None:
            parts.append(section_text(section, columns))
    return "\n\n".join(parts)
