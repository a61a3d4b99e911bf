"""Text, tables and sections as HTML; everything that was typed by somebody is escaped."""

from __future__ import annotations

import html
import unicodedata

from forecast.writeup.section import Section, Table


def text(value: str) -> str:
    """Text that stays text: no markup, no control or bidirectional characters.

    Examples
    --------
    >>> text("</script><img onerror=1>")
    '&lt;/script&gt;&lt;img onerror=1&gt;'
    """
    visible = "".join(c if c.isspace() or unicodedata.category(c)[0] != "C" else "" for c in value)
    return html.escape(visible, quote=True)


def table_html(table: Table, caption: str) -> str:
    """A table with a caption; a row of one cell is a heading over the rows below it."""
    head = "".join(f'<th scope="col">{text(cell)}</th>' for cell in table.headers)
    rows = []
    for row in table.rows:
        if len(row) == 1:
            span = len(table.headers)
            rows.append(f'<tr><th scope="rowgroup" colspan="{span}">{text(row[0])}</th></tr>')
            continue
        cells = "".join(
            f'<td class="{"word" if place < table.left_columns else "number"}">{text(cell)}</td>'
            for place, cell in enumerate(row[1:], start=1)
        )
        rows.append(f'<tr><th scope="row">{text(row[0].strip())}</th>{cells}</tr>')
    return (
        f'<div class="scroll"><table><caption>{text(caption)}</caption><thead><tr>{head}</tr>'
        f"</thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def section_html(section: Section) -> str:
    """A section: heading, sentences, table, notes."""
    parts = [f"<h2>{text(section.title)}</h2>"] if section.title else []
    parts += [f"<p>{text(sentence)}</p>" for sentence in section.sentences]
    if section.table is not None:
        parts.append(table_html(section.table, section.title or "The answer"))
    parts += [f'<p class="note">{text(note)}</p>' for note in section.notes]
    return f'<section id="{text(section.name)}">{"".join(parts)}</section>'
