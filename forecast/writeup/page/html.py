"""Building blocks of the page: text made safe, elements, links that may be followed."""

from __future__ import annotations

import html
import re
import unicodedata

from forecast.writeup.escaping import ANSI_ESCAPE

SAFE_LINK = re.compile(r"https://[^\s\"'<>\\]+|doi:10\.\S+")
DOI = "doi:"


def text(value: object) -> str:
    """Text content or attribute value with everything that HTML reads escaped.

    Parameters
    ----------
    value : object
        Shown as `str` shows it; escape sequences, control and bidi characters are dropped.

    Returns
    -------
    str

    Examples
    --------
    >>> text('</script><img onerror="x">')
    '&lt;/script&gt;&lt;img onerror=&quot;x&quot;&gt;'
    """
    bare = ANSI_ESCAPE.sub("", str(value))
    seen = "".join(c if c.isspace() or unicodedata.category(c)[0] != "C" else "" for c in bare)
    return html.escape(seen, quote=True)


def element(name: str, *content: str, **attributes: object) -> str:
    """One element; content is HTML already, attribute values are escaped.

    Parameters
    ----------
    name : str
    *content : str
    **attributes
        `class_` for class, `aria_label` for aria-label; None leaves one out, True gives its name.

    Returns
    -------
    str

    Examples
    --------
    >>> element("p", text("a < b"), class_="note")
    '<p class="note">a &lt; b</p>'
    """
    told = "".join(
        f" {_attribute(key)}" if value is True else f' {_attribute(key)}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{''.join(content)}</{name}>"


def link(address: str, shown: str) -> str:
    """A link where the address is https or a DOI, plain text where it is anything else.

    Examples
    --------
    >>> link("javascript:alert(1)", "x")
    'x'
    """
    if not SAFE_LINK.fullmatch(address):
        return text(shown)
    where = f"https://doi.org/{address.removeprefix(DOI)}" if address.startswith(DOI) else address
    return element("a", text(shown), href=where, rel="noopener noreferrer")


def table(
    headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...], caption: str, left: int = 1
) -> str:
    """A table of plain text; a row of one cell is a heading over the rows below it.

    Parameters
    ----------
    headers : tuple of str
    rows : tuple of tuple of str
    caption : str
        Read by screen readers; not shown.
    left : int
        Columns that hold words.

    Returns
    -------
    str
    """
    head = "".join(
        element("th", text(each), scope="col", class_=None if i < left else "n")
        for i, each in enumerate(headers)
    )
    body = "".join(_row(row, len(headers), left) for row in rows)
    told = element("caption", text(caption), class_="unseen")
    inner = f"{told}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return element("div", element("table", inner), class_="scroll", tabindex="0", role="region",
                   aria_label=caption)  # fmt: skip


def _row(row: tuple[str, ...], width: int, left: int) -> str:
    if len(row) == 1:
        heading = element("th", text(row[0].strip()), colspan=width, scope="rowgroup")
        return element("tr", heading, class_="over")
    first = _unclosed(element("th", text(row[0].strip()), scope="row"))
    rest = (
        _unclosed(element("td", text(cell.strip()), class_="w" if i < left else None))
        for i, cell in enumerate(row[1:], start=1)
    )
    return _unclosed(element("tr", first, *rest))


def _unclosed(cell: str) -> str:
    """A cell or row without its end tag, which HTML lets go: a page has thousands of them."""
    return cell[: cell.rindex("</")]


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
