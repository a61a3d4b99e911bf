"""Text made safe for where it goes: a terminal, a Markdown page, a spreadsheet cell."""

from __future__ import annotations

import re
import unicodedata

ANSI_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")
MARKDOWN_CONTROL = re.compile(r"([\\`*_{}\[\]<>#|$~!&])")
FORMULA = re.compile(r"(?:^|[\n\r\v\f\x85\u2028\u2029])[\s\u200b\ufeff]*[=+\-@]|^[\t\r]")
PLAIN = str.maketrans(
    {
        "\u2013": "-",
        "\u2014": "-",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00d7": "x",
        "\u00b7": ".",
        "\u2264": "<=",
        "\u2265": ">=",
    }
)


def terminal_text(text: str) -> str:
    """Return the text as printable ASCII: no escape sequences, no control or bidi characters.

    Examples
    --------
    >>> terminal_text("\\x1b[31mM\\u00fcller\\x1b[0m\\u202e 3\\u20135")
    'Muller 3-5'
    """
    bare = ANSI_ESCAPE.sub("", text).translate(PLAIN)
    visible = "".join(c if c.isspace() or unicodedata.category(c)[0] != "C" else "" for c in bare)
    folded = unicodedata.normalize("NFKD", re.sub(r"\s+", " ", visible))
    unmarked = "".join(c for c in folded if not unicodedata.combining(c))
    return unmarked.encode("ascii", "replace").decode("ascii")


def markdown_text(text: str) -> str:
    """Return the text with Markdown and HTML control characters escaped, on one line.

    Examples
    --------
    >>> markdown_text("a|b <script>")
    'a\\\\|b \\\\<script\\\\>'
    """
    visible = "".join(
        c if c.isspace() or unicodedata.category(c)[0] != "C" else ""
        for c in ANSI_ESCAPE.sub("", text)
    )
    return MARKDOWN_CONTROL.sub(r"\\\1", re.sub(r"\s+", " ", visible))


def spreadsheet_text(text: str) -> str:
    """Return a text cell that no spreadsheet takes for a formula (the OWASP rule).

    Notes
    -----
    A leading quote is put before text in which any line starts, after spaces of any kind, with
    ``= + - @``, a tab or a carriage return. Numbers are not text: pass them as they are.

    Examples
    --------
    >>> spreadsheet_text("=1+1"), spreadsheet_text("plain")
    ("'=1+1", 'plain')
    """
    return f"'{text}" if FORMULA.search(text) else text
