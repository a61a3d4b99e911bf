"""One section of the write-up as data, and its plain-text layout."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

NARROWEST = 20  # columns; text is never wrapped tighter than this
NARROWEST_WORDS = 12  # columns; the words that begin a row are not wrapped tighter
GAP = "  "


@dataclass(frozen=True)
class Table:
    """Cells as text; a row of one cell is a heading over the rows below it."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_columns: int = 1  # so many columns hold words and start at the left; others are numbers


@dataclass(frozen=True)
class Section:
    """A title, what it says in sentences, a table, and what the reader should know about it."""

    name: str
    title: str
    sentences: tuple[str, ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()
    figure: str | None = None  # name of the figure that shows the same thing


def paragraph(text: str, width: int, indent: str = "") -> str:
    """Return the text wrapped to a width, every line indented."""
    return textwrap.fill(
        text,
        width=max(NARROWEST, width),
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )


def column_widths(table: Table) -> list[int]:
    """Return the width each column needs; heading rows do not count."""
    full = [table.headers, *(row for row in table.rows if len(row) > 1)]
    return [max(len(row[i]) for row in full) for i in range(len(table.headers))]


def column_groups(widths: list[int], width: int) -> list[list[int]]:
    """Return columns in groups that fit a width, the first column leading each group."""
    groups: list[list[int]] = [[]]
    used = widths[0]
    for column in range(1, len(widths)):
        need = len(GAP) + widths[column]
        if groups[-1] and used + need > width:
            groups.append([])
            used = widths[0]
        groups[-1].append(column)
        used += need
    return [[0, *group] for group in groups]


def table_text(table: Table, width: int, indent: str = "  ") -> str:
    """Return the table as aligned plain text, folded into groups of columns where too wide.

    Where the first column leaves no room for another one, its words are wrapped.
    """
    room = max(NARROWEST, width) - len(indent)
    first, *others = column_widths(table)
    left = room - len(GAP) - max(others, default=0)
    widths = [min(first, max(left, NARROWEST_WORDS)), *others]
    groups = column_groups(widths, room)
    return "\n\n".join(_group_text(table, widths, group, indent) for group in groups)


def _group_text(table: Table, widths: list[int], group: list[int], indent: str) -> str:
    lines = _lines(table.headers, widths, group, table.left_columns)
    for row in table.rows:
        is_heading = len(row) == 1
        lines += [row[0]] if is_heading else _lines(row, widths, group, table.left_columns)
    return "\n".join((indent + line).rstrip() for line in lines)


def _lines(row: tuple[str, ...], widths: list[int], group: list[int], left: int) -> list[str]:
    """A row of a group of columns: one line, or more where its first cell is wrapped."""
    words, *wrapped = _wrapped(row[0], widths[0])
    cells = [row[i].ljust(widths[i]) if i < left else row[i].rjust(widths[i]) for i in group[1:]]
    return [GAP.join([words.ljust(widths[0]), *cells]), *wrapped]


def _wrapped(words: str, width: int) -> list[str]:
    """Words in lines of a width, later ones further in than the first."""
    if len(words) <= width:
        return [words]
    within = " " * (len(words) - len(words.lstrip()) + 1)
    return textwrap.wrap(words, width, subsequent_indent=within, break_on_hyphens=False)


def section_text(section: Section, width: int) -> str:
    """Return a section as plain text: title, sentences, table, notes."""
    parts = [paragraph(section.title.upper(), width)] if section.title else []
    parts += [paragraph(sentence, width, "  ") for sentence in section.sentences]
    blocks = ["\n".join(parts)] if section.title else parts
    if section.table is not None:
        blocks.append(table_text(section.table, width))
    if section.notes:
        blocks.append("\n".join(paragraph(note, width, "  ") for note in section.notes))
    return "\n\n".join(blocks)
