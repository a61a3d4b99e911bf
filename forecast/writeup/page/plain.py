"""The page as plain sections, tables and pictures, from the same document as everything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from forecast.writeup.answers import Document
from forecast.writeup.markdown import TITLE
from forecast.writeup.page.html import section_html, text
from forecast.writeup.publication.material import Material
from forecast.writeup.publication.report import (
    STATED,
    beliefs_section,
    changed_section,
    data_section,
    diagnostics_section,
)
from forecast.writeup.section import Section
from forecast.writeup.sections import SECTIONS

POLICY = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'"
STYLE = """
:root{color-scheme:light dark;--ink:#1d1d1f;--soft:#555;--paper:#fff;--line:#ccc;--link:#00508a}
@media (prefers-color-scheme:dark){:root{--ink:#eee;--soft:#b8b8b8;--paper:#16181b;--line:#555;
--link:#8cc8ff}img{background:#fff}}
body{max-width:52rem;margin:0 auto;padding:1rem;color:var(--ink);background:var(--paper);
font:1rem/1.5 system-ui,sans-serif}
a{color:var(--link)}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
img{max-width:100%;height:auto}.note{color:var(--soft);font-size:.9rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}
caption{text-align:left;color:var(--soft)}th,td{padding:.2rem .5rem;border-bottom:1px solid
var(--line);text-align:left;vertical-align:top}td.number{text-align:right;white-space:nowrap}
.badge{display:inline-block;padding:.1rem .5rem;border:2px solid;border-radius:.4rem}
.draft{border:3px solid #c00000;padding:.5rem}
@media print{body{max-width:none}}
"""


def page_html(
    document: Document,
    material: Material,
    history: Sequence[dict[str, Any]],
    titles: dict[str, str],
    files: Sequence[str],
) -> str:
    """The page of a publication.

    Parameters
    ----------
    document : dict
        The published document.
    material : Material
        Draws, beliefs and evidence behind it.
    history : sequence of dict
        Rows of the ledger before this publication.
    titles : dict of str to str
        Title of each figure by its name; the pictures stand in `figures/`.
    files : sequence of str
        Paths in the folder, to link to.

    Returns
    -------
    str
        One HTML file.
    """
    waiting = dict(titles)
    body = [f"<h1>{text(TITLE)}</h1>", _as_of(document), _badge(document), f"<p>{text(STATED)}</p>"]
    for section in _sections(document, material, history):
        body.append(section_html(section))
        title = waiting.pop(section.figure or "", None)
        if title is not None:
            body.append(_picture(section.figure or "", title))
    body += [_picture(name, title) for name, title in waiting.items()]
    body.append(_downloads(files))
    return framed(f"{TITLE} {document['as_of']}", "\n".join(body))


def _sections(
    document: Document, material: Material, history: Sequence[dict[str, Any]]
) -> list[Section]:
    told = [part.section(document) for part in SECTIONS]
    found = [section for section in told if section is not None]
    return [
        found[0],
        changed_section(document, history),
        *found[1:],
        beliefs_section(document, material),
        diagnostics_section(document),
        data_section(material),
    ]


def framed(title: str, body: str, head: str = "") -> str:
    """A whole page around a body: language, policy, style."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n{head}<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{body}\n</main>\n</body>\n</html>\n"
    )


def _as_of(document: Document) -> str:
    return (
        f"<p>As of {text(document['as_of'])}; run {text(document['run_id'])}; "
        f"{document['draws']:,} draws, seed {document['seed']}.</p>"
    )


def _badge(document: Document) -> str:
    publication = document["publication"]
    if publication["draft"]:
        return (
            '<p class="draft"><strong>DRAFT.</strong> The gate refused this forecast; '
            "do not quote it.</p>"
        )
    states = {row["status"] for row in publication["sbc"]}
    calibrated = "calibration " + ", ".join(sorted(states)) if states else "calibration not run"
    return f'<p><span class="badge">Diagnostics gate passed; {text(calibrated)}</span></p>'


def _picture(name: str, title: str) -> str:
    return (
        f'<figure><img src="figures/{text(name)}.svg" alt="{text(title)}">'
        f'<figcaption><a href="figures/{text(name)}.csv">Data of this figure (CSV)</a>'
        "</figcaption></figure>"
    )


def _downloads(files: Sequence[str]) -> str:
    links = "".join(f'<li><a href="{text(path)}">{text(path)}</a></li>' for path in files)
    return f'<section id="files"><h2>Files</h2><ul>{links}</ul></section>'
