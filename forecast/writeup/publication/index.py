"""What is made anew after each publication: the index as Markdown and HTML, and the Atom feed."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from forecast.writeup.escaping import markdown_text
from forecast.writeup.headline_numbers import headline_text, moved_text
from forecast.writeup.page.chart import figure
from forecast.writeup.page.html import element, table, text
from forecast.writeup.page.layout import asset
from forecast.writeup.publication.index_charts import index_charts
from forecast.writeup.section import Table
from forecast.writeup.sections import track_record
from forecast.writeup.wording import percent

README, INDEX, FEED = "README.md", "index.html", "feed.xml"
TITLE = "Publications"
QUESTION = "when do copies of a human-level AI model become affordable?"
RULE = (
    "Newest first. A published folder is never edited; "
    "a correction is a new folder and a line here."
)
LINKED = ("ledger.csv", "feed.xml")
HEADERS = ("date", "folder", "headline", "what moved since the last one", "why")
OTHERS = (
    "[ledger.csv](ledger.csv) holds a row for each publication with the fingerprints of what it "
    "was made from; [feed.xml](feed.xml) is a feed to subscribe to; [index.html](index.html) is "
    "this page for a browser.",
    "[decisions](decisions) holds one page for each choice that moves published numbers.",
)


def index_readme(
    rows: Sequence[dict[str, Any]], track_record: Mapping[str, str] | None = None
) -> str:
    """The index of publications as Markdown.

    Parameters
    ----------
    rows : sequence of dict
        Ledger rows of the publications that stand, oldest first, each with `page`: the file to
        open, by its path from the index; and `replaced`: whether it was.
    track_record : mapping of str to str, optional
        Pages that tell how forecasts did: path from the index by what to call it.

    Returns
    -------
    str
    """
    lines = [f"| {' | '.join(HEADERS)} |", "|---" * len(HEADERS) + "|"]
    for row, before in reversed(with_before(rows)):
        link = f"[{row['id']}]({row['page']})" + (" (replaced)" if row["replaced"] else "")
        told = [row["date"], headline_text(row), moved_text(before, row), row["reason"]]
        date, headline, moved, reason = (markdown_text(cell) for cell in told)
        lines.append(f"| {date} | {link} | {headline} | {moved} | {reason} |")
    kept = [f"[{markdown_text(name)}]({path})" for name, path in (track_record or {}).items()]
    told = [f"Track record: {', '.join(kept)}."] if kept else []
    return "\n\n".join([f"# {TITLE}", RULE, "\n".join(lines), *told, *OTHERS]) + "\n"


def index_html(
    rows: Sequence[dict[str, Any]],
    pages: Mapping[str, str] | None = None,
    backtest: Sequence[dict[str, Any]] = (),
) -> str:
    """The index of publications as a page.

    Parameters
    ----------
    rows : sequence of dict
    pages : mapping of str to str, optional
        Pages that tell how forecasts did, as for `index_readme`.
    backtest : sequence of dict
        Scores of forecasts as of past dates, by target and model.

    Returns
    -------
    str
    """
    entries = []
    for row, before in reversed(with_before(rows)):
        told = row["id"] + (" (replaced)" if row["replaced"] else "")
        lines = (headline_text(row), moved_text(before, row), row["reason"])
        said = "".join(element("p", text(each)) for each in lines if each)
        entries.append(element("li", element("a", text(told), href=row["page"]), said))
    moved = headline_table(rows)
    drawn = "".join(figure(chart) for chart in index_charts(rows))
    body = (
        element("h1", TITLE)
        + element("p", text(RULE), class_="note")
        + element("ul", *entries)
        + element("h2", "How the headline moved")
        + element("div", drawn, class_="charts")
        + table(moved.headers, moved.rows, "The headline by publication")
        + _track_record(pages or {}, backtest)
        + element("p", *(element("a", name, href=name) + " " for name in LINKED))
    )
    return framed(f"Billion Copies: {TITLE.lower()}", element("main", body))


def _track_record(pages: Mapping[str, str], backtest: Sequence[dict[str, Any]]) -> str:
    links = [element("li", element("a", text(name), href=path)) for name, path in pages.items()]
    scored = track_record.section({"answers": {"Q16": [*backtest]}})
    if not links and scored is None:
        return ""
    parts = [element("h2", "Track record")]
    if scored is not None and scored.table is not None:
        parts += [element("p", text(each)) for each in scored.sentences]
        shown = scored.table
        parts.append(table(shown.headers, shown.rows, scored.title, shown.left_columns))
        parts += [element("p", text(each), class_="note") for each in scored.notes]
    return "".join([*parts, element("ul", *links) if links else ""])


def framed(title: str, body: str) -> str:
    """A whole page around a body, in the style of the publications."""
    style = asset("style.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{text(title)}</title><style>{style}</style></head><body>{body}</body></html>\n"
    )


def headline_table(rows: Sequence[dict[str, Any]]) -> Table:
    """The watched numbers of every publication, oldest first."""
    headers = ("publication", "median, 8 billion", "never", "by 2035", "median, 1 million", "never")
    return Table(
        headers,
        tuple(
            (
                row["id"],
                _year(row["median_8e9"]),
                percent(row["p_never_8e9"]),
                percent(row["p_8e9_by_2035"]),
                _year(row["median_1e6"]),
                percent(row["p_never_1e6"]),
            )
            for row in rows
        ),
    )


def atom_feed(rows: Sequence[dict[str, Any]]) -> str:
    """The publications as an Atom feed.

    Parameters
    ----------
    rows : sequence of dict
        As for `index_readme`.

    Returns
    -------
    str
        XML; dates are days in UTC.
    """
    newest = rows[-1]["date"] if rows else "1970-01-01"
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>Billion Copies: {QUESTION}</title>",
        f"<id>{_urn('publications')}</id>",
        '<link rel="self" href="feed.xml"/>',
        "<author><name>Billion Copies contributors</name></author>",
        f"<updated>{newest}T00:00:00Z</updated>",
    ]
    for row, before in reversed(with_before(rows)):
        said = (headline_text(row), moved_text(before, row), row["reason"].rstrip("."))
        told = "".join(f"{each}. " for each in said if each).strip()
        parts += [
            "<entry>",
            f"<title>{escape(row['id'])}</title>",
            f"<id>{_urn(row['id'] + row['summary_sha256'])}</id>",
            f"<link href={quoteattr(row['page'])}/>",
            f"<updated>{row['date']}T00:00:00Z</updated>",
            f"<summary>{escape(_plain(told))}</summary>",
            "</entry>",
        ]
    return "\n".join([*parts, "</feed>"]) + "\n"


def with_before(rows: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any], dict | None]]:
    """Each row with the one before it; None for the first."""
    return list(zip(rows, [None, *rows][: len(rows)], strict=True))


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'billion-copies/{name}')}"


def _year(value: float | None) -> str:
    return ">2100" if value is None else str(int(value))


def _plain(told: str) -> str:
    """Text without the control characters that XML forbids."""
    return "".join(c for c in told if c.isprintable() or c == " ")
