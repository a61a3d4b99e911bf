"""The page from top to bottom."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from forecast.writeup.answers import Document
from forecast.writeup.page.back_matter import assumptions, citation, downloads, evidence, record
from forecast.writeup.page.chart import Chart, figure
from forecast.writeup.page.charts.chances import chart as chances_chart
from forecast.writeup.page.charts.changed import median_chart, never_chart
from forecast.writeup.page.charts.date_and_gap import date_chart, gap_chart
from forecast.writeup.page.charts.fans import copies_chart, cost_chart
from forecast.writeup.page.charts.learned import chart as learned_chart
from forecast.writeup.page.charts.scenarios import scenarios_chart, views_chart
from forecast.writeup.page.charts.shares import binding_chart, drivers_chart
from forecast.writeup.page.context import PageContext
from forecast.writeup.page.explorer import explorer
from forecast.writeup.page.html import element, table, text
from forecast.writeup.section import Section
from forecast.writeup.sections import SECTIONS

TITLE = "When do copies of a human-level AI model become affordable?"
CONDITIONAL = (
    "Every number is conditional on stated beliefs, most of them judgement: see the assumptions."
)
ASSETS = "forecast.writeup.page"

Maker = Callable[[Document], Chart | None]
BESIDE: dict[str, tuple[Maker, ...]] = {  # charts by the section they stand in
    "headline": (chances_chart, date_chart, copies_chart, cost_chart),
    "gap": (gap_chart,),
    "binding": (binding_chart,),
    "drivers": (drivers_chart,),
    "scenarios": (views_chart, scenarios_chart),
    "changed": (median_chart, never_chart),
}
DRAWN_WHOLE = ("scenarios",)  # sections whose charts carry all of their table
EXPLORER_AFTER = "headline"
NAVIGATION = {
    "explorer": "Your own beliefs",
    "chances": "Chances",
    "cost": "Cost",
    "drivers": "Drivers",
    "scenarios": "Scenarios and views",
    "changed": "What changed",
    "assumptions": "Assumptions",
    "downloads": "Downloads",
}


def page_html(document: Document, context: PageContext) -> str:
    """The whole page.

    Parameters
    ----------
    document : dict
        `forecast.run/1`.
    context : PageContext
        What surrounds it.

    Returns
    -------
    str
        HTML of one file: no request leaves it, and its policy lets none.
    """
    parts = [section_html(document, each) for each in sections_of(document, context)]
    place = next((i for i, (name, _) in enumerate(parts) if name == EXPLORER_AFTER), 0) + 1
    if context.draws is not None:
        parts.insert(place, ("explorer", _explorer(document, context)))
    if context.fitted:
        learned = learned_chart(context.fitted)
        drawn = element("div", figure(learned), class_="charts") if learned else ""
        parts.append(("learned", _block("learned-from-data", "What the data taught", drawn)))
    parts += [
        ("assumptions", _block("assumptions", "Assumptions", assumptions(context))),
        ("evidence", _block("evidence", "Evidence and licences", evidence(context))),
        ("downloads", _block("downloads", "Downloads", downloads(context))),
        ("cite", _block("cite", "How to cite", citation(document, context))),
    ]
    parts = [(name, html) for name, html in parts if html]
    main = element("main", *(html for _, html in parts))
    footer = element("footer", record(document, context))
    body = _top(document, [name for name, _ in parts]) + main + footer + _script(context)
    return f'<!doctype html>\n<html lang="en">{_head()}{element("body", body)}</html>\n'


def sections_of(document: Document, context: PageContext) -> list[Section]:
    """Sections of the forecast, then those of the context."""
    found = [part.section(document) for part in SECTIONS]
    return [each for each in (*found, *context.extra) if each is not None]


def section_html(document: Document, section: Section) -> tuple[str, str]:
    """A section with the charts that belong to it."""
    charts = [maker(document) for maker in BESIDE.get(section.name, ())]
    drawn = "".join(figure(chart) for chart in charts if chart is not None)
    said = "".join(
        element("p", text(told), class_="lead" if section.name == "headline" else None)
        for told in section.sentences
    )
    is_drawn = bool(drawn) and section.name in DRAWN_WHOLE
    shown = "" if section.table is None or is_drawn else table_html(section)
    notes = "".join(element("p", text(note), class_="note") for note in section.notes)
    grid = element("div", drawn, class_="charts") if drawn else ""
    return section.name, _block(section.name, section.title, said + grid + shown + notes)


def table_html(section: Section) -> str:
    """The table of a section."""
    shown = section.table
    assert shown is not None
    return table(shown.headers, shown.rows, section.title or section.name, shown.left_columns)


def _explorer(document: Document, context: PageContext) -> str:
    told = element(
        "p",
        "Move an input to where you believe its median lies: the embedded draws are reweighted "
        "to that belief. At the published beliefs the numbers are the published ones. The "
        "address keeps your setting, so a view can be linked.",
    )
    return _block("explorer", "Your own beliefs", told + explorer(document, context.draws))


def _block(name: str, title: str, content: str) -> str:
    if not content:
        return ""
    shown = title or name.replace("_", " ").capitalize()  # unseen, for readers of headings
    heading = element("h2", text(shown), id=f"h-{name}", class_=None if title else "unseen")
    return element("section", heading, content, id=f"s-{name}", aria_labelledby=f"h-{name}")


def _top(document: Document, names: list[str]) -> str:
    refused = document.get("publication", {}).get("draft", False)
    passed = not refused and all(b["gate_passed"] for b in document["posterior"]["blocks"])
    badge = element(
        "span",
        "Diagnostics passed" if passed else "Diagnostics failed",
        class_=f"badge {'good' if passed else 'bad'}",
    )
    told = (
        f"As of {document['as_of']}. Scenario {document['scenario'] or 'default'}, "
        f"{document['draws']:,} draws. "
    )
    links = "".join(
        element("li", element("a", shown, href=f"#s-{name}"))
        for name, shown in NAVIGATION.items()
        if name in names
    )
    return element(
        "header",
        element("h1", text(TITLE)),
        element("p", text(told), badge, class_="meta"),
        element("p", text(CONDITIONAL), class_="note"),
        element("nav", element("ul", links), aria_label="Parts of the page"),
    )


def _head() -> str:
    policy = f"default-src 'none'; style-src '{_hash(asset('style.css'))}'; "
    policy += f"script-src '{_hash(asset('explorer.js'))}'; base-uri 'none'; form-action 'none'"
    return (
        f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f'content="{policy}"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{text(TITLE)}</title><style>{asset('style.css')}</style></head>"
    )


def _script(context: PageContext) -> str:
    return f"<script>{asset('explorer.js')}</script>" if context.draws is not None else ""


@cache
def asset(name: str) -> str:
    """Text of a file of the page.

    Parameters
    ----------
    name : str
        In `page/assets`.

    Returns
    -------
    str
    """
    return files(ASSETS).joinpath("assets", name).read_text("utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
