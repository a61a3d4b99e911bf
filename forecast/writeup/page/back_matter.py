"""What a critic looks up: assumptions, evidence with licences, downloads, citation, record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forecast.writeup.answers import Document
from forecast.writeup.page.context import PageContext
from forecast.writeup.page.html import element, table, text
from forecast.writeup.wording import significant

LEVELS = (0.05, 0.5, 0.95)
POOL = "pool"  # family of what stands for published forecasts: it has no quantiles of its own
POOLED = "pool of published forecasts"
WIDE = 1e6  # numbers from here on are written with an exponent


def assumptions(context: PageContext) -> str:
    """Every belief in force: median and 90 % range, unit, grade, sources, date, meaning."""
    if context.beliefs is None:
        return ""
    rows = tuple(
        _belief_row(name, card, context.beliefs) for name, card in sorted(context.cards.items())
    )
    headers = ("input", "5 / 50 / 95 %", "unit", "grade", "sources", "as of", "meaning")
    told = (
        f"{len(rows)} beliefs before any data. A grade of guess or expert is judgement. The cards, "
        "with reasons, are in inputs.zip."
    )
    return element("p", text(told)) + element(
        "details",
        element("summary", "All beliefs"),
        table(headers, rows, "Beliefs before any data", left=7),
    )


def _belief_row(name: str, card: Any, beliefs: Any) -> tuple[str, ...]:
    entry = beliefs.entries.get(name)
    keys = dict.fromkeys(source.key for source in entry.sources) if entry else ()
    return (
        name,
        _three(name, beliefs),
        card.quantity.unit,
        entry.grade if entry else "",
        ", ".join(keys),
        entry.as_of.isoformat() if entry else "",
        first_sentence(card.meaning),
    )


def first_sentence(told: str) -> str:
    """What stands before the first full stop; the cards in inputs.zip say the rest.

    Examples
    --------
    >>> first_sentence("Share of 1.5 days. One for all.")
    'Share of 1.5 days.'
    """
    first, stop, _ = f"{' '.join(told.split())} ".partition(". ")
    return (first + stop).strip()


def _three(name: str, beliefs: Any) -> str:
    belief = beliefs[name]
    if belief.as_dict().get("family") == POOL:
        return POOLED
    return " / ".join(_figure(float(belief.ppf(level))) for level in LEVELS)


def _figure(value: float) -> str:
    if 1000.0 < value < 3000.0 and value != round(value, -2):
        return f"{value:.0f}"
    return f"{value:.2e}" if abs(value) >= WIDE or 0 < abs(value) < 1e-3 else significant(value, 3)


def evidence(context: PageContext) -> str:
    """Tables of evidence with their sources and licences."""
    rows = tuple(
        (name, str(len(shown.rows)), source["name"], source["licence"], source["attribution"])
        for name, shown in sorted(context.tables.items())
        for source in map(_as_mapping, shown.card.sources)
    )
    if not rows:
        return ""
    headers = ("table", "rows", "source", "licence", "attribution")
    return element(
        "details",
        element("summary", "All tables"),
        table(headers, rows, "Evidence and its licences", left=5),
    )


def _as_mapping(source: Any) -> Mapping[str, str]:
    return source if isinstance(source, Mapping) else vars(source)


def downloads(context: PageContext) -> str:
    """Links to the files of the folder, all of them relative."""
    links = (element("li", element("a", text(name), href=name)) for name in context.files)
    return element("ul", *links) if context.files else ""


def citation(document: Document, context: PageContext) -> str:
    """A line to quote, and the identity of the run."""
    told = (
        f"Billion Copies {context.version}, forecast {context.name!r} as of {document['as_of']}, "
        f"run {document['run_id']}."
    )
    return element("p", element("code", text(told)))


def record(document: Document, context: PageContext) -> str:
    """What rebuilds the run: seed, hashes, versions, diagnostics by block."""
    blocks = document["posterior"]["blocks"]
    rows = tuple(
        (
            block["block"],
            block["key"][:12],
            block["fitted_on"],
            f"{block['draws']:,}",
            f"{block['max_rhat']:.3f}",
            f"{block['min_ess']:,.0f}",
            "passed" if block["gate_passed"] else "FAILED",
        )
        for block in blocks
    )
    headers = ("block", "key", "fitted on", "draws", "max R-hat", "min ESS", "gate")
    versions = ", ".join(f"{name} {number}" for name, number in context.versions.items())
    told = (
        f"Run {document['run_id']}, seed {document['seed']}, posterior "
        f"{document['posterior_key'][:12]}, beliefs {document['beliefs'][:12]}. {versions}"
    )
    return (
        element("h2", "Diagnostics and record")
        + table(headers, rows, "Diagnostics by block of the posterior")
        + element("p", text(told), class_="note")
    )
