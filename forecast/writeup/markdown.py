"""summary.md: the sections of the first screen as a page, with the figures between them."""

from __future__ import annotations

from forecast.writeup.answers import Document
from forecast.writeup.escaping import markdown_text
from forecast.writeup.section import Section, Table
from forecast.writeup.sections import SECTIONS

TITLE = "When do copies of a human-level AI model become affordable?"
NUMBERS_LINE = (
    "Every number with its error: [numbers.csv](numbers.csv); the whole forecast: "
    "[summary.json](summary.json)."
)


def summary_markdown(document: Document, figures: dict[str, str] | None = None) -> str:
    """Return the forecast as a Markdown page.

    Parameters
    ----------
    document : dict
        `Forecast.document`.
    figures : dict of str to str, optional
        Title by name of the figures that stand in `figures/`; each is shown once.

    Returns
    -------
    str
        The page, ending in a newline.
    """
    waiting = dict(figures or {})
    parts = [f"# {TITLE}", f"As of {markdown_text(document['as_of'])}."]
    for part in SECTIONS:
        section = part.section(document)
        if section is not None:
            parts += section_parts(section)
            title = waiting.pop(section.figure or "", None)
            if title is not None:
                parts.append(f"![{markdown_text(title)}](figures/{section.figure}.svg)")
    parts += [f"![{markdown_text(title)}](figures/{name}.svg)" for name, title in waiting.items()]
    return "\n\n".join([*parts, NUMBERS_LINE]) + "\n"


def section_parts(section: Section) -> list[str]:
    """Return a section as blocks of Markdown."""
    parts = [f"## {markdown_text(section.title)}"] if section.title else []
    sentences = [markdown_text(sentence) for sentence in section.sentences]
    listed = section.title and len(sentences) > 1
    parts += ["\n".join(f"- {told}" for told in sentences)] if listed else sentences
    if section.table is not None:
        parts.append(table_markdown(section.table))
    return parts + [markdown_text(note) for note in section.notes]


def table_markdown(table: Table) -> str:
    """Return a table with pipes; a heading row becomes a row in bold."""
    lines = [_line(table.headers), _line(_alignment(table))]
    for row in table.rows:
        escaped = tuple(markdown_text(cell.strip()) for cell in row)
        blank = len(table.headers) - 1
        lines.append(_line((f"**{escaped[0]}**", *[""] * blank) if len(row) == 1 else escaped))
    return "\n".join(lines)


def _alignment(table: Table) -> tuple[str, ...]:
    words = table.left_columns
    return (*["---"] * words, *["---:"] * (len(table.headers) - words))


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
